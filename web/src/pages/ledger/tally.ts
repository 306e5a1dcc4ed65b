// The tally stick of the Ledger page as numbers: which time it spans, which cuts fit on it, which times stand under it.
import { stickCuts } from '../../records/reach.ts'
import { clock, day, dayMs } from '../../time.ts'
import type { StickCut } from '../../ui/stick.tsx'
import type { Span } from './search.ts'

const spans: Record<Exclude<Span, 'all'>, number> = { '1h': dayMs / 24, '24h': dayMs, '30d': 30 * dayMs }
/** A ledger that began a second ago still has a width. */
const shortest = 60_000
/** Cuts are 8 px wide: more than this many run into each other on a wide screen. */
const mostCuts = 48

/** Both ends in milliseconds. The stick never begins before the ledger does: there was no half of ours then. */
export function spanOf(span: Span, firstAt: string | null, now: number): { from: number; to: number } {
  const began = firstAt === null ? now : Date.parse(firstAt)
  const from = span === 'all' ? began : Math.max(began, now - spans[span])
  return { from: Math.min(from, now - shortest), to: now }
}

/** Checkpoints inside the span, oldest first. Where they are too many, every other one is dropped and none is moved. */
export function cutsOf(
  checkpoints: Parameters<typeof stickCuts>[0],
  { from, to }: { from: number; to: number },
): StickCut[] {
  let cuts = stickCuts(checkpoints)
    .filter(({ at }) => at >= from && at <= to)
    .sort((a, b) => a.at - b.at)
  while (cuts.length > mostCuts) cuts = cuts.filter((_, index) => index % 2 === 0)
  return [...new Map(cuts.map((cut) => [cut.at, cut])).values()]
}

/** Words under the stick, evenly spaced: times within a day, days beyond. The first and last name their day. */
export function timesOf({ from, to }: { from: number; to: number }, parts = 5): string[] {
  const days = to - from > 2 * dayMs
  return Array.from({ length: parts }, (_, index) => {
    const at = from + ((to - from) * index) / (parts - 1)
    if (days) return day(at, { year: index === 0 })
    const time = clock(at, { seconds: to - from < 10 * 60_000 })
    if (index === 0) return `${day(at, { year: false })}, ${time}`
    return index === parts - 1 ? `${time} UTC` : time
  })
}
