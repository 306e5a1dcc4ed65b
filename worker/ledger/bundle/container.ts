// A bundle's bytes into its files: a ZIP with one base directory, or one JSON object (LEDGER section 8).
import { b64, EncodingError, fromB64, orUndefined, text, utf8 } from '../bytes.ts'
import { JcsError, type JsonValue, parseStrict } from '../jcs.ts'
import { type FilesResult, isPath, MAX_ENTRIES, MAX_FILE_BYTES, MAX_TOTAL_BYTES, refuse } from './limits.ts'
import { readZip } from './zip.ts'

const BYTES_PREFIX = 'b64:'
const BYTE_ORDER_MARK = '\ufeff'

function readMember(value: JsonValue | undefined): Uint8Array | undefined {
  if (typeof value !== 'string' || value.startsWith(BYTE_ORDER_MARK)) return undefined
  return value.startsWith(BYTES_PREFIX) ? orUndefined(() => fromB64(value.slice(BYTES_PREFIX.length))) : utf8(value)
}

function readJson(bytes: Uint8Array): FilesResult {
  let value: JsonValue
  try {
    value = parseStrict(bytes, { depth: 1 })
  } catch (error) {
    if (error instanceof JcsError) return refuse(`json: ${error.message}`)
    throw error
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('json: not an object')
  const entries = Object.entries(value)
  if (entries.length > MAX_ENTRIES) return refuse('json: too many files')
  const files = new Map<string, Uint8Array>()
  let total = 0
  for (const [path, member] of entries) {
    const file = isPath(path) ? readMember(member) : undefined
    if (file === undefined) return refuse(`json: ${path.slice(0, 200)} is not a file`)
    total += file.length
    if (file.length > MAX_FILE_BYTES || total > MAX_TOTAL_BYTES) return refuse('json: too large')
    files.set(path, file)
  }
  return { ok: true, files }
}

async function readZipBag(bytes: Uint8Array): Promise<FilesResult> {
  const zip = await readZip(bytes)
  if (!zip.ok) return zip
  const files = new Map<string, Uint8Array>()
  let base: string | undefined
  for (const [name, file] of zip.files) {
    const slash = name.indexOf('/')
    base ??= name.slice(0, slash)
    if (slash < 0 || name.slice(0, slash) !== base) return refuse('zip: not all under one base directory')
    files.set(name.slice(slash + 1), file)
  }
  return { ok: true, files }
}

/** The files of a bundle by their path from the base directory. What begins like a JSON object is read as one, all else as ZIP. */
export async function readContainer(bytes: Uint8Array): Promise<FilesResult> {
  const first = bytes.find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)
  return first === 0x7b ? readJson(bytes) : readZipBag(bytes)
}

/** One file as a member of the JSON variant. */
export function jsonMember(file: Uint8Array): string {
  try {
    const content = text(file)
    if (!content.startsWith(BYTES_PREFIX) && !content.startsWith(BYTE_ORDER_MARK)) return content
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error
  }
  return BYTES_PREFIX + b64(file)
}
