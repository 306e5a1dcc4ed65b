// One company, one filter, one number: every screen that shows a total, the chargeback and the FOCUS file agree, for filters thrown by dice.
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { addDays } from '../../worker/db/tenant/range.ts'
import { ChargebackAnswer } from '../../worker/http/schemas/chargeback.ts'
import { CostsAnswer } from '../../worker/http/schemas/costs.ts'
import { Conformance } from '../../worker/http/schemas/exports.ts'
import {
  AttributionAnswer,
  MixAnswer,
  MovementAnswer,
  ReconciliationAnswer,
  SplitsAnswer,
} from '../../worker/http/schemas/insights.ts'
import { OverviewAnswer } from '../../worker/http/schemas/overview.ts'
import { UsageAnswer } from '../../worker/http/schemas/usage.ts'
import { dice } from '../db/seed.ts'
import { drain, type Stage, stage } from '../pull/stage.ts'
import { ledger } from '../support/tenants.ts'
import { billedIn, type Exporter, exporterOn } from './focus-file.ts'
import { type Call, connectionsAt, ownerAt } from './front-door.ts'

let on: Stage
let exporter: Exporter
let call: Call
/** Days that the simulated vendors were read for. */
const FIRST = '2026-11-01'
const DAYS = 20
const ROUNDS = 12

type Asked = { from: string; to: string; vendor?: 'anthropic' | 'openai'; workspace?: string[] }

beforeAll(async () => {
  on = stage({ BACKFILL_DAYS: '20' })
  exporter = exporterOn(on)
  const owner = await ownerAt(exporter.open)
  call = owner.call
  for (const key of ['admin', 'openaiAdmin']) await connectionsAt(on, call).connect(key)
  await drain(on)
  await ledger(owner.tenant).settle()
  // Rules of all kinds, so that the bill goes to teams, to the pool, and from one team to another in the middle.
  const { groups } = await ask(
    UsageAnswer,
    `/api/usage?${query({ from: FIRST, to: addDays(FIRST, DAYS - 1) })}&by=workspace`,
  )
  const teams = await Promise.all(['Platform', 'Research'].map((name) => post('/api/teams', { name })))
  for (const [index, { vendor, key }] of groups
    .filter(({ key: value }) => value !== '')
    .slice(0, 4)
    .entries()) {
    const [team, other] = index % 2 === 0 ? teams : [...teams].reverse()
    const rule = { kind: 'workspace', vendor, value: key }
    await post('/api/teams/rules', { ...rule, team, to: '2026-11-09' })
    await post('/api/teams/rules', { ...rule, team: other, from: '2026-11-10' })
  }
}, 300_000)

async function post(path: string, json: object): Promise<string> {
  const { status, body } = await call('POST', path, json)
  expect([path, status, body]).toMatchObject([path, 201, {}])
  return String((body as { id: string }).id) // every thing that is made answers with its id
}

function query({ from, to, vendor, workspace = [] }: Asked): string {
  const search = new URLSearchParams({ from, to, ...(vendor !== undefined && { vendor }) })
  for (const one of workspace) search.append('workspace', one)
  return search.toString()
}

/** The answer, which must have exactly the shape that the API document says. */
async function ask<T extends z.ZodType>(schema: T, path: string): Promise<z.output<T>> {
  const { status, body } = await call('GET', path)
  expect([path, status]).toEqual([path, 200])
  return schema.parse(body)
}

const sum = (values: readonly (string | null)[]): string =>
  String(values.reduce((all, one) => all + BigInt(one ?? 0), 0n))

/** Filters that any of the screens could have in its address. */
async function filters(): Promise<Asked[]> {
  const { options } = await ask(CostsAnswer, `/api/costs?${query({ from: FIRST, to: addDays(FIRST, DAYS - 1) })}`)
  const throws = dice(20261121)
  return Array.from({ length: ROUNDS }, () => {
    const start = throws(DAYS)
    const from = addDays(FIRST, start)
    const to = addDays(from, throws(DAYS - start))
    const vendor = ([undefined, 'anthropic', 'openai'] as const)[throws(3)]
    const workspace = Array.from(
      { length: throws(3) },
      () => options.workspaces[throws(options.workspaces.length)]?.value ?? '',
    )
    return { from, to, ...(vendor !== undefined && { vendor }), ...(workspace.length > 0 && { workspace }) }
  })
}

