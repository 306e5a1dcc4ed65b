// The keys that blind the words of captured texts: one a person, all of a tenant in one sealed object (docs/decisions/091-words-of-content.md).
import { createHmac } from 'node:crypto'
import { isSubjectId } from '../ids.ts'
import { b64, fromB64 } from '../ledger/bytes.ts'
import type { Vault } from './keys.ts'
import { changeSealed, readSealed, type SealedFile } from './sealed-file.ts'

/** 32 bytes in b64 by subject; those of chats without a person under NOBODY. */
type Keys = Readonly<Record<string, string>>

const NOBODY = 'nobody'
const KEY_BYTES = 32
/** A token is this many bytes of the MAC: below 2^53, so that it is a number in JSON and in every database. */
const TOKEN_BYTES = 6

const fileOf = (vault: Vault): SealedFile<Keys> => ({ path: `search-keys/${vault.tenant}`, empty: {} })

function nameOf(subject: string | null): string {
  if (subject === null) return NOBODY
  if (!isSubjectId(subject)) throw new RangeError('not a subject id')
  return subject
}

/** The keys of a tenant as they stood when they were read. They never leave it: callers get tokens. */
export class SearchKeys {
  readonly #keys: ReadonlyMap<string, Uint8Array>

  constructor(keys: Keys) {
    this.#keys = new Map(Object.entries(keys).map(([name, key]) => [name, fromB64(key)]))
  }

  /** One token a word, in order. Throws where the person has no key: ask for it with `searchKeysFor` first. */
  tokens(subject: string | null, words: readonly string[]): number[] {
    const key = this.#keys.get(nameOf(subject))
    if (key === undefined) throw new Error('this person has no search key')
    return words.map((word) => tokenOf(key, word))
  }

  /**
   * What a search looks for: the token of every word under every key, or under those of `subjects` only, each with the position of
   * its word. People without a key have nothing in the index.
   */
  asked(words: readonly string[], subjects?: readonly string[]): [token: number, word: number][] {
    const keys =
      subjects === undefined ? [...this.#keys.values()] : subjects.flatMap((one) => this.#keys.get(one) ?? [])
    return keys.flatMap((key) => words.map((word, at): [number, number] => [tokenOf(key, word), at]))
  }
}

/** The first 48 bits of HMAC-SHA-256(key, word). */
function tokenOf(key: Uint8Array, word: string): number {
  return createHmac('sha256', key).update(word, 'utf8').digest().readUIntBE(0, TOKEN_BYTES)
}

/** The keys that are there. */
export async function readSearchKeys(vault: Vault): Promise<SearchKeys> {
  return new SearchKeys(await readSealed(vault, fileOf(vault)))
}

/** The keys with one for each of these people (null: for texts of nobody); missing ones are made. */
export async function searchKeysFor(vault: Vault, subjects: readonly (string | null)[]): Promise<SearchKeys> {
  const names = new Set(subjects.map(nameOf))
  const keys = await changeSealed(vault, fileOf(vault), (keys) => {
    const missing = [...names].filter((name) => !Object.hasOwn(keys, name))
    if (missing.length === 0) return keys
    const made = missing.map((name) => [name, b64(crypto.getRandomValues(new Uint8Array(KEY_BYTES)))])
    return { ...keys, ...Object.fromEntries(made) }
  })
  return new SearchKeys(keys)
}

/**
 * Takes people's keys out of the object: every token of theirs, wherever a copy of it lies, is noise from now on. Doing it twice is
 * fine. Destroy their texts first: whoever makes a new key afterwards must find nothing to index.
 */
export async function forgetSearchKey(vault: Vault, subjects: readonly string[]): Promise<void> {
  const gone = new Set(subjects.map(nameOf))
  await changeSealed(vault, fileOf(vault), (keys) => {
    const left = Object.entries(keys).filter(([name]) => !gone.has(name))
    return left.length === Object.keys(keys).length ? keys : Object.fromEntries(left)
  })
}
