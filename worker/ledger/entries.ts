// The records themselves as files: entry bundles of C2SP tlog-tiles, each entry behind its 16-bit big-endian length.
import { TILE_WIDTH } from './tile.ts'

/** The longest entry that its length prefix can tell: LEDGER section 1, 65,535 bytes. */
const MAX_ENTRY_BYTES = 0xffff

/** One bundle from 1..256 entries. Throws RangeError on other numbers and on an entry over 65,535 bytes. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  if (entries.length < 1 || entries.length > TILE_WIDTH) throw new RangeError('a bundle has 1 to 256 entries')
  let length = 0
  for (const entry of entries) {
    if (entry.length > MAX_ENTRY_BYTES) throw new RangeError('an entry has at most 65,535 bytes')
    length += 2 + entry.length
  }
  const out = new Uint8Array(length)
  let at = 0
  for (const entry of entries) {
    out[at] = entry.length >> 8
    out[at + 1] = entry.length & 0xff
    out.set(entry, at + 2)
    at += 2 + entry.length
  }
  return out
}

/** The entries of a bundle (views, not copies), or undefined when it is cut short, empty or holds more than 256. */
export function decodeEntries(bytes: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const [high, low] = [bytes[at], bytes[at + 1]]
    if (high === undefined || low === undefined) return undefined
    const end = at + 2 + ((high << 8) | low)
    if (end > bytes.length || entries.length === TILE_WIDTH) return undefined
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  return entries.length > 0 ? entries : undefined
}
