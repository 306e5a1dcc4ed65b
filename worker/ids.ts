// Where identifiers are made: 26 random characters behind a prefix. An id never derives from what it names.
import type { SubjectId, TenantId } from './ledger/ids.ts'

export { isSubjectId, isTenantId, type SubjectId, type TenantId } from './ledger/ids.ts'

declare const brand: unique symbol
export type ConnectionId = string & { readonly [brand]: 'ConnectionId' }

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const CONNECTION = new RegExp(`^cn_[${ALPHABET}]{26}$`)

/** 26 characters of lower-case Crockford base32 carry 130 bits, all of them random. */
function randomBody(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => ALPHABET[byte % 32]).join('')
}

// The casts brand a string that was made in the right form on the same line.
export const newTenantId = (): TenantId => `tn_${randomBody()}` as TenantId
export const newSubjectId = (): SubjectId => `sub_${randomBody()}` as SubjectId
export const newConnectionId = (): ConnectionId => `cn_${randomBody()}` as ConnectionId

export const isConnectionId = (text: string): text is ConnectionId => CONNECTION.test(text)
