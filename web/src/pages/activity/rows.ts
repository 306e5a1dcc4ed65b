// Events with the head of their day between them, and the words of who did them.
import type { ActivityRow } from '../../../../worker/http/schemas/people.ts'
import { personName, sentence } from '../../records/words.ts'
import type { Day } from '../../time.ts'

export type EventRow =
  | { readonly type: 'event'; readonly key: string; readonly event: ActivityRow }
  | { readonly type: 'day'; readonly key: string; readonly day: Day }

/** Newest first, as they come; a day's head only where the range has more than one day. */
export function rowsOf(events: readonly ActivityRow[], severalDays: boolean): EventRow[] {
  const rows: EventRow[] = []
  let above = ''
  for (const event of events) {
    const day = event.at.slice(0, 10)
    if (severalDays && day !== above) rows.push({ type: 'day', key: day, day })
    above = day
    rows.push({ type: 'event', key: String(event.seq), event })
  }
  return rows
}

/** The person's name; somebody who is only a subject; or which kind of actor it was (`API`, `System`). */
export function whoWords(row: Pick<ActivityRow, 'who' | 'actor_type'>): { words: string; subject: string | null } {
  if (row.who) return { words: personName(row.who) ?? 'No name', subject: row.who.subject }
  return { words: sentence(row.actor_type.replace(/_actor$/, '')), subject: null }
}

/** `sign_in` as `Sign in`. */
export const categoryName = (category: string): string => sentence(category)

/** Under the event: its category, and the workspace or project. Our own acts are of one category, which their vendor says already. */
export function moreWords({
  vendor,
  category,
  workspace,
}: Pick<ActivityRow, 'vendor' | 'category' | 'workspace'>): string {
  const words = category === 'tallystick' ? [] : [categoryName(category)]
  if (workspace !== null) words.push(`${vendor === 'openai' ? 'project' : 'workspace'} ${workspace}`)
  return words.join(', ')
}
