// Whether a month may still change, and what is missing until it may not: words for the screen, a verdict for whoever freezes it.
import type { ReportStanding } from '../db/tenant/chargeback-periods.ts'
import type { Day } from '../db/tenant/range.ts'
import { finalOn, type Period, rangeOf } from './period.ts'

const VENDORS = { anthropic: 'Anthropic', openai: 'OpenAI' } as const

export type Standing = {
  /** The month is over (UTC). */
  ended: boolean
  finalOn: Day
  /** The month is over, and every day of it was read of everything that can be read: it may be frozen by hand. */
  complete: boolean
  /** Nothing comes over it any more: it freezes by itself. */
  final: boolean
  /** What is missing until then, a sentence each. */
  missing: string[]
}

/** How a month stands on `today`. A report that its key may not read holds up the freezing by itself, and not the one by hand. */
export function standingOf(period: Period, today: Day, reports: readonly ReportStanding[]): Standing {
  const range = rangeOf(period)
  const ended = today > range.to
  const closing = finalOn(period)
  const refused = reports.filter(({ state }) => state === 'skipped')
  const readable = reports.filter(({ state }) => state !== 'skipped')
  const unbilled = !readable.some(({ isBill }) => isBill)
  const holes = readable.flatMap((report) => holeIn(report, range.from, ended ? range.to : null))
  const stale = today < closing ? [] : readable.filter(({ reachedTo }) => dayOf(reachedTo) < closing)
  const complete = ended && !unbilled && holes.length === 0
  return {
    ended,
    finalOn: closing,
    complete,
    final: complete && today >= closing && refused.length + stale.length === 0,
    missing: [
      ...(unbilled ? ['No cost report is connected or readable, so nothing new is read for this month.'] : []),
      ...new Set([
        ...holes,
        ...refused.map((one) => `${nameOf(one)} cannot be read with its key, so what it says is not in these figures.`),
        ...stale.map((one) => `${nameOf(one)} was not read since ${closing}, the first day on which it is final.`),
      ]),
    ],
  }
}

/** What a report has not been asked for, or has not answered yet. `to`: the last day, null while the month runs. */
function holeIn(report: ReportStanding, from: Day, to: Day | null): string[] {
  const { earliest, backfill, reachedTo } = report
  if (earliest > from)
    return [`${nameOf(report)} was read back to ${earliest} only. Read further back to cover the month.`]
  if (backfill !== 'done' && backfill !== 'none') return [`${nameOf(report)} is still being read back.`]
  if (to !== null && dayOf(reachedTo) <= to) return [`${nameOf(report)} is not read to the end of the month yet.`]
  return []
}

const dayOf = (instant: string | null): Day => instant?.slice(0, 10) ?? ''

/** One vendor's usage may be many reports, which usually stand alike: they have one name, and are said once. */
const nameOf = ({ vendor, isBill }: ReportStanding): string =>
  `The ${isBill ? 'cost' : 'usage'} report of ${VENDORS[vendor]}`
