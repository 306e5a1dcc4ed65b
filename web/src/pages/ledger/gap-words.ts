// Gap statements in words: one line a stream, with how far all is complete and why days are missing.
import type { GapReason, GapStatement } from '../../../../worker/http/schemas/gaps.ts'
import { count, plural } from '../../format.ts'
import { day, dayRange } from '../../time.ts'
import type { CheckState } from '../../ui/feedback.tsx'

const reasons: Record<GapReason, string> = {
  before_start: 'nobody asked to read back so far',
  reading_back: 'still being read back',
  paused: 'reading is paused',
  set_aside: 'an answer that did not parse stands before it; it is kept whole',
  refused: 'the vendor does not let this key read it',
  key_refused: 'the vendor refuses the key',
  failing: 'the vendor did not answer; we ask again',
  disconnected: 'the connection was removed',
  not_read: 'not read yet',
}

/** Gaps that are told one by one; of more, the newest. */
const most = 3

function gapsOf(missing: GapStatement['missing']): string {
  const newest = missing.toSorted((a, b) => (a.to < b.to ? 1 : -1))
  const told = newest.slice(0, most).map(({ from, to, reason }) => `${dayRange(from, to)}: ${reasons[reason]}.`)
  const rest = missing.length - told.length
  return [...told, ...(rest > 0 ? [`And ${plural(rest, 'earlier gap')}.`] : [])].join(' ')
}

function title({ stream, from, complete_through, missing, days }: GapStatement): string {
  if (missing.length > 0) return `${stream}: ${plural(missing.length, 'gap')} since ${day(from)}`
  if (complete_through !== undefined)
    return `${stream}: nothing missing from ${day(from)} through ${day(complete_through)}`
  return days.length > 0 ? `${stream}: its first day is not over` : stream
}

/** How the line of a stream stands, and what it says. */
export function gapLine(statement: GapStatement): { state: CheckState; title: string; words: string } {
  const { missing, complete_through, pages, polls } = statement
  const read = `${plural(pages, 'page')} with news, asked in vain ${count(polls)} ${polls === 1 ? 'time' : 'times'}.`
  const state = missing.length > 0 ? 'part' : complete_through === undefined ? 'wait' : 'ok'
  return { state, title: title(statement), words: missing.length > 0 ? `${gapsOf(missing)} ${read}` : read }
}
