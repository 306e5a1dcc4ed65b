// The byte level of OpenTimestamps files: a cursor that refuses to run off the end, and the numbers as they are written.
import { concat } from '../bytes.ts'

/** Why bytes are no proof: not the format, or something in it that the ledger does not use (LEDGER section 7.1). */
export type OtsCode = 'malformed' | 'unsupported'

/** Stops a parse; turned into a value at the edge of this folder. */
export class OtsError extends Error {
  override readonly name = 'OtsError'
  readonly code: OtsCode
  constructor(code: OtsCode, detail: string) {
    super(detail)
    this.code = code
  }
}

/** Reads forward over bytes. Every method throws OtsError `malformed` at the end of them. */
export class Cursor {
  private at = 0
  private readonly bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get done(): boolean {
    return this.at === this.bytes.length
  }

  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new OtsError('malformed', 'cut short')
    this.at += length
    return this.bytes.slice(this.at - length, this.at)
  }

  byte(): number {
    return this.take(1)[0] ?? 0
  }

  /** The next byte without taking it. */
  peek(): number | undefined {
    return this.bytes[this.at]
  }

  /**
   * Unsigned LEB128, at most 2^53-1. An overlong form is refused, although the reference reads it: two texts for one proof would
   * have two digests.
   */
  varuint(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.byte()
      value += (byte & 0x7f) * scale
      if (!Number.isSafeInteger(value)) throw new OtsError('malformed', 'number beyond 2^53-1')
      if (byte < 0x80) {
        if (byte === 0 && scale > 1) throw new OtsError('malformed', 'overlong number')
        return value
      }
      scale *= 128
    }
  }

  /** Length-prefixed bytes, the length from `min` to `max`. */
  varbytes(min: number, max: number): Uint8Array {
    const length = this.varuint()
    if (length < min || length > max) throw new OtsError('malformed', `${length} bytes where ${min} to ${max} may be`)
    return this.take(length)
  }

  end(): void {
    if (!this.done) throw new OtsError('malformed', 'bytes after the end')
  }
}

/** Unsigned LEB128. */
export function varuint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) | 0x80)
    rest = Math.floor(rest / 128)
  }
  return Uint8Array.of(...bytes, rest)
}

/** Length-prefixed bytes. */
export function varbytes(bytes: Uint8Array): Uint8Array {
  return concat(varuint(bytes.length), bytes)
}

/** Order of bytes: the first that differs, else the shorter first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
