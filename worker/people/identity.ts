// Who somebody is, in the only form the ledger object knows: keyed hashes of vendor ids and addresses.
import { hex, utf8 } from '../ledger/bytes.ts'
import { hmacSha256 } from '../ledger/hash.ts'
import type { Identity } from '../vendors/stream.ts'

/** Addresses are compared without case and spaces; nothing else: plus-addresses and aliases are other people until told otherwise. */
const normalize = (email: string): string => email.trim().normalize('NFC').toLowerCase()

/** The keyed hashes of one person's identities, the vendor's own id first: addresses change, ids do not. */
export function identityHashes(key: Uint8Array, identity: Identity): string[] {
  const names = [
    identity.vendorUser === undefined ? undefined : `user:${identity.vendorUser}`,
    identity.email === undefined || identity.email === '' ? undefined : `email:${normalize(identity.email)}`,
  ]
  return names.flatMap((name) => (name === undefined ? [] : [hex(hmacSha256(key, utf8(name)))]))
}
