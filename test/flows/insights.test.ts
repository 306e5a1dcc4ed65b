// From the vendors to the Insights screen: the seeded company connected, ninety days read, and what the API then says of them.
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { CostsAnswer } from '../../worker/http/schemas/costs.ts'
import {
  AttributionAnswer,
  CacheAnswer,
  ExplainAnswer,
  FindingsAnswer,
  ForecastAnswer,
  MixAnswer,
  MovementAnswer,
  PricesAnswer,
  ReconciliationAnswer,
  SplitsAnswer,
} from '../../worker/http/schemas/insights.ts'
import { UsageAnswer } from '../../worker/http/schemas/usage.ts'
import { drain, type Stage, stage } from '../pull/stage.ts'
import { leakedKey } from '../simulator/company/keys.ts'
import { dayName, dayNumber } from '../simulator/days.ts'
import { ledger } from '../support/tenants.ts'
import { appOn, type Call, connectionsAt, ownerAt } from './front-door.ts'

let on: Stage
let call: Call
const RANGE = 'from=2026-10-01&to=2026-11-20'

beforeAll(async () => {
  on = stage({ BACKFILL_DAYS: '90' })
  const owner = await ownerAt(appOn(on))
  call = owner.call
  for (const key of ['admin', 'openaiAdmin']) await connectionsAt(on, call).connect(key)
  await drain(on)
  await ledger(owner.tenant).settle()
}, 600_000)

/** The answer, which must have exactly the shape that the API document says. */
async function ask<T extends z.ZodType>(schema: T, path: string): Promise<z.output<T>> {
  const { status, body } = await call('GET', path)
  expect([status, path]).toEqual([200, path])
  return schema.parse(body)
}
const insight = <T extends z.ZodType>(schema: T, panel: string, more = '') =>
  ask(schema, `/api/insights/${panel}?${RANGE}${more}`)
const sum = (values: readonly string[]) => String(values.reduce((all, one) => all + BigInt(one), 0n))

describe('what was unusual', () => {
  it('leak, shift, price change and growth are found, named by their cause and dated within a day', async () => {
    const { findings, missing } = await insight(FindingsAnswer, 'findings')
    expect(missing).toBeNull()
    const { company } = on.simulator.world
    const told = Object.fromEntries(findings.map((one) => [one.cause, one]))
    expect(findings.map(({ cause }) => cause).sort()).toEqual(['growth', 'model_shift', 'one_key', 'price_change'])
    const near = (date: string | undefined, day: number) => Math.abs(dayNumber(date ?? '') - day)
    expect(near(told.one_key?.date, company.incident)).toBe(0)
    expect(near(told.model_shift?.date, company.turns?.shift ?? 0)).toBeLessThanOrEqual(1)
    expect(near(told.growth?.date, company.turns?.growth ?? 0)).toBeLessThanOrEqual(1)
    expect(told.price_change?.date).toBe('2026-10-07')
    expect(told.one_key?.culprit?.label).toBe(leakedKey)
    expect(told.one_key?.within.workspace?.label).toBe('Engineering')
    expect(told.growth?.culprit?.label).toBe('Claude Code')
    expect(told.model_shift?.against?.label).toMatch(/search-ranking|Search Ranking/)
  })

  it('each leads to its records, and its parts add up', async () => {
    const { findings } = await insight(FindingsAnswer, 'findings')
    for (const { parts, everything_else, difference, evidence } of findings) {
      expect(sum([...parts.map(({ above }) => above), everything_else])).toBe(difference)
      expect(evidence.records).toBeGreaterThan(0)
      expect(evidence.first).not.toBeNull()
    }
  })

  it('is explained once and then says so, by whom and as what', async () => {
    const { findings, open } = await insight(FindingsAnswer, 'findings')
    const leak = findings.find(({ cause }) => cause === 'one_key')
    const reply = await call('POST', '/api/insights/findings/explain', { key: leak?.key, as: 'incident' })
    expect(reply.status).toBe(200)
    expect(ExplainAnswer.parse(reply.body)).toMatchObject({ key: leak?.key, state: 'explained' })
    const after = await insight(FindingsAnswer, 'findings')
    expect(after.open).toBe(open - 1)
    expect(after.findings.find(({ key }) => key === leak?.key)).toMatchObject({
      state: 'explained',
      explained: { as: 'incident' },
    })
    expect(
      (await call('POST', '/api/insights/findings/explain', { key: 'tenant///2026-11-01', as: 'other' })).status,
    ).toBe(404)
  })
})

