// A ZIP into files: each local header must say what the directory says, and nothing may lie between the entries.
import { crc32 } from './crc32.ts'
import { inflate } from './inflate.ts'
import { type FilesResult, type Refusal, refuse } from './limits.ts'
import { FLAG_DESCRIPTOR, hasZip64, nameAt, readDirectory, STORED, viewOf, type ZipEntry } from './zip-directory.ts'

const LOCAL_BYTES = 30
const DESCRIPTOR_SIGNATURE = 0x08074b50

/** Where the entry's data begins, or a refusal. `next` = where what follows this entry begins. */
function dataStart(bytes: Uint8Array, view: DataView, entry: ZipEntry, next: number): number | Refusal {
  const { name, offset } = entry
  const disagrees = refuse(`zip: the local header of ${name} disagrees with the directory`)
  if (offset + LOCAL_BYTES > next || view.getUint32(offset, true) !== 0x04034b50) return disagrees
  const nameLength = view.getUint16(offset + 26, true)
  const start = offset + LOCAL_BYTES + nameLength + view.getUint16(offset + 28, true)
  if (hasZip64(view, offset + LOCAL_BYTES + nameLength, Math.min(start, next))) return disagrees
  const streamed = (entry.flags & FLAG_DESCRIPTOR) !== 0
  const same = (at: number, value: number) =>
    view.getUint32(at, true) === value || (streamed && view.getUint32(at, true) === 0)
  const agrees =
    view.getUint16(offset + 6, true) === entry.flags &&
    view.getUint16(offset + 8, true) === entry.method &&
    same(offset + 14, entry.crc) &&
    same(offset + 18, entry.packed) &&
    same(offset + 22, entry.size) &&
    nameAt(bytes, offset + LOCAL_BYTES, nameLength) === name
  if (!agrees) return disagrees
  const end = start + entry.packed
  return (streamed ? descriptorFits(view, entry, end, next) : end === next)
    ? start
    : refuse(`zip: bytes around ${name} that belong to nothing`)
}

/** The data descriptor, with or without its signature, fills the gap to what follows. */
function descriptorFits(view: DataView, entry: ZipEntry, at: number, next: number): boolean {
  const gap = next - at
  if (gap !== 12 && gap !== 16) return false
  if (gap === 16 && view.getUint32(at, true) !== DESCRIPTOR_SIGNATURE) return false
  const [crc, packed, size] = [next - 12, next - 8, next - 4].map((place) => view.getUint32(place, true))
  return crc === entry.crc && packed === entry.packed && size === entry.size
}

/** All files of a ZIP by their full names (LEDGER section 8), or what is wrong with it. */
export async function readZip(bytes: Uint8Array): Promise<FilesResult> {
  const directory = readDirectory(bytes)
  if (!directory.ok) return directory
  const view = viewOf(bytes)
  const files = new Map<string, Uint8Array>()
  let expected = 0
  for (const [i, entry] of directory.entries.entries()) {
    if (entry.offset !== expected) return refuse('zip: bytes that belong to no entry')
    const next = directory.entries[i + 1]?.offset ?? directory.start
    const start = dataStart(bytes, view, entry, next)
    if (typeof start !== 'number') return start
    const data = bytes.subarray(start, start + entry.packed)
    const file = entry.method === STORED ? data : await inflate(data, entry.size)
    if (file === undefined || crc32(file) !== entry.crc) return refuse(`zip: ${entry.name} does not unpack`)
    files.set(entry.name, file)
    expected = next
  }
  return { ok: true, files }
}
