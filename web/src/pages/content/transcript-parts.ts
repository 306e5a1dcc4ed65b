// Sums over the messages of a transcript: where a day begins, what can be chosen, what is masked in all.
import type { ChatDetail, MarkCount, MessageView } from '../../../../worker/http/schemas/content.ts'
import { maskedIn } from '../../content/pieces.ts'

/** A message as a reveal chooses it. */
export type Choosable = Pick<MessageView, 'seq' | 'pieces'>

/** Whether something in it is masked. */
export const isChoosable = ({ pieces }: Choosable): boolean => maskedIn(pieces) > 0

/** Whether the day is said again: at the first message and where it changes, in UTC. */
export function beginsDay(messages: readonly Pick<MessageView, 'at'>[], index: number): boolean {
  return messages[index]?.at.slice(0, 10) !== messages[index - 1]?.at.slice(0, 10)
}

/**
 * The marks of several pages as one list. Numbers of passages add up; one value may stand on several pages, so of distinct values the
 * highest number that was given out counts, and no page says less than it did.
 */
export function marksOf(pages: readonly Pick<ChatDetail, 'marks' | 'messages'>[]): MarkCount[] {
  const whole = new Map<MarkCount['kind'], MarkCount>()
  for (const { marks, messages } of pages) {
    for (const { kind, count, distinct } of marks) {
      const highest = messages
        .flatMap(({ pieces }) => pieces ?? [])
        .reduce((most, { mark }) => (mark?.kind === kind ? Math.max(most, mark.number) : most), distinct)
      const old = whole.get(kind)
      whole.set(kind, {
        kind,
        count: count + (old?.count ?? 0),
        distinct: Math.max(highest, old?.distinct ?? 0),
      })
    }
  }
  return [...whole.values()]
}
