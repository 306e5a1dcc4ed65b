// The little of DER (X.690) that a timestamp request and its reply need: write a value, read a value, walk into it.

/** One value; `body` = its content, `bytes` = the whole with tag and length. */
export type Der = { readonly tag: number; readonly body: Uint8Array; readonly bytes: Uint8Array }

export const INTEGER = 0x02
export const OCTET_STRING = 0x04
export const OID = 0x06
export const GENERALIZED_TIME = 0x18
export const SEQUENCE = 0x30
export const SET = 0x31
/** `[0]`, constructed: the explicit tag around a CMS content. */
export const CONTEXT_0 = 0xa0

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return [0x80 | bytes.length, ...bytes]
}

/** A value of this tag around the parts. */
export function writeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const head = [tag, ...lengthBytes(length)]
  const out = new Uint8Array(head.length + length)
  out.set(head)
  let at = head.length
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** A non-negative INTEGER from its big-endian bytes: no needless zeros, and one where the sign bit would be set. */
export function writeInteger(magnitude: Uint8Array): Uint8Array<ArrayBuffer> {
  const first = magnitude.findIndex((byte) => byte !== 0)
  const digits = first < 0 ? Uint8Array.of(0) : magnitude.subarray(first)
  return writeDer(INTEGER, new Uint8Array((digits[0] ?? 0) >= 0x80 ? 1 : 0), digits)
}

function readOne(bytes: Uint8Array, start: number): { value: Der; end: number } | undefined {
  const tag = bytes[start]
  const first = bytes[start + 1]
  // A tag number of 31 or more goes on in further bytes; nothing we read has one.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined
  let at = start + 2
  let length = first
  if (first >= 0x80) {
    const count = first & 0x7f
    // 0x80 alone is BER's indefinite length, which DER forbids; four bytes are far more than any reply has.
    if (count === 0 || count > 4 || at + count > bytes.length) return undefined
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[at++] ?? 0)
  }
  const end = at + length
  if (end > bytes.length) return undefined
  return { value: { tag, body: bytes.subarray(at, end), bytes: bytes.subarray(start, end) }, end }
}

/** The values that stand one after another and fill the bytes, or undefined where they do not. */
export function readDer(bytes: Uint8Array): Der[] | undefined {
  const values: Der[] = []
  for (let at = 0; at < bytes.length; ) {
    const read = readOne(bytes, at)
    if (read === undefined) return undefined
    values.push(read.value)
    at = read.end
  }
  return values
}

/** The values inside a constructed value of this tag, or undefined where it is another or holds none that can be read. */
export function inside(value: Der | undefined, tag: number): Der[] | undefined {
  return value?.tag === tag ? readDer(value.body) : undefined
}
