import { beforeAll, describe, expect, it } from 'vitest'
import { periodBefore, periodOf, rangeOf } from '../../worker/chargeback/period.ts'
import { cost, usage, workspace } from '../../worker/db/tenant/schema.ts'
import { ChargebackAnswer } from '../../worker/http/schemas/chargeback.ts'
import { CostsAnswer } from '../../worker/http/schemas/costs.ts'
import { newSubjectId } from '../../worker/ids.ts'
import { costSeed, dice, insertRows, usageSeed } from '../db/seed.ts'
import { code } from '../http/harness.ts'
import { nameInDirectory, parseCsv } from '../http/read-app.ts'
import { dayIn, MONTH, rule, type Stage, seedMonth, stage, TODAY, team } from './stage.ts'

const read = async (on: Stage, query: string) =>
  ChargebackAnswer.parse((await on.call('GET', `/api/chargeback?${query}`)).body)
const add = (amounts: readonly string[]) => amounts.reduce((sum, one) => sum + BigInt(one), 0n)
/** Decimal dollars of nine digits as nanodollars. */
const nano = (dollars: string | undefined) => BigInt((dollars ?? '').replace('.', ''))

/** Two vendors, many places, credits and use without a price: 70 days of it. */
async function seedCompany(on: Stage): Promise<void> {
  const roll = dice(7)
  const pick = <T>(...values: T[]): T => values[roll(values.length)] as T // the index is below the length
  const days = [periodBefore(MONTH), MONTH, periodOf(TODAY)].flatMap((period) =>
    Array.from({ length: 12 }, (_, at) => dayIn(period, at + 1)),
  )
  const place = () => pick({ vendor: 'anthropic' }, { vendor: 'openai', stream: 'openai.costs' })
  const rows = days.flatMap((day) => Array.from({ length: 24 }, () => ({ day, at: place() })))
  await insertRows(
    cost,
    rows.map(({ day, at }) =>
      costSeed(on.tenant, day, {
        ...at,
        workspace: pick('wrkspc_1', 'wrkspc_2', null),
        model: pick('claude-opus-5-5', 'gpt-6', null),
        amount: roll(40) === 0 ? -roll(1_000_000) : BigInt(roll(1_000_000)) * BigInt(1 + roll(1_000_000)),
      }),
    ),
  )
  await insertRows(
    usage,
    rows.map(({ day, at }) =>
      usageSeed(on.tenant, day, {
        ...at,
        workspace: pick('wrkspc_1', 'wrkspc_2', null),
        model: pick('claude-opus-5-5', 'gpt-6'),
        apiKey: pick('key_a', 'key_b', 'key_c', null),
        estimate: pick(roll(1_000_000), null),
        ...(at.vendor === 'openai' && { stream: 'openai.usage.completions' }),
      }),
    ),
  )
}

