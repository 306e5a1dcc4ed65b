// What of a page may not come in because it was erased: that something happened is recorded, who it was and what was said is not.
import type { SubjectId } from '../ids.ts'
import type { JsonValue } from '../ledger/jcs.ts'
import { addressKey } from '../people/address.ts'
import { identityHashes } from '../people/identity.ts'
import type { Resolved } from '../tenant/erased.ts'
import type { Draft } from '../vendors/stream.ts'

/** The chat that a draft is, or belongs to. */
export function chatOf({ kind, id, data }: Draft): string | null {
  if (kind === 'chat') return typeof id === 'string' ? id : null
  return kind === 'message' && typeof data.chat === 'string' ? data.chat : null
}

const stringsOf = (value: JsonValue): string[] => {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** Keyed hashes of the addresses in personal fields, by the address as it is written there. */
export function addressesIn(key: Uint8Array, drafts: readonly Draft[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const text of drafts.flatMap(({ fields = {} }) => Object.values(fields).flatMap(stringsOf))) {
    if (found.has(text) || addressKey(text) === undefined) continue
    const [hash] = identityHashes(key, { email: text })
    if (hash !== undefined) found.set(text, hash)
  }
  return found
}

/**
 * A draft without what was erased: nothing personal and no text about a person or chat that is kept out; and in what is about others,
 * no field that is the address of somebody who is.
 */
export function keptOut(
  known: Resolved,
  addresses: ReadonlyMap<string, string>,
): (draft: Draft, subject: SubjectId | undefined) => Pick<Draft, 'kind' | 'occurredAt' | 'fields' | 'content'> {
  const [subjects, chats, gone] = [new Set(known.erased), new Set(known.chats), new Set(known.addresses)]
  const isGone = (text: string): boolean => gone.has(addresses.get(text) ?? '')
  return (draft, subject) => {
    const { kind, occurredAt, fields, content } = draft
    const out = (subject !== undefined && subjects.has(subject)) || chats.has(chatOf(draft) ?? '')
    if (out) return { kind, occurredAt }
    const kept = gone.size === 0 ? fields : withoutAddresses(fields, isGone)
    return { kind, occurredAt, ...(kept && { fields: kept }), ...(content && { content }) }
  }
}

function withoutAddresses(fields: Draft['fields'], isGone: (text: string) => boolean): Draft['fields'] {
  const kept = Object.entries(fields ?? {}).flatMap(([name, value]): [string, JsonValue][] => {
    if (typeof value === 'string') return isGone(value) ? [] : [[name, value]]
    if (!Array.isArray(value)) return [[name, value]]
    const others: JsonValue[] = value.filter((one) => !(typeof one === 'string' && isGone(one)))
    return [[name, others]]
  })
  return Object.fromEntries(kept)
}

/** Who was let in again is said anew: another value is another revision. */
export function liftsOf(
  { lifts }: Resolved,
  subject: SubjectId | undefined,
  chat: string | null,
): { lifts?: readonly number[] } {
  const counted = [subject, chat].map((one) => (one != null && Object.hasOwn(lifts, one) ? (lifts[one] ?? 0) : 0))
  return counted.some((n) => n > 0) ? { lifts: counted } : {}
}
