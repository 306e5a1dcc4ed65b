// GET /api/chargeback, its split and its freezing: who caused what of the bill of a month, and until when that may change.

import type { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import { type Books, type Desk, openBooks } from '../../chargeback/books.ts'
import { setSplit } from '../../chargeback/edit.ts'
import { freezeMonth } from '../../chargeback/freeze.ts'
import { type Period, periodBefore, periodOf, rangeOf } from '../../chargeback/period.ts'
import {
  changedSince,
  computeStatement,
  type Month,
  readMonth,
  readStanding,
  settledFrom,
} from '../../chargeback/read.ts'
import type { Statement } from '../../chargeback/statement.ts'
import { namedLines, namedTeams, readNames } from '../../chargeback/view.ts'
import { methodWords, stateWords } from '../../chargeback/words.ts'
import { billedDays } from '../../db/tenant/chargeback.ts'
import { listFrozen } from '../../db/tenant/chargeback-periods.ts'
import type { Day } from '../../db/tenant/range.ts'
import { homeOf } from '../../region.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { openReading, type Reading, readRange } from '../reading.ts'
import { repeated } from '../repeated.ts'
import { ChargebackAnswer, ChargebackQuery, PeriodParams, SplitAnswer, SplitBody } from '../schemas/chargeback.ts'
import { editing } from './teams.ts'

const tag = 'Chargeback'
type Answer = z.input<typeof ChargebackAnswer>

export type Counter = { reading: Reading; desk: Desk; books: Books }

/** What every route of chargebacks begins with. */
export async function openCounter(env: Env, actor: TenantActor): Promise<Counter> {
  const reading = await openReading(env, actor)
  const { db, tenant, stitched } = reading
  const desk = { home: homeOf(env, actor.tenant.region), db, tenant, stitched }
  return { reading, desk, books: await openBooks(desk) }
}

/** A month that has not begun has no chargeback. */
export const begun = (period: Period, today: Day): Failure | null =>
  period <= periodOf(today)
    ? null
    : failure('invalid_request', { details: [{ path: 'query.period', problem: 'has not begun yet' }] })

const show = tenantRoute({
  method: 'get',
  path: '/api/chargeback',
  summary: 'The bill of a month or range by team: direct, shared and total, to the nanodollar the sum of the bill',
  tag,
  needs: 'read:costs',
  query: ChargebackQuery,
  answer: ChargebackAnswer,
  handler: async ({ query, actor, env, c }) => {
    const counter = await openCounter(env, actor)
    const { today } = counter.reading
    const filter = { vendor: query.vendor, ...repeated(c, ['workspace'] as const) }
    const byDays = query.from !== undefined || query.to !== undefined
    const filtered = filter.vendor !== undefined || filter.workspace !== undefined
    if (query.period !== undefined && (byDays || filtered)) {
      const problem = 'is answered whole: leave from, to, vendor and workspace out, or leave the period out'
      return failure('invalid_request', { details: [{ path: 'query.period', problem }] })
    }
    if (byDays || filtered) {
      const range = readRange(query, today)
      if (isFailure(range)) return range
      const statement = await computeStatement(counter.desk, counter.books, range, filter)
      return answer(counter, statement, { period: null, range, state: null, before: null })
    }
    const period = query.period ?? periodOf(today)
    const early = begun(period, today)
    return early ?? monthAnswer(counter, period)
  },
})

async function monthAnswer(counter: Counter, period: Period): Promise<Answer> {
  const { desk, books, reading } = counter
  const month = await readMonth(desk, books, period)
  const [before, state] = await Promise.all([
    readMonth(desk, books, periodBefore(period)),
    stateOf(counter, period, month, reading.today),
  ])
  return answer(counter, month.statement, { period, range: rangeOf(period), state, before: before.statement })
}

export async function stateOf(
  { desk }: Counter,
  period: Period,
  { statement, frozen }: Month,
  today: Day,
): Promise<NonNullable<Answer['state']>> {
  const [standing, settled] = await Promise.all([readStanding(desk, period, today), settledFrom(desk)])
  return {
    code: frozen !== null ? 'frozen' : standing.final ? 'closed' : 'provisional',
    words: stateWords(standing, frozen?.seq ?? null, settled, today),
    missing: frozen === null ? standing.missing : [],
    final_on: standing.finalOn,
    can_freeze: frozen === null && standing.complete && statement.teams.length > 0,
    frozen: frozen && {
      at: frozen.frozenAt,
      by_hand: frozen.byHand,
      record: frozen.seq,
      sha256: frozen.sha256,
      size: statement.size,
    },
    changed_since: frozen && String(await changedSince(desk, statement)),
  }
}

type Around = Pick<Answer, 'period' | 'range' | 'state'> & { before: Statement | null }

async function answer({ desk, books, reading }: Counter, statement: Statement, around: Around): Promise<Answer> {
  const [names, months] = await Promise.all([readNames(desk, reading.directory), monthsOf(desk, reading.today)])
  const { period, range, state, before } = around
  const earlier = new Map(before?.teams.map(({ team, total }) => [team, total]))
  const bill = BigInt(statement.bill)
  // A share is for the eye: six digits are enough, and no more than that leaves the integers.
  const shareOf = (total: string) => (bill > 0n ? Number((BigInt(total) * 1_000_000n) / bill) / 1_000_000 : null)
  return {
    period,
    range,
    state,
    method: methodWords(statement),
    split: { by: statement.chosen, done: statement.split, weights: statement.weights },
    bill: {
      total: statement.bill,
      previous: before?.bill ?? null,
      vendors: statement.vendors.map(({ vendor, billed }) => ({ vendor: vendorOf(vendor), billed })),
    },
    teams: namedTeams(statement, books.teams).map(({ team, vendors, ...one }) => ({
      ...one,
      id: team,
      previous: before === null ? null : (earlier.get(team) ?? '0'),
      share: shareOf(one.total),
      vendors: vendors.map((part) => ({ ...part, vendor: vendorOf(part.vendor) })),
    })),
    pool: { nano: statement.pool, unsplit: statement.unsplit },
    lines: namedLines(statement.lines, names).map((line) => ({ ...line, vendor: vendorOf(line.vendor) })),
    months,
  }
}

/** Bills come from the two vendors only; the wider type is that of all rows. */
const vendorOf = (vendor: string): 'anthropic' | 'openai' | 'tallystick' =>
  vendor === 'anthropic' || vendor === 'openai' ? vendor : 'tallystick'

/** Every month from the first bill to the running one, newest first. */
async function monthsOf({ db, home, tenant }: Desk, today: Day): Promise<Answer['months']> {
  const [{ first }, frozen] = await Promise.all([billedDays(db, tenant), listFrozen(home.db, tenant)])
  const done = new Set(frozen.map(({ period }) => period))
  const oldest = first === null ? periodOf(today) : periodOf(first)
  const months: Answer['months'] = []
  for (let period = periodOf(today); period >= oldest; period = periodBefore(period))
    months.push({ period, frozen: done.has(period) })
  return months
}

const split = tenantRoute({
  method: 'put',
  path: '/api/chargeback/split',
  summary: 'How the shared pool is split in every month that is not frozen; a record',
  tag,
  needs: 'write:budgets',
  body: SplitBody,
  answer: SplitAnswer,
  handler: async ({ body, actor, env, outside }) => {
    const set = await setSplit(editing(env, outside, actor), body)
    if (set.ok) return { by: body.by, weights: body.by === 'fixed' ? body.weights : {} }
    const problem = 'must name teams that are there, at least one of them with a weight above 0'
    return failure('invalid_request', { details: [{ path: 'body.weights', problem }] })
  },
})

const REFUSED = {
  frozen: 'This month is frozen already.',
  no_teams: 'There is no team, so there is nothing to charge. Make a team first.',
  not_complete: 'This month is not over, or not all of its days are read. Its state says what is missing.',
  not_final: 'The figures of this month are not final yet.',
} as const

const freeze = tenantRoute({
  method: 'post',
  path: '/api/chargeback/{period}/freeze',
  summary: 'Freeze a month before its figures are final; a record with the hash of the statement',
  tag,
  needs: 'write:budgets',
  params: PeriodParams,
  answer: ChargebackAnswer,
  handler: async ({ params: { period }, actor, env }) => {
    const counter = await openCounter(env, actor)
    const early = begun(period, counter.reading.today)
    if (early !== null) return early
    const frozen = await freezeMonth(counter.desk, { env, period, who: actor.user.id, now: new Date() })
    return frozen.ok ? monthAnswer(counter, period) : failure('conflict', { message: REFUSED[frozen.code] })
  },
})

export const chargebackRoutes: readonly Route[] = [show, split, freeze]
