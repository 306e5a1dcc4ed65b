// From the invoice back: what GET /api/costs says was billed is what the vendors bill, and every nanodollar that the estimate misses has a name.
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { CostsAnswer } from '../../worker/http/schemas/costs.ts'
import { scaled } from '../../worker/vendors/counts.ts'
import { DAY, drain, later, type Stage, stage, turn } from '../pull/stage.ts'
import { cellOf, tokenLines } from '../simulator/company/costs.ts'
import { tokenPrice, webSearchPrice } from '../simulator/company/prices.ts'
import { sliceOf } from '../simulator/company/usage.ts'
import { dayNumber, MINUTES_A_DAY, minutesPassed, startOf } from '../simulator/days.ts'
import { linesOfRow, cellOf as openaiCellOf } from '../simulator/openai/company/bill.ts'
import { type DayTruth, truthBetween } from '../simulator/truth.ts'
import { ledger } from '../support/tenants.ts'
import { appOn, connectionsAt, ownerAt } from './front-door.ts'

// Blocked requests: 17 and 23 November at Anthropic, 12 and 18 at OpenAI; 20 November is the first day that is still open.
const [FROM, TO, OPEN] = ['2026-11-12', '2026-11-23', '2026-11-20'].map(dayNumber) as [number, number, number] // three, as written
const DAYS = Array.from({ length: TO - FROM + 1 }, (_, index) => FROM + index)
const WHO = ['anthropic', 'openai', 'both'] as const
type Who = (typeof WHO)[number]
type Costs = z.output<typeof CostsAnswer>

let on: Stage
let truth: readonly DayTruth[]
const costs = new Map<Who | 'newer report', Costs>()

/** A tenant of its own with these keys, read to the end. Returns what its costs screen is told. */
async function tenantWith(keys: readonly string[]) {
  const { tenant, call } = await ownerAt(appOn(on))
  for (const key of keys) await connectionsAt(on, call).connect(key)
  await turn(on, { analytics: 'on' })
  await drain(on)
  await ledger(tenant).settle()
  return async (filter: string): Promise<Costs> => {
    const reply = await call('GET', `/api/costs?from=2026-11-12&to=2026-11-23${filter}`)
    return CostsAnswer.parse(reply.body)
  }
}

beforeAll(async () => {
  on = stage({ BACKFILL_DAYS: String(DAYS.length) })
  later(3 * DAY)
  truth = truthBetween(on.simulator.world, FROM, TO)
  // The report that the invoice is made of; the newer one prints six places of a cent and cuts the rest off.
  await turn(on, { analytics: 'off' })
  const ask = await tenantWith(['admin', 'openaiAdmin'])
  costs.set('both', await ask(''))
  for (const vendor of ['anthropic', 'openai'] as const) costs.set(vendor, await ask(`&vendor=${vendor}`))
  costs.set('newer report', await (await tenantWith(['admin']))(''))
}, 300_000)

function costsOf(who: Who | 'newer report'): Costs {
  const found = costs.get(who)
  if (found === undefined) throw new Error(`no costs of ${who}`)
  return found
}
const sum = (values: readonly bigint[]) => values.reduce((all, one) => all + one, 0n)
const amountOf = (who: Who, code: string): bigint | undefined => {
  const found = costsOf(who).residuals.find((one) => one.code === code)
  return found === undefined ? undefined : BigInt(found.nano)
}
const minuteOf = (day: number) => Math.min(MINUTES_A_DAY, minutesPassed(day, new Date()))

/** Billionths of a cent to nanodollars, half to even. */
function nano(amount: bigint): bigint {
  const [whole, rest] = [amount / 100n, amount % 100n]
  return rest > 50n || (rest === 50n && whole % 2n === 1n) ? whole + 1n : whole
}

