// Files into a ZIP of the profile of LEDGER section 8, for exports small enough to be held in memory.
import { concat, utf8 } from '../bytes.ts'
import { crc32 } from './crc32.ts'
import { isPath, MAX_ENTRIES, MAX_FILE_BYTES, MAX_TOTAL_BYTES } from './limits.ts'
import { STORED } from './zip-directory.ts'

const VERSION = 20
/** 1 January 1980, 00:00: the same files give the same ZIP whenever it is made. */
const DOS_DATE = 0x0021

type Fields = readonly (readonly [value: number, bytes: 2 | 4])[]

function pack(fields: Fields): Uint8Array {
  const out = new Uint8Array(fields.reduce((sum, [, bytes]) => sum + bytes, 0))
  const view = new DataView(out.buffer)
  let at = 0
  for (const [value, bytes] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  return out
}

/** Fields that a local header and a directory entry share, from the version needed on. */
function shared(name: Uint8Array, file: Uint8Array, flags: number): Fields {
  return [
    [VERSION, 2],
    [flags, 2],
    [STORED, 2],
    [0, 2],
    [DOS_DATE, 2],
    [crc32(file), 4],
    [file.length, 4],
    [file.length, 4],
    [name.length, 2],
    [0, 2],
  ]
}

/** A ZIP of these files, stored, in the order given. `flags`: general purpose bits of every entry. Sizes and names are the caller's to check. */
export function packZip(
  files: Iterable<readonly [name: string, file: Uint8Array]>,
  flags = 0,
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [path, file] of files) {
    const name = utf8(path)
    const both = shared(name, file, flags)
    const local = concat(pack([[0x04034b50, 4], ...both]), name)
    // comment length, disk, internal attributes, external attributes, offset
    const rest: Fields = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [offset, 4],
    ]
    directory.push(concat(pack([[0x02014b50, 4], [VERSION, 2], ...both, ...rest]), name))
    parts.push(local, file)
    offset += local.length + file.length
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0)
  const count = directory.length
  const end = pack([
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  ])
  return concat(...parts, ...directory, end)
}

/** The files, stored under one base directory, in the order given. Throws RangeError on what a reader would refuse. */
export function writeZip(files: ReadonlyMap<string, Uint8Array>, base: string): Uint8Array<ArrayBuffer> {
  if (files.size > MAX_ENTRIES) throw new RangeError('too many files')
  let total = 0
  const entries = [...files].map(([path, file]): [string, Uint8Array] => {
    total += file.length
    if (!isPath(`${base}/${path}`) || file.length > MAX_FILE_BYTES || total > MAX_TOTAL_BYTES) {
      throw new RangeError(`${path} does not fit into a bundle`)
    }
    return [`${base}/${path}`, file]
  })
  return packZip(entries)
}
