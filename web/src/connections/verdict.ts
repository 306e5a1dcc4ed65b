// The one word at the head of a card: how it stands with the key in it.
import type { ValidateAnswer } from '../../../worker/http/schemas/connections.ts'
import { regionRefusal } from './region.ts'

export interface Verdict {
  readonly word: string
  readonly tone: 'ok' | 'info' | 'warn' | 'bad'
}

const trying: Verdict = { word: 'Trying', tone: 'info' }

/** Problems that are not the key's fault. */
const otherwise: Readonly<Record<string, string>> = {
  vendor_down: 'Not tried to the end',
  rate_limited: 'Not tried to the end',
  unexpected_answer: 'Not tried to the end',
  ip_not_allowed: 'Not let in',
}

interface Tried {
  readonly checking: boolean
  readonly answer: Pick<ValidateAnswer, 'problem'> | null
  readonly error: Error | null
  readonly settled: boolean
}

/** Null before a key was tried. */
export function verdictOf(tried: Tried): Verdict | null {
  if (tried.checking) return trying
  if (regionRefusal(tried) !== null) return { word: 'Needs your word', tone: 'warn' }
  if (tried.answer === null) return null
  const { problem } = tried.answer
  if (problem !== null) return { word: otherwise[problem.code] ?? 'Wrong key', tone: 'bad' }
  return tried.settled ? { word: 'Ready', tone: 'ok' } : trying
}
