// Who writes chats on a day: members, a few of them far more than the others.
import { pick } from '../../random.ts'
import { isMember, type Person } from '../people.ts'

/** Those who are members on a day; at least the founders, also before the first day. */
export function lastJoinBefore(people: readonly Person[], day: number): readonly Person[] {
  const members = people.filter((person) => isMember(person, day))
  return members.length === 0 ? people.slice(0, 1) : members
}

/** One of them by a number in [0, 1): a fifth of the people write half of the chats. */
export function writerOn(people: readonly Person[], day: number, chance: number): Person {
  return pick(lastJoinBefore(people, day), chance ** 2)
}
