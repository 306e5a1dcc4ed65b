// The order of an erasure. A step may die anywhere and is then done again; the row moves on only when it is over.
import { certify } from './certificate.ts'
import { deleteEnvelopes, deleteTexts, destroyKeys, forgetPerson, forgetWords, noteKeys } from './destroy.ts'
import { revokeExports } from './exports.ts'
import { count, countIndex, find } from './find.ts'
import { mentionsInTexts, mentionsSealed } from './mentions.ts'
import type { Scope } from './progress.ts'
import { result } from './result.ts'
import { outbox, traces } from './traces.ts'
import { verify } from './verify.ts'
import { clearIndex, closeTenant, destroyAll, noteAllKeys, stop } from './whole.ts'
import type { Step } from './work.ts'

type Named = readonly [name: string, step: Step]

/** How the record of what is gone is made and shown, the same for all. */
const END: readonly Named[] = [
  ['verify', verify],
  ['result', result],
  ['certificate', certify],
]

/**
 * Mentions come before the keys: by the person's own records and directory entry it is known what to look for, and these go last. What
 * was destroyed is counted before, so that a death does not leave it uncounted.
 */
const ORDER: Readonly<Record<Scope, readonly Named[]>> = {
  chat: [
    ['find', find],
    ['count', count],
    ['count_words', countIndex],
    ['exports', revokeExports],
    ['texts', deleteTexts],
    ['words', forgetWords],
    ['envelopes', deleteEnvelopes],
    ...END,
  ],
  person: [
    ['find', find],
    ['count', count],
    ['outbox', outbox],
    ['exports', revokeExports],
    ['mentions', mentionsSealed],
    ['mentions_texts', mentionsInTexts],
    ['count_words', countIndex],
    ['traces', traces],
    ['note_keys', noteKeys],
    ['keys', destroyKeys],
    ['texts', deleteTexts],
    ['words', forgetWords],
    ['envelopes', deleteEnvelopes],
    ['directory', forgetPerson],
    ...END,
  ],
  tenant: [
    ['find', find],
    ['count', count],
    ['count_words', countIndex],
    ['outbox', outbox],
    ['stop', stop],
    ['exports', revokeExports],
    ['note_keys', noteAllKeys],
    ['keys', destroyAll],
    ['words', clearIndex],
    ['envelopes', deleteEnvelopes],
    ['tenant', closeTenant],
    ...END,
  ],
}

export const FIRST = 'find'
/** Where an erasure goes back to when something is found that should be gone. */
export const AGAIN: Readonly<Record<Scope, string>> = {
  chat: 'texts',
  person: 'note_keys',
  tenant: 'note_keys',
}

export const namesOf = (scope: Scope): string[] => ORDER[scope].map(([name]) => name)
export const stepOf = (scope: Scope, name: string): Step | undefined =>
  ORDER[scope].find(([known]) => known === name)?.[1]
/** The step behind this one, undefined behind the last. */
export function nextOf(scope: Scope, name: string): string | undefined {
  const names = namesOf(scope)
  return names[names.indexOf(name) + 1]
}