describe('the chargeback of a company', () => {
  let on: Stage
  beforeAll(async () => {
    on = await stage()
    await seedCompany(on)
    const [red, blue] = [await team(on, 'Red', 'CC-1'), await team(on, '=Blue')]
    await rule(on, red, 'key', 'key_a', { to: dayIn(MONTH, 5) })
    await rule(on, blue, 'key', 'key_a', { from: dayIn(MONTH, 6) })
    await rule(on, blue, 'workspace', 'wrkspc_2')
    await rule(on, red, 'workspace', 'wrkspc_2', { vendor: 'openai' })
  })

  it.each(['direct', 'equal', 'people', 'fixed'])(
    'sums to the costs screen for any filter when split %s',
    async (by) => {
      const { teams } = await read(on, `period=${MONTH}`)
      const weights = by === 'fixed' ? { [teams[0]?.id ?? '']: 2, [teams[1]?.id ?? '']: 5 } : {}
      expect((await on.call('PUT', '/api/chargeback/split', { by, weights })).status).toBe(200)
      const { from, to } = rangeOf(MONTH)
      for (const filter of [
        `from=${from}&to=${to}`,
        `from=${rangeOf(periodBefore(MONTH)).from}&to=${TODAY}`,
        `from=${from}&to=${to}&vendor=openai`,
        `from=${from}&to=${to}&workspace=wrkspc_1`,
        `from=${from}&to=${to}&vendor=anthropic&workspace=default`,
        `from=${from}&to=${to}&workspace=wrkspc_2&workspace=default`,
        `from=${from}&to=${from}&workspace=nothing`,
      ]) {
        const answer = await read(on, filter)
        const costs = CostsAnswer.parse((await on.call('GET', `/api/costs?${filter}`)).body)
        expect(answer.bill.total, filter).toBe(costs.totals.billed)
        expect(add(answer.teams.map(({ total }) => total)) + BigInt(answer.pool.unsplit), filter).toBe(
          BigInt(costs.totals.billed),
        )
        expect(add(answer.lines.map(({ amount }) => amount)), filter).toBe(BigInt(costs.totals.billed))
      }
    },
  )
  it('gives each day to the team whose rule holds then, and says by which rule', async () => {
    const early = await read(on, `from=${dayIn(MONTH, 1)}&to=${dayIn(MONTH, 5)}`)
    const late = await read(on, `from=${dayIn(MONTH, 6)}&to=${dayIn(MONTH, 12)}`)
    const byKey = (answer: ChargebackAnswer) =>
      new Set(
        answer.lines.filter(({ by, vendor }) => by === 'key' && vendor === 'anthropic').map(({ team: whose }) => whose),
      )
    expect([byKey(early), byKey(late)].map((teams) => teams.size)).toEqual([1, 1])
    expect(byKey(early)).not.toEqual(byKey(late))
  })
  it('compares with the month before, and lists every month since the first bill', async () => {
    const [now, before] = [await read(on, `period=${MONTH}`), await read(on, `period=${periodBefore(MONTH)}`)]
    expect(now.bill.previous).toBe(before.bill.total)
    for (const one of now.teams) expect(one.previous).toBe(before.teams.find(({ id }) => id === one.id)?.total)
    expect(now.months.map(({ period }) => period)).toEqual([periodOf(TODAY), MONTH, periodBefore(MONTH)])
    expect(now.state?.code).toBe('provisional')
  })
  it('is the running month when nothing is asked, and never a month with a filter', async () => {
    expect((await read(on, '')).period).toBe(periodOf(TODAY))
    expect(code(await on.call('GET', `/api/chargeback?period=${MONTH}&vendor=openai`))).toBe('invalid_request')
    expect(code(await on.call('GET', '/api/chargeback?period=2026-13'))).toBe('invalid_request')
    expect(code(await on.call('GET', '/api/chargeback?period=2099-01'))).toBe('invalid_request')
  })
  it('comes as CSV whose lines sum to the bill, and to a team’s total; what looks like a formula is defused', async () => {
    const answer = await read(on, `period=${MONTH}`)
    const [head, ...lines] = parseCsv(String((await on.call('GET', `/api/chargeback/${MONTH}/lines.csv`)).body))
    const amount = head?.indexOf('allocated') ?? -1
    const sum = (rows: readonly string[][]) => rows.reduce((total, row) => total + nano(row[amount]), 0n)
    expect(sum(lines)).toBe(BigInt(answer.bill.total))
    expect(lines.some((line) => line.includes("'=Blue"))).toBe(true)
    for (const one of answer.teams) {
      const reply = await on.call('GET', `/api/chargeback/${MONTH}/teams/${one.id}/statement.csv`)
      expect(sum(parseCsv(String(reply.body)).slice(1))).toBe(BigInt(one.total))
    }
    expect(code(await on.call('GET', `/api/chargeback/${MONTH}/teams/nobody/statement.csv`))).toBe('not_found')
  })
  it('comes as a PDF for each team, and for no other', async () => {
    const answer = await read(on, `period=${MONTH}`)
    const pdf = (team: string) => on.call('GET', `/api/chargeback/${MONTH}/teams/${team}/statement.pdf`)
    const reply = await pdf(answer.teams[0]?.id ?? '')
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(String(reply.body).slice(0, 5)).toBe('%PDF-')
    expect(code(await pdf('nobody'))).toBe('not_found')
  })
})

describe('whose a person’s use is', () => {
  it('is told by a rule on any of their subjects, over both vendors and their keys', async () => {
    const on = await stage()
    const [here, there, other] = [newSubjectId(), newSubjectId(), newSubjectId()]
    const mail = 'kai.lindqvist@example.com'
    await nameInDirectory(on.tenant, {
      people: {
        [here]: { seq: 1, email: mail, name: 'Kai Lindqvist' },
        [there]: { seq: 2, email: mail },
        [other]: { seq: 3 },
      },
      labels: {},
    })
    const day = dayIn(MONTH, 3)
    await insertRows(usage, [
      usageSeed(on.tenant, day, { workspace: 'wrkspc_1', subject: there, estimate: 60 }),
      usageSeed(on.tenant, day, { workspace: 'wrkspc_1', subject: other, estimate: 40 }),
    ])
    await insertRows(cost, [costSeed(on.tenant, day, { workspace: 'wrkspc_1', amount: 1000 })])
    const red = await team(on, 'Red')
    await rule(on, red, 'person', here)
    const { lines } = await read(on, `period=${MONTH}`)
    expect(lines.map(({ team: whose, by, amount }) => [whose, by, amount])).toEqual([
      [red, 'person', '600'],
      [null, 'none', '400'],
    ])
    const again = await on.call('POST', '/api/teams/rules', { team: red, kind: 'person', vendor: null, value: there })
    expect([again.status, code(again)]).toEqual([409, 'conflict'])
  })
})

describe('without teams', () => {
  it('everything stays in the shared pool, and that is said', async () => {
    const on = await stage()
    await seedMonth(on.tenant)
    const answer = await read(on, `period=${MONTH}`)
    expect(answer).toMatchObject({ teams: [], bill: { total: '1101' }, pool: { nano: '1101', unsplit: '1101' } })
    expect(answer.method.join(' ')).toContain('There is no team')
  })
  it('the default workspace is one place, whether a report names it or not', async () => {
    const on = await stage()
    await insertRows(workspace, [
      {
        tenant: on.tenant,
        vendor: 'anthropic',
        id: 'wrkspc_0',
        name: 'Main',
        isDefault: 1,
        archivedAt: null,
        vanished: 0,
        seq: 1,
        rev: 0,
      },
    ])
    const day = dayIn(MONTH, 3)
    await insertRows(usage, [usageSeed(on.tenant, day, { workspace: 'wrkspc_0' })])
    await insertRows(cost, [costSeed(on.tenant, day, { amount: 5 })])
    const red = await team(on, 'Red')
    await rule(on, red, 'workspace', 'default')
    expect((await read(on, `period=${MONTH}`)).lines).toMatchObject([{ team: red, workspace: 'default', amount: '5' }])
  })
})
