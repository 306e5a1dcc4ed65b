// Erasures in words: scopes, reasons, states, steps and counts, spelled one way on every screen.
import type { ErasureCounts, ErasureView } from '../../../worker/http/schemas/content.ts'
import { plural } from '../format.ts'
import { sentence } from '../records/words.ts'
import type { Tone } from '../ui/marks.tsx'
import { whoName } from './who.ts'

export const reasonCodes = {
  request: 'The person asked for it',
  retention: 'It is older than we keep it',
  off_boarding: 'We leave Tallystick',
  mistake: 'It should never have been captured',
  other: 'Another reason',
} as const

export type ReasonCode = keyof typeof reasonCodes

export const reasonWords = (code: string): string =>
  Object.entries(reasonCodes).find(([known]) => known === code)?.[1] ?? sentence(code)

export const erasureStates: Record<ErasureView['state'], { readonly word: string; readonly tone: Tone | 'plain' }> = {
  waiting: { word: 'Waits for a second person', tone: 'warn' },
  queued: { word: 'Waits for its turn', tone: 'plain' },
  running: { word: 'Erasing', tone: 'info' },
  done: { word: 'Erased', tone: 'ok' },
  refused: { word: 'Refused', tone: 'bad' },
}

/** `One chat`, `Bao Trinh`, `The whole workspace`. */
export function erasureName({ scope, person }: Pick<ErasureView, 'scope' | 'person'>): string {
  if (scope === 'tenant') return 'The whole workspace'
  if (scope === 'chat') return 'One chat'
  return person === null || (!person.name && !person.email) ? 'One person' : whoName(person)
}

/** The same after a preposition: `Erasure of one chat`. */
export function erasureOf(erasure: Pick<ErasureView, 'scope' | 'person'>): string {
  const name = erasureName(erasure)
  const named = erasure.scope === 'person' && name !== 'One person'
  return `Erasure of ${named ? name : name.charAt(0).toLowerCase() + name.slice(1)}`
}

type Counted = Partial<ErasureCounts>

const countWords: readonly (readonly [keyof ErasureCounts, string])[] = [
  ['chats', 'chat'],
  ['messages', 'message'],
  ['envelopes', 'sealed envelope'],
  ['blobs', 'stored text'],
  ['keys', 'key'],
  ['words', 'word of the index'],
  ['mentions', 'mention by others'],
  ['exports', 'export'],
]

/** `3 chats`, `41 messages`: what is there, most weighty first; nothing for nothing. */
export const countedWords = (counts: Counted): string[] =>
  countWords.flatMap(([key, word]) => {
    const many = counts[key] ?? 0
    return many === 0 ? [] : [plural(many, word, manyOf(word))]
  })

const manyOf = (word: string): string =>
  word === 'word of the index' ? 'words of the index' : word === 'mention by others' ? 'mentions by others' : `${word}s`

interface ErasureStep {
  readonly state: 'ok' | 'bad' | 'wait' | 'trying'
  readonly title: string
  readonly words?: string
}

/** In the order in which they happen. Between intention and check there are many small steps; a reader needs one line of them. */
const phases = [
  ['intended', 'The intention is a record'],
  ['destroy', 'Keys and texts are found and destroyed'],
  ['verify', 'An attempt to open them fails, as it must'],
  ['result', 'The result is a record'],
  ['certificate', 'The certificate is made'],
] as const

/** The five lines of an erasure, each done, under way, or still to come. */
export function stepsOf({ state, step, intent_seq, words }: ErasureView): ErasureStep[] {
  const named = phases.findIndex(([name]) => name === step)
  const now = state === 'done' ? phases.length : intent_seq === null ? 0 : Math.max(1, named)
  const going = state === 'running' || state === 'queued'
  return phases.map(([, title], index) => {
    if (state === 'refused' && index === 0) return { state: 'bad', title, ...(words ? { words } : {}) }
    if (index < now) return { state: 'ok', title }
    return { state: index === now && going ? 'trying' : 'wait', title }
  })
}
