// Reads a font file byte by byte: big-endian numbers and the two packed ones of WOFF2.

/** A position in bytes that only moves forward. Reading past the end throws RangeError, as DataView does. */
export class ByteReader {
  readonly #view: DataView
  #at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#at = at
  }

  get at(): number {
    return this.#at
  }

  u8(): number {
    return this.#view.getUint8(this.#at++)
  }

  u16(): number {
    this.#at += 2
    return this.#view.getUint16(this.#at - 2)
  }

  i16(): number {
    this.#at += 2
    return this.#view.getInt16(this.#at - 2)
  }

  u32(): number {
    this.#at += 4
    return this.#view.getUint32(this.#at - 4)
  }

  bytes(length: number): Uint8Array {
    const { buffer, byteOffset, byteLength } = this.#view
    if (this.#at + length > byteLength) throw new RangeError('the font ends early')
    this.#at += length
    return new Uint8Array(buffer, byteOffset + this.#at - length, length)
  }

  /** UIntBase128, WOFF2 section 4.1: seven bits a byte, most significant first. */
  base128(): number {
    let value = 0
    for (let i = 0; i < 5; i++) {
      const byte = this.u8()
      value = value * 128 + (byte & 0x7f)
      if (byte < 0x80) return value
    }
    throw new RangeError('a number of more than five bytes')
  }

  /** 255UInt16, WOFF2 section 4.1: one byte for small numbers, up to three. */
  short255(): number {
    const code = this.u8()
    if (code === 253) return this.u16()
    if (code === 254) return this.u8() + 506
    if (code === 255) return this.u8() + 253
    return code
  }
}
