// A ZIP whose files lie at its root under any name, as RSMF wants it; a bundle has everything under one folder and plainer names.
import { packZip } from '../../ledger/bundle/zip-write.ts'
import { utf8 } from '../../ledger/bytes.ts'

/** Bit 11: names are UTF-8. */
const UTF8_NAMES = 0x0800
const MAX_ENTRIES = 0xffff
const MAX_BYTES = 0xffff_ffff
/** What a local header has before its name. */
const LOCAL_BYTES = 30

/** The files, stored, in the order given. Throws RangeError past what a ZIP without extensions holds. */
export function writeFlatZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  if (files.size > MAX_ENTRIES) throw new RangeError('too many files')
  const bytes = [...files].reduce((sum, [path, file]) => sum + LOCAL_BYTES + utf8(path).length + file.length, 0)
  if (bytes > MAX_BYTES) throw new RangeError('too large for a ZIP without extensions')
  return packZip(files, UTF8_NAMES)
}
