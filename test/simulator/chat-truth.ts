// What the company's chats really hold at this moment, counted from the generator and not from any answer.
import { type Chat, type Hidden, withTextIn } from './company/chats/chats.ts'
import { hasText } from './company/chats/message.ts'
import { dayOf, plainTime } from './days.ts'
import type { World } from './world.ts'

export interface ChatTruth {
  readonly id: string
  /** Address of its owner, null when the vendor names nobody. */
  readonly email: string | null
  readonly updated_at: string
  readonly deleted: boolean
  /** The vendor has taken its texts away. */
  readonly hollow: boolean
  readonly messages: number
  readonly with_text: number
}

/** Of one UTC day: chats that began on it, messages that were said on it, and those of them that have text. */
export interface ContentTruth {
  readonly chats: number
  readonly messages: number
  readonly with_text: number
}

function chatsOf({ company, clock, knobs }: World): readonly Chat[] {
  return company.chats.at(clock.now(), knobs.deleted_chats === 'readable')
}

/** Every chat that the vendor lists now, oldest first. */
export function chatTruth(world: World): ChatTruth[] {
  return chatsOf(world).map((chat) => ({
    id: chat.plan.id,
    email: chat.plan.person?.email ?? null,
    updated_at: plainTime(chat.updatedAt),
    deleted: chat.deletedAt !== null,
    hollow: chat.isHollow,
    messages: chat.turns.length,
    with_text: withTextIn(chat),
  }))
}

/** Personal data that stands in the chats now, each piece with its message. */
export function hiddenTruth(world: World): Hidden[] {
  return world.company.chats.hiddenIn(chatsOf(world))
}

/** Counts by day, made once for as many days as are asked for. */
export function contentByDay(world: World): (day: number) => ContentTruth {
  const days = new Map<number, { chats: number; messages: number; with_text: number }>()
  const of = (at: number) => {
    const day = dayOf(new Date(at))
    const known = days.get(day) ?? { chats: 0, messages: 0, with_text: 0 }
    days.set(day, known)
    return known
  }
  for (const { plan, turns, isHollow } of chatsOf(world)) {
    of(plan.createdAt).chats += 1
    for (const turn of turns) {
      const day = of(turn.at)
      day.messages += 1
      if (!isHollow && ('text' in turn ? turn.text !== '' : hasText(turn))) day.with_text += 1
    }
  }
  return (day) => days.get(day) ?? { chats: 0, messages: 0, with_text: 0 }
}
