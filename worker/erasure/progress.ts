// How far an erasure is, as its row keeps it: numbers, ids and codes, never a name.
import type { ErasureRow } from '../db/tenant/erasures.ts'

export type Scope = 'chat' | 'person' | 'tenant'
export type Counts = {
  chats: number
  messages: number
  envelopes: number
  blobs: number
  keys: number
  words: number
  mentions: number
  exports: number
}
export const NO_COUNTS: Counts = {
  chats: 0,
  messages: 0,
  envelopes: 0,
  blobs: 0,
  keys: 0,
  words: 0,
  mentions: 0,
  exports: 0,
}

/**
 * `seq`, `chat`: where the step under way goes on. `naming`: records of the person that seal an address or a name, for as long as their key
 * exists. `keys`: ids of the keys that go. `checks`: what was found when it was over.
 */
export type Progress = {
  seq: number
  chat: string
  naming: number[]
  keys: string[]
  counts: Counts
  checks: Record<string, string>
  approval: string | null
  certificate: string | null
  lifted: string | null
}

export const NO_PROGRESS: Progress = {
  seq: 0,
  chat: '',
  naming: [],
  keys: [],
  counts: NO_COUNTS,
  checks: {},
  approval: null,
  certificate: null,
  lifted: null,
}

/** Our own JSON, written below. */
export const progressOf = ({ counts }: Pick<ErasureRow, 'counts'>): Progress => ({
  ...NO_PROGRESS,
  ...(JSON.parse(counts) as Partial<Progress>),
})
export const writeProgress = (progress: Progress): string => JSON.stringify(progress)

/** Chats of scope chat, subjects of scope person; empty for a tenant. Our own JSON. */
export const targetOf = ({ target }: Pick<ErasureRow, 'target'>): string[] => JSON.parse(target) as string[]
/** Written by us from the three values of the type. */
export const scopeOf = ({ scope }: Pick<ErasureRow, 'scope'>): Scope => scope as Scope
