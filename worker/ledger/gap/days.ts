// Which days of a stream are complete: what each reader of it has read to its end, day by day, and why the others are missing.

/** A UTC day, `YYYY-MM-DD`; days compare as text. */
export type Day = string

export const DAY_STATES = ['complete', 'open', 'missing'] as const
export type DayState = (typeof DAY_STATES)[number]

/**
 * before_start: nobody asked for it. reading_back, paused: the past is being read, or somebody stopped that. set_aside: an answer that
 * did not parse stands before it. refused: the vendor does not let the key read the stream. key_refused: nor anything else. failing:
 * tried, and tried again. disconnected: the connection was removed. not_read: it should have been read and was not.
 */
export const GAP_REASONS = [
  'before_start',
  'reading_back',
  'paused',
  'set_aside',
  'refused',
  'key_refused',
  'failing',
  'disconnected',
  'not_read',
] as const
export type GapReason = (typeof GAP_REASONS)[number]

/** One connection's reading of one stream. */
export type Reader = {
  connection: string
  /** list: read whole each time, so a day is complete when it was read on it. days: read day by day, again after the day is over. */
  shape: 'list' | 'days'
  /** The day on which it began to be read. */
  since: Day
  /** The days before `since` that were asked for: from `from` on. `left`: those before this day are still to be read; null: all of them. */
  back: { from: Day; left: Day | null }
  /** The instant up to which the last read that came to its end has read; null: none has. */
  reached: string | null
  /** When the connection was removed. */
  ended: string | null
  /** Why days are missing that come now, and that lie back. */
  why: { now: GapReason; back: GapReason }
}

export type Period = { from: Day; to: Day }
/** Adjoining days of one state. */
export type DaySpan = { from: Day; to: Day; state: DayState }
export type Missing = { from: Day; to: Day; reason: GapReason; connection: string }

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Vendors may say late what happened: only a read this long after midnight has read the day before. Feeds overlap by no more. */
const SETTLE_MS = 2 * HOUR_MS
/** Every stream is read once an hour at least, and a tick may be late: until then a day that is over is not called missing. */
const GRACE_MS = SETTLE_MS + 3 * HOUR_MS

/** Days since 1970; NaN for what is no day. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`) / DAY_MS
export const dayAt = (number: number): Day => new Date(number * DAY_MS).toISOString().slice(0, 10)

type Verdict = 'complete' | 'open' | GapReason

/** The days on which a stream answered, as the ledger knows them, and the first of these. */
type Asked = { on: ReadonlySet<Day>; first: Day | undefined }

const hasSettled = ({ reached }: Reader, end: number): boolean =>
  reached !== null && Date.parse(reached) >= end + SETTLE_MS

/** Whether the day lies within what has been read. `end`: of the day, in milliseconds. */
function hasRead(reader: Reader, day: Day, end: number, asked: Asked): boolean {
  const { shape, since, back, reached } = reader
  // A list that answered on that day, and that was read to its end then or later.
  if (shape === 'list') return asked.on.has(day) && reached !== null && reached.slice(0, 10) >= day
  if (day < since) return back.left !== null && day >= back.left
  if (!hasSettled(reader, end)) return false
  // While the past has not answered once, whatever answered was the present; from then on the past has to have passed the day, too.
  return day >= (back.left ?? asked.first ?? '~') // '~' comes after every day
}

function judge(reader: Reader, number: number, now: number, asked: Asked): Verdict {
  const [day, end] = [dayAt(number), (number + 1) * DAY_MS]
  const { since, back, shape, ended, why } = reader
  const over = now >= end
  if (over && hasRead(reader, day, end, asked)) return 'complete'
  if (day < since && (shape === 'list' || day < back.from)) return 'before_start'
  if (ended !== null && ended.slice(0, 10) <= day) return 'disconnected'
  if (now < end + GRACE_MS) return 'open'
  // Where the present has passed the day already, only the past can still bring it.
  const lies = shape === 'days' && (day < since || hasSettled(reader, end))
  return lies ? why.back : why.now
}

const STRICTER: Record<DayState, number> = { complete: 0, open: 1, missing: 2 }
const stateOf = (verdict: Verdict): DayState => (verdict === 'complete' || verdict === 'open' ? verdict : 'missing')

/** Puts a day behind the last span when that one ends right before it and is alike, else begins a new one. */
function extend<S extends { from: Day; to: Day }>(spans: S[], day: number, next: S, alike: (last: S) => boolean): void {
  const last = spans.findLast(alike)
  if (last !== undefined && dayNumber(last.to) === day - 1) last.to = next.to
  else spans.push(next)
}

export type Judged = { days: DaySpan[]; missing: Missing[] }

/**
 * The days of a period, both ends included, as runs of equal state. A day is complete when every reader has it: for a list, read on that
 * day; else, read again to its end two hours after the day was over. `asked`: days on which the stream answered; `now`: an instant.
 * Throws RangeError where the period is none.
 */
export function judgeDays(readers: readonly Reader[], asked: ReadonlySet<Day>, period: Period, now: string): Judged {
  const [first, last, at] = [dayNumber(period.from), dayNumber(period.to), Date.parse(now)]
  if (!(first <= last)) throw new RangeError(`${period.from} to ${period.to} is no period`)
  const answered: Asked = { on: asked, first: [...asked].sort()[0] }
  const days: DaySpan[] = []
  const missing: Missing[] = []
  for (let number = first; number <= last; number++) {
    const day = dayAt(number)
    let state: DayState = 'complete'
    for (const reader of readers) {
      const { connection } = reader
      const verdict = judge(reader, number, at, answered)
      const own = stateOf(verdict)
      if (STRICTER[own] > STRICTER[state]) state = own
      if (verdict === 'complete' || verdict === 'open') continue
      const alike = (one: Missing) => one.connection === connection && one.reason === verdict
      extend(missing, number, { from: day, to: day, reason: verdict, connection }, alike)
    }
    const before = days.at(-1)
    if (before?.state === state) before.to = day
    else days.push({ from: day, to: day, state })
  }
  return { days, missing }
}
