// The checksum that ZIP wants beside every file; it protects against accidents only.

const T0 = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})
/** The same for a byte that one more byte follows than in the table before: four bytes are taken in one step. */
const next = (table: Uint32Array) => table.map((c) => (c >>> 8) ^ (T0[c & 0xff] ?? 0))
const T1 = next(T0)
const T2 = next(T1)
const T3 = next(T2)

/** CRC-32 (ISO 3309) as an unsigned 32-bit number. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  let i = 0
  for (; i + 4 <= bytes.length; i += 4) {
    const four =
      (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24)
    const x = crc ^ four
    crc = (T3[x & 0xff] ?? 0) ^ (T2[(x >>> 8) & 0xff] ?? 0) ^ (T1[(x >>> 16) & 0xff] ?? 0) ^ (T0[x >>> 24] ?? 0)
  }
  for (; i < bytes.length; i++) crc = (T0[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