describe('totals', () => {
  it('of what was billed are the same on Overview, Costs, Insights, the chargeback and in the FOCUS file', async () => {
    const seen = new Set<string>()
    for (const asked of await filters()) {
      const search = query(asked)
      const costs = await ask(CostsAnswer, `/api/costs?${search}&by=model`)
      const { billed } = costs.totals
      seen.add(billed)
      const attributed = await ask(AttributionAnswer, `/api/insights/attribution?${search}&basis=billed`)
      const reconciled = await ask(ReconciliationAnswer, `/api/insights/reconciliation?${search}`)
      const { bill, teams, pool, lines } = await ask(ChargebackAnswer, `/api/chargeback?${search}`)
      expect([search, sum(costs.groups.map((one) => one.billed)), sum(costs.days.map((one) => one.billed))]).toEqual([
        search,
        billed,
        billed,
      ])
      expect([search, attributed.totals.nano, sum(attributed.rows.map(({ nano }) => nano))]).toEqual([
        search,
        billed,
        billed,
      ])
      expect([search, reconciled.billed]).toEqual([search, billed])
      expect([search, bill.total, sum(lines.map(({ amount }) => amount))]).toEqual([search, billed, billed])
      expect([search, sum([...teams.map(({ total }) => total), pool.unsplit])]).toEqual([search, billed])
      // An export of nothing is refused in words.
      if (costs.totals.records > 0) {
        const { rows, id } = await exporter.exported(call, { filter: asked })
        const report = await ask(Conformance, `/api/exports/${id}/conformance`)
        expect([search, String(billedIn(rows)), report.billed_nano]).toEqual([search, billed, billed])
      }
      if (asked.workspace !== undefined) continue
      const overview = await ask(OverviewAnswer, `/api/overview?${search}`)
      expect([search, overview.cost.billed, sum(overview.days.map((day) => day.billed))]).toEqual([
        search,
        billed,
        billed,
      ])
    }
    expect(seen.size).toBeGreaterThan(ROUNDS / 2)
  }, 240_000)

  it('of what was used are the same on Overview, Usage, Costs and Insights, in tokens and by the price list', async () => {
    for (const asked of await filters()) {
      const search = query(asked)
      const usage = await ask(UsageAnswer, `/api/usage?${search}&by=model`)
      const { estimate, tokens } = usage.totals
      const costs = await ask(CostsAnswer, `/api/costs?${search}`)
      const attributed = await ask(AttributionAnswer, `/api/insights/attribution?${search}&basis=estimate`)
      const mix = await ask(MixAnswer, `/api/insights/mix?${search}&basis=estimate`)
      const moved = await ask(MovementAnswer, `/api/insights/movement?${search}`)
      const splits = await ask(SplitsAnswer, `/api/insights/splits?${search}`)
      expect([
        search,
        sum(usage.groups.map((one) => one.estimate.nano)),
        sum(usage.groups.map((one) => one.tokens.total)),
      ]).toEqual([search, estimate.nano, tokens.total])
      expect([search, costs.totals.estimate]).toEqual([search, estimate])
      expect([search, attributed.totals, sum(attributed.rows.map(({ nano }) => nano))]).toEqual([
        search,
        estimate,
        estimate.nano,
      ])
      expect([search, mix.totals, sum(mix.models.map(({ nano }) => nano))]).toEqual([search, estimate, estimate.nano])
      expect([search, moved.totals, sum(moved.steps.map(({ nano }) => nano))]).toEqual([
        search,
        estimate,
        moved.difference,
      ])
      expect([search, splits.totals, splits.tokens]).toEqual([search, estimate, tokens.total])
      for (const { by, parts } of splits.splits) {
        expect([search, by, sum(parts.map(({ nano }) => nano))]).toEqual([search, by, estimate.nano])
      }
      if (asked.workspace !== undefined) continue
      const overview = await ask(OverviewAnswer, `/api/overview?${search}`)
      expect([search, overview.tokens.total, sum(overview.days.map((day) => day.estimate))]).toEqual([
        search,
        tokens.total,
        estimate.nano,
      ])
    }
  }, 240_000)
})
