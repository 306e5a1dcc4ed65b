// Every chat of the company at a moment, with what tests did to them: said, deleted, emptied, removed, renamed.
import { dayOf } from '../../days.ts'
import { idFor } from '../../random.ts'
import { firstDay } from '../season.ts'
import { hasText, type Message, messageOf, shellOf, textBlock } from './message.ts'
import { type ChatPlan, type ChatSource, planOf, type Role, type Turn } from './plan.ts'
import type { Planted } from './planted.ts'
import { chatsOn } from './rhythm.ts'
import { plantedIn } from './words.ts'

/** A chat as it stands at a moment; times in milliseconds. */
export interface Chat {
  readonly plan: ChatPlan
  readonly name: string
  readonly updatedAt: number
  readonly deletedAt: number | null
  /** The vendor has taken texts, files and artifacts away. */
  readonly isHollow: boolean
  /** What was said until now. */
  readonly turns: readonly (Turn | Added)[]
}

/** A turn that a test added, with its own words. */
export type Added = Pick<Turn, 'id' | 'at' | 'role'> & { readonly text: string }

export interface Hidden extends Planted {
  readonly chat: string
  readonly message: string
}

export interface Chats {
  /** All that the vendor still lists, oldest first. `readable`: what their owners deleted keeps its text. */
  at(moment: Date, readable: boolean): readonly Chat[]
  find(id: string, moment: Date, readable: boolean): Chat | null
  /** The messages of a chat as the vendor prints them, oldest first. */
  messagesOf(chat: Chat): Message[]
  /** Personal data that stands in what the chats say at a moment. */
  hiddenIn(chats: readonly Chat[]): Hidden[]
  say(id: string, moment: Date, role: Role, text: string): void
  /** `deleted`: by its owner. `emptied`: only the texts go. `removed`: gone from lists, 404. */
  lose(id: string, moment: Date, how: 'deleted' | 'emptied' | 'removed'): void
  /** Does not move `updated_at`. */
  rename(id: string, name: string): void
  /** Number of chats in the company's first two years; forgets what was done to the old ones. */
  resize(size: number): void
  clear(): void
}

interface Fate {
  readonly added: Added[]
  readonly lost: Partial<Record<'deleted' | 'emptied' | 'removed', number>>
  name?: string
}

/** The chats of one company. The same source and size give the same ones. */
export function createChats(source: ChatSource, firstSize: number): Chats {
  let size = firstSize
  let plans: ChatPlan[] = []
  let byId = new Map<string, ChatPlan>()
  let nextDay = firstDay
  const fates = new Map<string, Fate>()

  /** Makes the plans of all days up to a moment's. */
  const reach = (moment: Date) => {
    for (; nextDay <= dayOf(moment); nextDay++) {
      const ofDay = Array.from({ length: chatsOn(nextDay, size) }, (_, place) => planOf(source, nextDay, place))
      for (const plan of ofDay.sort((a, b) => a.createdAt - b.createdAt)) {
        plans.push(plan)
        byId.set(plan.id, plan)
      }
    }
  }
  const fateOf = (id: string): Fate => {
    const fate = fates.get(id) ?? { added: [], lost: {} }
    fates.set(id, fate)
    return fate
  }
  const view = (plan: ChatPlan, moment: Date, readable: boolean): Chat | null => {
    const now = moment.getTime()
    const fate = fates.get(plan.id)
    if (plan.createdAt > now || fate?.lost.removed !== undefined) return null
    const own = plan.deletedAt !== null && plan.deletedAt <= now ? plan.deletedAt : null
    const deletedAt = own ?? fate?.lost.deleted ?? null
    const turns = [...plan.turns.filter(({ at }) => at <= now), ...(fate?.added ?? [])].sort((a, b) => a.at - b.at)
    const isHollow = fate?.lost.emptied !== undefined || (deletedAt !== null && !readable)
    const times = [plan.createdAt, turns.at(-1)?.at ?? 0, deletedAt ?? 0, fate?.lost.emptied ?? 0]
    const name = deletedAt !== null && isHollow ? '' : (fate?.name ?? plan.title)
    return { plan, name, updatedAt: Math.max(...times), deletedAt, isHollow, turns }
  }
  const forget = () => {
    plans = []
    byId = new Map()
    nextDay = firstDay
    fates.clear()
  }
  const second = (moment: Date) => Math.floor(moment.getTime() / 1_000) * 1_000

  return {
    at(moment, readable) {
      reach(moment)
      return plans.flatMap((plan) => view(plan, moment, readable) ?? [])
    },
    find(id, moment, readable) {
      reach(moment)
      const plan = byId.get(id)
      return plan === undefined ? null : view(plan, moment, readable)
    },
    messagesOf: ({ plan, turns, isHollow }) =>
      turns.map((turn) => {
        if (isHollow) return shellOf(turn)
        return 'text' in turn
          ? { ...shellOf(turn), content: [textBlock(turn.text)] }
          : messageOf(source.seed, plan, turn)
      }),
    hiddenIn: (chats) =>
      chats.flatMap(({ plan, turns, isHollow }) =>
        turns.flatMap((turn) => {
          const planted = isHollow || 'text' in turn ? null : plantedIn(source.seed, turn)
          return planted === null ? [] : [{ ...planted, chat: plan.id, message: turn.id }]
        }),
      ),
    say(id, moment, role, text) {
      const { added } = fateOf(id)
      added.push({
        id: idFor('claude_chat_msg_', source.seed, `${id} added ${added.length}`),
        at: second(moment),
        role,
        text,
      })
    },
    lose(id, moment, how) {
      fateOf(id).lost[how] = second(moment)
    },
    rename(id, name) {
      fateOf(id).name = name
    },
    resize(newSize) {
      size = newSize
      forget()
    },
    clear() {
      size = firstSize
      forget()
    },
  }
}

/** Messages of a chat that have text. */
export const withTextIn = ({ turns, isHollow }: Chat): number =>
  isHollow ? 0 : turns.filter((turn) => ('text' in turn ? turn.text !== '' : hasText(turn))).length
