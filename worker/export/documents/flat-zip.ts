// A ZIP whose files lie at its root, as RSMF wants it; the bundle's own writer puts everything under one folder.
import { crc32 } from '../../ledger/bundle/crc32.ts'
import { concat, utf8 } from '../../ledger/bytes.ts'

const VERSION = 20
const STORED = 0
/** Bit 11: names are UTF-8. */
const UTF8_NAMES = 0x0800
/** 1 January 1980, so that equal files give equal bytes. */
const DOS_DATE = 0x0021
const MAX_ENTRIES = 0xffff
const MAX_BYTES = 0xffff_ffff

function little(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([value, bytes]) => Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 0xff)),
  )
}

/** The files, stored, in the order given. Throws RangeError past what a ZIP without extensions holds. */
export function writeFlatZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  if (files.size > MAX_ENTRIES) throw new RangeError('too many files')
  const [parts, directory]: [Uint8Array[], Uint8Array[]] = [[], []]
  let offset = 0
  for (const [path, file] of files) {
    const name = utf8(path)
    const shared = concat(
      little([VERSION, 2], [UTF8_NAMES, 2], [STORED, 2], [0, 2], [DOS_DATE, 2], [crc32(file), 4]),
      little([file.length, 4], [file.length, 4], [name.length, 2], [0, 2]),
    )
    parts.push(little([0x04034b50, 4]), shared, name, file)
    // comment length, disk, internal attributes, external attributes, offset
    directory.push(
      little([0x02014b50, 4], [VERSION, 2]),
      shared,
      little([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      name,
    )
    offset += 30 + name.length + file.length
    if (offset > MAX_BYTES) throw new RangeError('too large for a ZIP without extensions')
  }
  const index = concat(...directory)
  const count = files.size
  return concat(
    ...parts,
    index,
    little([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [index.length, 4], [offset, 4], [0, 2]),
  )
}
