// How far behind the present each feed is, and the part of a day's activity that can be seen.
import type { Activity } from '../company/activity.ts'
import type { Company } from '../company/company.ts'
import { startOf } from '../days.ts'
import type { LateEvents } from '../late-events.ts'

/** Activity can be queried about a minute after the event. */
export const VISIBLE_AFTER = 60_000
/** Claude Code Analytics returns only data older than an hour. */
export const CODE_AFTER = 3_600_000

/** Activities of a day that a reader sees at `now`, oldest first: the generated ones and what came late. */
export function activityVisible(company: Company, late: LateEvents, day: number, now: Date): readonly Activity[] {
  const horizon = now.getTime() - VISIBLE_AFTER
  const generated = company.activitiesOf(day)
  const last = generated.at(-1)
  const seen = last !== undefined && last.at > horizon ? generated.filter((each) => each.at <= horizon) : generated
  const more = late.of(company, now.getTime()).filter((each) => each.at >= startOf(day) && each.at < startOf(day + 1))
  // Late ones go behind the generated ones of the same millisecond: the sort is stable.
  return more.length === 0 ? seen : [...seen, ...more].sort((a, b) => a.at - b.at)
}