describe('where the month ends', () => {
  it('begins with what is recorded, leaves the day of the leak out, and stays within its range', async () => {
    const said = await ask(ForecastAnswer, '/api/insights/forecast')
    const { forecast, days } = said
    const usage = await ask(UsageAnswer, '/api/usage?from=2026-11-01&to=2026-11-20')
    expect(said.recorded.nano).toBe(usage.totals.estimate.nano)
    expect(days.at(-1)).toMatchObject({ day: '2026-11-20', total: said.recorded.nano, partial: true })
    expect(said.left_out).toContain(dayName(on.simulator.world.company.incident))
    expect(forecast?.path).toHaveLength(11)
    const [lower, mean, upper] = [forecast?.lower, forecast?.mean, forecast?.upper].map((text) => BigInt(text ?? 0))
    expect(lower).toBeLessThan(mean ?? 0n)
    expect(mean).toBeLessThan(upper ?? 0n)
    expect(BigInt(forecast?.so_far ?? 0)).toBeLessThan(lower ?? 0n)
    expect(new Set(said.scopes.map(({ by }) => by))).toEqual(new Set(['vendor', 'workspace', 'person', 'key']))
  })

  it.each([
    'by=vendor&value=openai',
    'by=workspace&vendor=anthropic&value=default',
    'by=model&vendor=anthropic&value=claude-opus-5-5',
  ])('is told of a part too: %s', async (part) => {
    const said = await ask(ForecastAnswer, `/api/insights/forecast?${part}`)
    expect(said.forecast).not.toBeNull()
    expect(said.scopes).toEqual([])
  })

  it('of the bill begins with what was billed', async () => {
    const said = await ask(ForecastAnswer, '/api/insights/forecast?basis=billed')
    const costs = await ask(CostsAnswer, '/api/costs?from=2026-11-01&to=2026-11-20')
    expect(said.recorded.nano).toBe(costs.totals.billed)
  })
})

describe('the panels', () => {
  it('agree with Usage and Costs on every total', async () => {
    for (const filter of ['', '&vendor=openai', '&vendor=anthropic', '&workspace=default']) {
      const usage = await ask(UsageAnswer, `/api/usage?${RANGE}${filter}`)
      const costs = await ask(CostsAnswer, `/api/costs?${RANGE}${filter}`)
      const { nano } = usage.totals.estimate
      const mix = await insight(MixAnswer, 'mix', filter)
      expect([mix.totals.nano, sum(mix.models.map((one) => one.nano))]).toEqual([nano, nano])
      expect((await insight(MixAnswer, 'mix', `${filter}&basis=billed`)).totals.nano).toBe(costs.totals.billed)
      const movement = await insight(MovementAnswer, 'movement', filter)
      expect([movement.totals.nano, movement.before.nano]).toEqual([nano, usage.previous.estimate.nano])
      expect(sum(movement.steps.map((step) => step.nano))).toBe(movement.difference)
      const splits = await insight(SplitsAnswer, 'splits', filter)
      expect([splits.totals.nano, splits.tokens]).toEqual([nano, usage.totals.tokens.total])
      for (const { parts } of splits.splits) expect(sum(parts.map((part) => part.nano))).toBe(nano)
      for (const by of ['workspace', 'key', 'model'] as const) {
        const rows = await insight(AttributionAnswer, 'attribution', `${filter}&by=${by}`)
        expect([rows.totals.nano, sum(rows.rows.map((row) => row.nano))]).toEqual([nano, nano])
      }
      const people = await ask(UsageAnswer, `/api/usage?${RANGE}${filter}&by=person`)
      const persons = await insight(AttributionAnswer, 'attribution', `${filter}&by=person`)
      expect(persons.totals.nano).toBe(people.totals.estimate.nano)
      const said = await insight(ReconciliationAnswer, 'reconciliation', filter)
      expect([said.billed, said.difference]).toEqual([costs.totals.billed, costs.totals.difference])
      expect(sum(said.residuals.map((part) => part.nano))).toBe(said.difference)
    }
  })

  it('the mix says what went from OpenAI to Anthropic, and which project made most of it', async () => {
    const { shift } = await insight(MixAnswer, 'mix')
    expect(shift).toMatchObject({ from: 'openai', to: 'anthropic' })
    expect(shift?.most?.label).toBeDefined()
  })

  it('the leak is a step of its own in why it cost more', async () => {
    const said = await insight(MovementAnswer, 'movement')
    expect(said.steps.filter(({ code }) => code === 'incident').map(({ name }) => name)).toContain(leakedKey)
  })

  it('teams share the bill, and what nobody has stands apart', async () => {
    const said = await insight(AttributionAnswer, 'attribution', '&by=team')
    expect(said.basis).toBe('allocated')
    expect(sum(said.rows.map(({ nano }) => nano))).toBe(said.totals.nano)
  })

  it('the cache has a rate and a saving by model', async () => {
    const { models, totals } = await insight(CacheAnswer, 'cache')
    expect(models.length).toBeGreaterThan(3)
    expect(totals.hit_rate).toBeGreaterThan(0)
    for (const { hit_rate } of models) expect(hit_rate === null || (hit_rate >= 0 && hit_rate <= 1)).toBe(true)
  })

  it('the price change stands with its effect on the own tokens', async () => {
    const { changes } = await insight(PricesAnswer, 'prices')
    const change = changes.find(({ model, token_type }) => model === 'claude-sonnet-5-5' && token_type === 'cache_read')
    expect(change).toMatchObject({ date: '2026-10-07', old: '200000000', new: '100000000' })
    expect(BigInt(change?.effect ?? 0)).toBeLessThan(0n)
    expect(change?.finding).not.toBeNull()
  })
})
