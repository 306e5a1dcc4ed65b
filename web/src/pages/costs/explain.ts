// From estimate to bill: the parts the API names, and what has no name. They add up to the bill to the nanodollar.
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import { customRange, type DayRange } from '../../date-range.ts'
import { closedPart } from '../../figures/days.ts'
import { ratio } from '../../figures/ratio.ts'
import { addDays, type Day } from '../../time.ts'

/** Where the parts of a difference can be looked at: bill lines of a kind, or usage rows. */
type PartLink =
  | { readonly to: 'bill'; readonly cost_type?: string }
  | { readonly to: 'usage'; readonly r?: string; readonly tier?: string }

export interface Part {
  readonly code: string
  readonly label: string
  readonly words: string
  readonly nano: string
  readonly link: PartLink
}

export interface Explained {
  readonly parts: readonly Part[]
  /** The size of what the records do not name, as a sum of both directions. */
  readonly unnamed: bigint
  /** It as a part of the bill; null without a bill. */
  readonly share: number | null
}

/** What no record names: the API's own leftovers, and a sum that would not add up. */
const unnamedCodes = ['other', 'no_usage', 'missing']

/** From half a percent of the bill on somebody should look. */
export const alertShare = 0.005

/** The parts of the difference; null when there is no estimate to compare with. */
export function explain(answer: CostsAnswer, range: DayRange, today: Day): Explained | null {
  const { totals, residuals } = answer
  if (totals.estimate === null || totals.difference === null) return null
  const parts: Part[] = residuals.map((one) => ({ ...one, link: linkOf(one.code, range, today) }))
  const named = parts.reduce((sum, part) => sum + BigInt(part.nano), 0n)
  const missing = BigInt(totals.difference) - named
  if (missing !== 0n) {
    const words = 'The parts above do not add up to the difference. Please tell us; the records are not touched by it.'
    parts.push({ code: 'missing', label: 'Not explained', words, nano: String(missing), link: { to: 'bill' } })
  }
  const unnamed = parts
    .filter((part) => unnamedCodes.includes(part.code))
    .reduce((sum, { nano }) => sum + (BigInt(nano) < 0n ? -BigInt(nano) : BigInt(nano)), 0n)
  return { parts, unnamed, share: ratio(unnamed, totals.billed) }
}

/** Parts that are bill lines of one kind: their code is the kind. */
const billedKinds = [
  'web_search',
  'file_search',
  'code_interpreter',
  'code_execution',
  'session_usage',
  'storage',
  'fine_tuning',
  'images',
  'audio',
]

function linkOf(code: string, range: DayRange, today: Day): PartLink {
  if (billedKinds.includes(code)) return { to: 'bill', cost_type: code }
  if (code === 'no_price' || code === 'blocked_requests') return { to: 'usage' }
  if (code === 'priority_tier') return { to: 'usage', tier: 'priority' }
  if (code === 'late_data') {
    const closed = closedPart(range, today)
    const from = closed === null ? range.from : addDays(closed.to, 1)
    return { to: 'usage', r: customRange(from, range.to) }
  }
  return { to: 'bill' }
}