/** What Anthropic's cost report prints of a day, line by line; each line is money of its own and rounded once. */
function printedLines(day: number): bigint[] {
  const lines = new Map<string, bigint>()
  for (const { workspaceId, description, tokenType, costType, row, amount } of company().costsOf(
    day,
    0,
    minuteOf(day),
  )) {
    const priced = costType === 'tokens' ? row : null
    const dims = [priced?.model, priced?.serviceTier, priced?.contextWindow, priced?.inferenceGeo, priced?.speed]
    const key = [workspaceId, description, tokenType, ...dims].join('|')
    lines.set(key, (lines.get(key) ?? 0n) + amount)
  }
  return [...lines.values()].map(nano)
}

const company = () => on.simulator.world.company
const organization = () => on.simulator.world.openai
const isOpen = (day: number) => day >= OPEN
const isClosed = (day: number) => !isOpen(day)
const typesOf = (type: string) => sum(truth.map(({ costs }) => scaled(costs.byType[type] ?? '0', 7) ?? 0n))

/** Anthropic's requests that were counted and not charged, at the list price. */
const blocked = (day: number) =>
  company()
    .usageOf(day)
    .filter((row) => cellOf(row) === company().blockedOn(day))
    .flatMap((row) => tokenLines(row, 0, minuteOf(day)))
    .filter(({ costType }) => costType === 'tokens')
    .reduce((all, { amount }) => all + amount, 0n)
/** OpenAI's. */
const openaiBlocked = (day: number) =>
  organization()
    .usageOf(day)
    .filter((row) => openaiCellOf(row) === organization().blockedOn(day))
    .flatMap((row) => linesOfRow(row, 0, minuteOf(day), false))
const billAt = (day: number, moment: Date) => nanoOf(organization().billOf(day, 0, minuteOf(day), moment, false))
/** What the vendor's bill of a day lacks today and has later. */
const notYetBilled = (day: number) => billAt(day, new Date(startOf(day + 9))) - billAt(day, new Date())
const nanoOf = (lines: readonly { nano: bigint }[]) => sum(lines.map((line) => line.nano))
/** Searches are billed one by one; those that stand in rows with a price are in the estimate. */
const expectedSearches = (day: number) =>
  company()
    .usageOf(day)
    .filter((row) => tokenPrice(row, 'output_tokens') !== null)
    .reduce((all, row) => all + webSearchPrice * BigInt(sliceOf(row, 0, minuteOf(day)).webSearches), 0n)
/** OpenAI's bill lines that no usage explains: training, and pictures, whose tokens their rows do not count. */
const unexplained = (isIt: (lineItem: string) => boolean) =>
  DAYS.flatMap((day) => organization().billOf(day, 0, minuteOf(day), new Date(), false)).filter(
    ({ difference, lineItem }) => difference === 'no_usage' && isIt(lineItem),
  )
const differenceOf = (name: 'unpriced_model' | 'unlisted_priority') =>
  sum(truth.map(({ openai }) => openai.costs.byDifference[name] ?? 0n))

describe('what was billed', () => {
  it('by OpenAI is the invoice, to the nanodollar, on every day and in sum', () => {
    const { totals, days } = costsOf('openai')
    expect(days.map(({ billed }) => billed)).toEqual(truth.map(({ invoice }) => String(invoice.openai)))
    expect(totals.billed).toBe(String(sum(truth.map(({ invoice }) => invoice.openai))))
  })

  it('by Anthropic is the invoice: every line to the nanodollar, as their fractions of one are rounded', () => {
    const { totals, days } = costsOf('anthropic')
    const lines = DAYS.map(printedLines)
    expect(days.map(({ billed }) => billed)).toEqual(lines.map((of) => String(sum(of))))
    expect(totals).toMatchObject({ billed: String(sum(lines.flat())), records: lines.flat().length })
    for (const [index, day] of truth.entries()) {
      const off = BigInt(days[index]?.billed ?? 0) - day.invoice.anthropic
      expect(off * off).toBeLessThanOrEqual(1n)
    }
  })

  it('by both is what each of them billed', () => {
    const [all, anthropic, openai] = (['both', 'anthropic', 'openai'] as const).map(costsOf)
    expect(BigInt(all?.totals.billed ?? 0)).toBe(
      BigInt(anthropic?.totals.billed ?? 1) + BigInt(openai?.totals.billed ?? 1),
    )
    expect(all?.groups.reduce((rest, { billed }) => rest - BigInt(billed), BigInt(all.totals.billed))).toBe(0n)
    expect(new Set(all?.groups.map(({ vendor }) => vendor))).toEqual(new Set(['anthropic', 'openai']))
  })

  it('is said by the newer report down to six places of a cent, and never above the invoice', () => {
    const { totals } = costsOf('newer report')
    const short = sum(truth.map((day) => day.invoice.anthropic)) - BigInt(totals.billed)
    expect(short).toBeGreaterThan(0n)
    // The sixth place of a cent is ten nanodollars.
    expect(short).toBeLessThan(10n * BigInt(totals.records))
  })
})

