// The ground everything stands on: bytes to text, hex and base64 and back, strictly, with no platform behind it.

/** A text that is not what it claims to be: not UTF-8, not lower-case hex, not padded base64. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError'
}

const encoder = new TextEncoder()
// ignoreBOM keeps a byte order mark in the text, where the parsers refuse it; without it the mark would vanish unseen.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 bytes of a text. A lone surrogate would become U+FFFD: check `isWellFormed` first where that matters. */
export function utf8(s: string): Uint8Array<ArrayBuffer> {
  // A copy in memory of its own: callers hand the buffer to WebCrypto, which takes no shared memory.
  return encoder.encode(s) as Uint8Array<ArrayBuffer> // TextEncoder always allocates a plain ArrayBuffer
}

/** The text of UTF-8 bytes. Throws EncodingError on anything that is not UTF-8. Keeps a byte order mark. */
export function text(b: Uint8Array): string {
  try {
    return decoder.decode(b)
  } catch {
    throw new EncodingError('not UTF-8')
  }
}

const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hex. */
export function hex(b: Uint8Array): string {
  let out = ''
  for (let i = 0; i < b.length; i++) out += HEX_OF_BYTE[b[i] ?? 0]
  return out
}

function nibble(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 97 && code <= 102) return code - 87
  throw new EncodingError('not lower-case hex')
}

/** Bytes of lower-case hex (LEDGER: hex is lower case). Throws EncodingError on upper case, odd length, anything else. */
export function fromHex(s: string): Uint8Array<ArrayBuffer> {
  if (s.length % 2 !== 0) throw new EncodingError('hex of odd length')
  const out = new Uint8Array(s.length / 2)
  for (let i = 0; i < out.length; i++) out[i] = (nibble(s.charCodeAt(2 * i)) << 4) | nibble(s.charCodeAt(2 * i + 1))
  return out
}

const CHUNK = 0x8000 // String.fromCharCode takes its bytes as arguments; 32,768 is safe in every engine

/** Standard base64 with padding. */
export function b64(b: Uint8Array): string {
  let binary = ''
  for (let i = 0; i < b.length; i += CHUNK) binary += String.fromCharCode(...b.subarray(i, i + CHUNK))
  return btoa(binary)
}

const B64 = /^[A-Za-z0-9+/]*={0,2}$/

/** Bytes of standard base64. Throws EncodingError unless it is padded, free of white space and has no stray bits at its end. */
export function fromB64(s: string): Uint8Array<ArrayBuffer> {
  if (s.length % 4 !== 0 || !B64.test(s)) throw new EncodingError('not padded base64')
  const binary = atob(s)
  const out = new Uint8Array(binary.length)
  for (let i = 0; i < out.length; i++) out[i] = binary.charCodeAt(i)
  // Two texts for the same bytes would let somebody change a file without changing what it says.
  if (s.endsWith('=') && b64(out.subarray(out.length - (out.length % 3))) !== s.slice(-4)) {
    throw new EncodingError('base64 with stray bits')
  }
  return out
}

/** The result of a strict decoder, or undefined where it refuses. Any other error passes through. */
export function orUndefined<T>(decode: () => T): T | undefined {
  try {
    return decode()
  } catch (error) {
    if (error instanceof EncodingError) return undefined
    throw error
  }
}

/** All parts one after another, in new memory. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0
  for (const part of parts) length += part.length
  const out = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    out.set(part, offset)
    offset += part.length
  }
  return out
}

/** Equality in constant time over equal length; different lengths are told apart at once. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}
