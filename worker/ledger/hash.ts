// Every hash of the ledger: SHA-256, the two domain-separated tree hashes of RFC 6962, and HMAC for commitments.
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'

/** A synchronous SHA-256: any length in, 32 bytes out. A faster one may be injected where the platform has it. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** Bytes in a hash. */
export const HASH_BYTES = 32

/** The portable SHA-256, the same in Worker, browser and Node. */
export const sha256: Sha256 = (bytes) => nobleSha256(bytes)

// RFC 6962 section 2.1: without these prefixes a leaf could be passed off as a node.
const LEAF_PREFIX = 0x00
const NODE_PREFIX = 0x01

/** leaf = H(0x00 || bytes). RFC 6962 section 2.1, LEDGER section 1. */
export function leafHash(bytes: Uint8Array, h: Sha256 = sha256): Uint8Array {
  const message = new Uint8Array(1 + bytes.length)
  message[0] = LEAF_PREFIX
  message.set(bytes, 1)
  return h(message)
}

// One buffer for all nodes: the hash is synchronous and keeps nothing of its argument, so nobody can see it being reused.
const nodeMessage = new Uint8Array(1 + 2 * HASH_BYTES)
nodeMessage[0] = NODE_PREFIX

/** node = H(0x01 || left || right), both 32 bytes. Throws RangeError on hashes of another length. */
export function nodeHash(left: Uint8Array, right: Uint8Array, h: Sha256 = sha256): Uint8Array {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new RangeError('a tree hash has 32 bytes')
  nodeMessage.set(left, 1)
  nodeMessage.set(right, 1 + HASH_BYTES)
  return h(nodeMessage)
}

/** HMAC-SHA-256 (RFC 2104), 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(nobleSha256, key, message)
}
