// What makes a Bitcoin attestation mean something: 80-byte block headers, their proof of work and how they hang together.
import { hex } from '../bytes.ts'
import { sha256 } from '../hash.ts'

/** Bytes of a block header. */
const HEADER_BYTES = 80

/** A header's fields; `hash` and `prev` in internal byte order, `time` in Unix seconds, `target` the bound on the hash. */
export type BlockHeader = {
  readonly hash: Uint8Array
  readonly prev: Uint8Array
  readonly merkleRoot: Uint8Array
  readonly time: number
  readonly target: bigint
}

/**
 * Compact form of the target: mantissa of 23 bits, a sign that must not be set, exponent in bytes. 0 = no target at all, also for
 * one that no hash could miss.
 */
function targetOf(bits: number): bigint {
  const mantissa = BigInt(bits & 0x7fffff)
  const exponent = bits >>> 24
  if ((bits & 0x800000) !== 0 || exponent > 34) return 0n
  const target = exponent >= 3 ? mantissa << BigInt(8 * (exponent - 3)) : mantissa >> BigInt(8 * (3 - exponent))
  return target >= 1n << 256n ? 0n : target
}

/** The fields of 80 bytes, or undefined where there are not 80. */
export function parseHeader(bytes: Uint8Array): BlockHeader | undefined {
  if (bytes.length !== HEADER_BYTES) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES)
  return {
    hash: sha256(sha256(bytes)),
    prev: bytes.slice(4, 36),
    merkleRoot: bytes.slice(36, 68),
    time: view.getUint32(68, true),
    target: targetOf(view.getUint32(72, true)),
  }
}

/** Whether the hash, read as a little-endian number, is at most the target. */
export function hasProofOfWork({ hash, target }: BlockHeader): boolean {
  return target > 0n && BigInt(`0x${hex(hash.slice().reverse())}`) <= target
}

/** LEDGER section 9.8: below 2^192 a block takes some 2^64 hashes; above it a header can be made at home and proves nothing. */
export function provesWork({ target }: BlockHeader): boolean {
  return target <= 1n << 192n
}

/** The block hash as explorers print it: reversed, hex. */
export function displayHash({ hash }: BlockHeader): string {
  return hex(hash.slice().reverse())
}
