// Activity that no generator foresaw: events that arrive late with an old date, and (when asked for) our own reads.
import type { Activity } from './company/activity.ts'
import type { Company } from './company/company.ts'
import { idFor } from './random.ts'

export interface LateEvents {
  /** Adds an event to a company's feed. `visible` is when the vendor first shows it. */
  add(company: Company, at: number, visible: number, body: Readonly<Record<string, unknown>>): Activity
  /** Events of a company that are visible at a moment. */
  of(company: Company, moment: number): readonly Activity[]
  clear(): void
}

/** An empty store. Ids depend only on the order of arrival. */
export function createLateEvents(): LateEvents {
  let stored: { company: Company; visible: number; activity: Activity }[] = []
  return {
    add(company, at, visible, body) {
      const second = Math.floor(at / 1000) * 1000
      const activity = { id: idFor('activity_', company.seed, `late ${stored.length}`), at: second, body }
      stored.push({ company, visible, activity })
      return activity
    },
    of: (company, moment) =>
      stored.filter((each) => each.company === company && each.visible <= moment).map((each) => each.activity),
    clear() {
      stored = []
    },
  }
}
