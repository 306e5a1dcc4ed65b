// What really happened at the second vendor on a day, computed from the generators and not from any answer.
import type { Knobs } from '../knobs.ts'
import { dollars } from './amounts.ts'
import type { Difference } from './company/bill.ts'
import type { Organization } from './company/organization.ts'
import { addCounts, type Counts, isEmpty, type Product, products, sliceOf } from './company/usage.ts'
import { dimensionOf, shapes } from './usage-shapes.ts'

export interface OpenaiTruth {
  /** `rows`: combinations of every dimension that the endpoint offers; the counters as the vendor names them, summed. */
  readonly usage: Readonly<Record<Product, Readonly<Record<string, number>>>>
  /** `lines`: combinations of project and line item. Dollars exact to the nanodollar. */
  readonly costs: {
    readonly nano: bigint
    readonly dollars: string
    readonly lines: number
    /** Nanodollars that an estimate from usage misses, by reason; `explained` is the rest. */
    readonly byDifference: Readonly<Partial<Record<Difference | 'explained', bigint>>>
  }
  /** Model, tier and batch flag that are in usage and were never billed, or null. */
  readonly blocked: string | null
  /** Events as listed without `tenant_only`. */
  readonly audit: { readonly events: number; readonly byType: Readonly<Record<string, number>> }
}

function usageTruth(organization: Organization, day: number, minute: number, users: boolean): OpenaiTruth['usage'] {
  const of = (product: Product): Readonly<Record<string, number>> => {
    const { dimensions, counters } = shapes[product]
    const keys = new Set<string>()
    const sum: Counts = {}
    for (const row of organization.usageOf(day)) {
      if (row.product !== product) continue
      const counts = sliceOf(row, 0, minute)
      if (isEmpty(counts)) continue
      addCounts(sum, counts)
      keys.add(dimensions.map((dimension) => dimensionOf(row, dimension, users)).join('|'))
    }
    return { rows: keys.size, ...counters(sum, day) }
  }
  // Every product is in the list, so the record is whole.
  return Object.fromEntries(products.map((product) => [product, of(product)])) as OpenaiTruth['usage']
}

/** The truth of one day at a moment: a running day holds what has passed of it, and late bills are missing until they come. */
export function openaiTruth(
  organization: Organization,
  knobs: Knobs,
  day: number,
  minute: number,
  now: Date,
): OpenaiTruth {
  const lines = organization.billOf(day, 0, minute, now, knobs.openai_long_context === 'on')
  const byDifference: Partial<Record<Difference | 'explained', bigint>> = {}
  for (const { difference, nano } of lines) {
    const name = difference ?? 'explained'
    byDifference[name] = (byDifference[name] ?? 0n) + nano
  }
  const nano = lines.reduce((sum, line) => sum + line.nano, 0n)
  const events = knobs.openai_audit === 'on' ? organization.auditOf(day, now).filter((event) => !event.isTenant) : []
  const byType: Record<string, number> = {}
  for (const { type } of events) byType[type] = (byType[type] ?? 0) + 1
  const lineKeys = new Set(lines.map((line) => `${line.project}|${line.lineItem}`))
  return {
    usage: usageTruth(organization, day, minute, knobs.openai_user_ids === 'on'),
    costs: { nano, dollars: dollars(nano), lines: lineKeys.size, byDifference },
    blocked: organization.blockedOn(day),
    audit: { events: events.length, byType },
  }
}