describe('why the estimate differs', () => {
  it.each(WHO)('is said in parts that add up to billed less estimate exactly: %s', (who) => {
    const { totals, residuals } = costsOf(who)
    expect(totals.estimate?.nano).toMatch(/^\d{12,}$/)
    expect(BigInt(totals.difference ?? 0)).toBe(BigInt(totals.billed) - BigInt(totals.estimate?.nano ?? 0))
    expect(sum(residuals.map((part) => BigInt(part.nano)))).toBe(BigInt(totals.difference ?? 0))
    for (const { label, words } of residuals) expect([label.length > 3, words.length > 20]).toEqual([true, true])
  })

  it.each(WHO)('has every reason by name, and leaves less than a cent to “other”: %s', (who) => {
    const codes = costsOf(who).residuals.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['no_price', 'priority_tier', 'late_data', 'blocked_requests']))
    const other = amountOf(who, 'other') ?? 0n
    expect(other * other).toBeLessThan(10_000_000n ** 2n)
  })

  it('at OpenAI each reason is what it is worth at the vendor, to the nanodollar', () => {
    const pictures = unexplained((lineItem) => lineItem.includes(' image'))
    const training = unexplained((lineItem) => lineItem.endsWith('training'))
    const parts: [code: string, nano: bigint][] = [
      ['no_price', differenceOf('unpriced_model') + nanoOf(pictures)],
      ['priority_tier', differenceOf('unlisted_priority')],
      ['late_data', -sum(DAYS.filter(isOpen).map((day) => nanoOf(openaiBlocked(day)) + notYetBilled(day)))],
      ['blocked_requests', -nanoOf(DAYS.filter(isClosed).flatMap(openaiBlocked))],
      ['fine_tuning', nanoOf(training)],
    ]
    for (const [code, worth] of parts) expect([code, worth === 0n]).toEqual([code, false])
    expect(costsOf('openai').residuals.map(({ code, nano }) => [code, BigInt(nano)])).toEqual(parts)
  })

  it('at Anthropic each reason is what it is worth at the vendor; rows are rounded to a nanodollar each', () => {
    const parts: Readonly<Record<string, bigint>> = {
      no_price: 0n,
      priority_tier: 0n,
      late_data: -nano(sum(DAYS.filter(isOpen).map(blocked))),
      blocked_requests: -nano(sum(DAYS.filter(isClosed).map(blocked))),
      code_execution: typesOf('code_execution'),
      session_usage: typesOf('session_usage'),
      web_search: typesOf('web_search') - sum(DAYS.map(expectedSearches)) / 100n,
      other: 0n,
    }
    expect(parts.late_data).toBeLessThan(0n)
    expect(parts.blocked_requests).toBeLessThan(0n)
    expect(costsOf('anthropic').residuals.map(({ code }) => code)).toEqual(Object.keys(parts))
    for (const [code, worth] of Object.entries(parts)) {
      const off = (amountOf('anthropic', code) ?? 0n) - worth
      expect([code, off * off <= 100n]).toEqual([code, true])
    }
    expect(costsOf('anthropic').totals.estimate?.rows_without_price).toBeGreaterThan(0)
  })

  it('of both together is what it is at each of them', () => {
    for (const { code, nano } of costsOf('both').residuals) {
      const apart = (amountOf('anthropic', code) ?? 0n) + (amountOf('openai', code) ?? 0n)
      expect([code, apart]).toEqual([code, BigInt(nano)])
    }
  })
})
