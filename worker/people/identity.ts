// Who somebody is, in the only form the ledger object knows: keyed hashes of vendor ids and addresses.
import { hex, utf8 } from '../ledger/bytes.ts'
import { hmacSha256 } from '../ledger/hash.ts'
import type { Identity } from '../vendors/stream.ts'
import { addressKey } from './address.ts'

/**
 * The keyed hashes of one person's identities, the vendor's own id first: addresses change, ids do not. What is no address
 * ("unknown", "-") tells nobody apart: beside a vendor's id it is left out, and alone it is its own text and nothing more.
 */
export function identityHashes(key: Uint8Array, identity: Identity): string[] {
  const { vendorUser, email = '' } = identity
  const address = addressKey(email)
  const bare = email.trim().normalize('NFC').toLowerCase()
  const names = [
    vendorUser === undefined ? undefined : `user:${vendorUser}`,
    address !== undefined ? `email:${address}` : vendorUser === undefined && bare !== '' ? `said:${bare}` : undefined,
  ]
  return names.flatMap((name) => (name === undefined ? [] : [hex(hmacSha256(key, utf8(name)))]))
}
