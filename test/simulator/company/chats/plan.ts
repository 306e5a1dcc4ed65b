// One chat as it will go: who, when, in which language, with how many turns, and whether its owner deletes it. A pure function of seed, day and place.
import { startOf } from '../../days.ts'
import { idFor, pick, randomFrom, uuidFor } from '../../random.ts'
import { type Family, modelsOn } from '../models.ts'
import type { Person } from '../people.ts'
import { languageBy, type Phrases } from './languages.ts'
import type { Project } from './projects.ts'
import { writerOn } from './writers.ts'

export type Role = 'user' | 'assistant'
/** `tools`: tool calls between two texts. `tool_only` and `files_only` have no text. `long`: tens of kilobytes. */
export type Form = 'text' | 'tools' | 'long' | 'tool_only' | 'files_only'

export interface Turn {
  readonly id: string
  /** Milliseconds, whole seconds. */
  readonly at: number
  readonly role: Role
  readonly form: Form
  /** Names the chance that its words are made of. */
  readonly label: string
}

export interface ChatPlan {
  readonly id: string
  readonly uuid: string
  readonly person: Person | null
  readonly model: string | null
  readonly title: string
  readonly language: Phrases
  readonly project: Project | null
  /** Belongs to the linked organization, where there is one. */
  readonly isLinked: boolean
  readonly createdAt: number
  readonly turns: readonly Turn[]
  readonly deletedAt: number | null
}

export interface ChatSource {
  readonly seed: number
  readonly people: readonly Person[]
  readonly projects: readonly Project[]
}

const DAY = 86_400_000
/** Exchanges of a chat: 1 to this, five on average, which makes ten messages. */
const MOST_EXCHANGES = 9

const families: readonly Family[] = ['sonnet', 'sonnet', 'sonnet', 'opus', 'opus', 'haiku']

const seconds = (count: number): number => Math.floor(count) * 1_000

function formOf(role: Role, chance: number): Form {
  if (role === 'user') return chance < 0.03 ? 'files_only' : chance < 0.035 ? 'long' : 'text'
  return chance < 0.03 ? 'tool_only' : chance < 0.11 ? 'tools' : 'text'
}

function turnsOf(seed: number, label: string, createdAt: number, random: () => number): Turn[] {
  const exchanges = 1 + Math.floor(MOST_EXCHANGES * random())
  // Some are taken up again days later, long after a first reader has seen them.
  const takenUp = random() < 0.15 ? 1 + Math.floor(random() * exchanges) : exchanges
  const pauseDays = 1 + Math.floor(random() * 20)
  let at = createdAt
  return Array.from({ length: exchanges * 2 }, (_, place): Turn => {
    const role = place % 2 === 0 ? 'user' : 'assistant'
    at += role === 'assistant' ? seconds(3 + 42 * random()) : seconds(place === 0 ? 2 : 20 + 580 * random())
    if (place === takenUp * 2) at += pauseDays * DAY
    const name = `${label} ${place}`
    return { id: idFor('claude_chat_msg_', seed, name), at, role, form: formOf(role, random()), label: name }
  })
}

function modelBy(day: number, family: number, chance: number): string | null {
  const models = modelsOn(pick(families, family), day, 0)
  return models.length === 0 ? null : pick(models, chance).model
}

/** A moment of the working day: the mean of three chances, between 06:00 and 20:00 UTC mostly. */
function momentOf(random: () => number): number {
  return seconds((3 + 20 * ((random() + random() + random()) / 3)) * 3_600)
}

/** The chat that is the `place`th of a day. */
export function planOf({ seed, people, projects }: ChatSource, day: number, place: number): ChatPlan {
  const label = `chat ${day} ${place}`
  const random = randomFrom(seed, label)
  const createdAt = startOf(day) + momentOf(random)
  const language = languageBy(random(), random())
  const number = String(10 + Math.floor(random() * 9_000))
  const open = projects.filter((project) => project.created < day)
  const turns = turnsOf(seed, label, createdAt, random)
  const end = turns.at(-1)?.at ?? createdAt
  const isDeleted = random() < 0.05
  return {
    id: idFor('claude_chat_', seed, label),
    uuid: uuidFor(seed, label),
    person: random() < 0.01 ? null : writerOn(people, day, random()),
    model: random() < 0.02 ? null : modelBy(day, random(), random()),
    title: random() < 0.04 ? '' : pick(language.titles, random()).replace('{n}', number),
    language,
    project: open.length > 0 && random() < 0.25 ? pick(open, random()) : null,
    isLinked: random() < 0.12,
    createdAt,
    turns,
    deletedAt: isDeleted ? end + DAY + seconds((random() * 14 * DAY) / 1_000) : null,
  }
}
