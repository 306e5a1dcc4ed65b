// The leaves of an OpenTimestamps proof: who says that a message existed, and where to look.
import { concat, fromHex, hex, text, utf8 } from '../bytes.ts'
import { Cursor, compareBytes, OtsError, varbytes, varuint } from './wire.ts'

/** `pending`: a calendar's promise. `bitcoin`: the message is the merkle root of the block at this height. Others are kept and never trusted. */
export type Attestation =
  | { readonly type: 'pending'; readonly uri: string }
  | { readonly type: 'bitcoin'; readonly height: number }
  | { readonly type: 'unknown'; readonly tag: string; readonly payload: Uint8Array }

const TAG_BYTES = 8
const PENDING = '83dfe30d2ef90c8e'
const BITCOIN = '0588960d73d71901'
/** Litecoin and Ethereum: a height like Bitcoin's, which the reference reads and nobody here relies on. */
const OTHER_CHAINS = ['06869a0d73d71b45', '30fe8087b5c7ead7']

const MAX_PAYLOAD = 8192
const MAX_URI = 1000
const URI = /^[A-Za-z0-9._/:-]*$/

/** Reads one attestation, its tag first. Throws OtsError. */
export function readAttestation(cursor: Cursor): Attestation {
  const tag = hex(cursor.take(TAG_BYTES))
  const payload = cursor.varbytes(0, MAX_PAYLOAD)
  const inner = new Cursor(payload)
  if (tag === PENDING) {
    const uri = inner.varbytes(0, MAX_URI)
    inner.end()
    // A foreign proof chooses this address: nobody may fetch it without a list of calendars of his own.
    if (!uri.every((byte) => byte < 0x80) || !URI.test(text(uri))) throw new OtsError('malformed', 'character in a URI')
    return { type: 'pending', uri: text(uri) }
  }
  if (tag !== BITCOIN && !OTHER_CHAINS.includes(tag)) return { type: 'unknown', tag, payload }
  const height = inner.varuint()
  inner.end()
  return tag === BITCOIN ? { type: 'bitcoin', height } : { type: 'unknown', tag, payload }
}

function tagOf(attestation: Attestation): string {
  if (attestation.type === 'unknown') return attestation.tag
  return attestation.type === 'pending' ? PENDING : BITCOIN
}

/** Tag and payload as they stand in the file. */
export function writeAttestation(attestation: Attestation): Uint8Array {
  const payload =
    attestation.type === 'pending'
      ? varbytes(utf8(attestation.uri))
      : attestation.type === 'bitcoin'
        ? varuint(attestation.height)
        : attestation.payload
  return concat(fromHex(tagOf(attestation)), varbytes(payload))
}

/** The order in which the reference writes attestations: by tag, then URI, height or payload. */
export function compareAttestations(a: Attestation, b: Attestation): number {
  const byTag = compareBytes(fromHex(tagOf(a)), fromHex(tagOf(b)))
  if (byTag !== 0) return byTag
  if (a.type === 'bitcoin' && b.type === 'bitcoin') return a.height - b.height
  if (a.type === 'pending' && b.type === 'pending') return compareBytes(utf8(a.uri), utf8(b.uri))
  return compareBytes(writeAttestation(a), writeAttestation(b))
}
