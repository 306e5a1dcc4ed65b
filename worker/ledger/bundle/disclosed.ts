// Check 9, disclosed: personal fields and texts in the clear recompute to what the records committed to (LEDGER section 9.9).
import { equal, fromB64, fromHex, orUndefined } from '../bytes.ts'
import { commit, contentCommit, contentDigest, fieldNames, SALT_BYTES } from '../commitment.ts'
import { canonicalize, type JsonObject, type JsonValue } from '../jcs.ts'
import type { ExportedRecords } from './exported.ts'
import type { Findings } from './findings.ts'
import { endsWhole, hasMembers, isCount, isObject, linesOf, readJcsObject } from './jcs-file.ts'
import { contentSeq, SEALED } from './layout.ts'
import { type Files, MAX_WRONG_LINES } from './limits.ts'

function saltOf(value: JsonValue | undefined): Uint8Array | undefined {
  if (typeof value !== 'string') return undefined
  const salt = orUndefined(() => fromB64(value))
  return salt?.length === SALT_BYTES ? salt : undefined
}

/** Why a line of sealed.jsonl does not open its record, or undefined when it does. */
function sealedError(line: JsonObject, seq: number, { sealed }: ExportedRecords): string | undefined {
  const closed = sealed.get(seq)
  if (closed === undefined) return 'has no sealed fields in the export'
  if (!isObject(line.fields)) return 'shows no fields'
  const salt = saltOf(line.salt)
  if (salt === undefined) return 'has a salt that is not 32 bytes'
  if (canonicalize(fieldNames(line.fields)) !== closed.fields) return 'shows other fields than it sealed'
  return equal(fromHex(commit(line.fields, salt)), closed.commit) ? undefined : 'committed to other values'
}

/** The seqs whose personal fields are disclosed. */
function checkSealed(bytes: Uint8Array, records: ExportedRecords, findings: Findings): Set<number> {
  if (!endsWhole(bytes)) findings.wrong('the last line of sealed.jsonl has no newline')
  const shown = new Set<number>()
  let [number, last, unreadable] = [0, -1, 0]
  for (const bytesOfLine of linesOf(bytes)) {
    number++
    const line = readJcsObject(bytesOfLine)
    if (line === undefined || !hasMembers(line, 'seq', 'fields', 'salt') || !isCount(line.seq)) {
      findings.wrong(`line ${number} of sealed.jsonl is not as it must be`)
      if (++unreadable === MAX_WRONG_LINES) break
      continue
    }
    if (line.seq <= last) findings.wrong(`sealed.jsonl does not ascend at ${line.seq}`)
    last = line.seq
    shown.add(line.seq)
    const error = sealedError(line, line.seq, records)
    if (error !== undefined) findings.wrong(`record ${line.seq} ${error}`)
  }
  return shown
}

function marksAreGood(value: JsonValue | undefined): boolean {
  if (!Array.isArray(value)) return false
  let last: string | undefined
  return (value as readonly JsonValue[]).every((mark) => {
    // Array.isArray loses the element type
    if (!isObject(mark) || !hasMembers(mark, 'kind', 'count')) return false
    const { kind, count } = mark
    if (typeof kind !== 'string' || !isCount(count) || count < 1 || (last !== undefined && kind <= last)) return false
    last = kind
    return true
  })
}

/** Why a content file is not its record's text, or undefined. A masked one is only looked at for its form. */
function contentError(value: JsonObject | undefined, seq: number, records: ExportedRecords): string | undefined {
  const content = records.content.get(seq)
  if (content === undefined) return 'is no exported record with content'
  if (value?.seq !== seq) return 'has a file that is not as it must be'
  if (hasMembers(value, 'seq', 'masked', 'marks')) {
    return typeof value.masked === 'string' && marksAreGood(value.marks) ? undefined : 'has a malformed masked file'
  }
  if (!hasMembers(value, 'seq', 'text', 'salt') || typeof value.text !== 'string')
    return 'has a file with other members'
  const salt = saltOf(value.salt)
  if (salt === undefined) return 'has a salt that is not 32 bytes'
  if (!equal(fromHex(contentCommit(value.text, salt)), content.commit)) return 'committed to another text'
  const digest = contentDigest(value.text)
  if (content.sha256 !== undefined && !equal(fromHex(digest.sha256), content.sha256)) {
    return 'has the digest of another text'
  }
  return digest.bytes === content.bytes ? undefined : 'has the length of another text'
}

/** Content that the export should have and has not: erased by a record of the export, or unexplained. */
function checkMissing(shown: ReadonlySet<number>, { content, erased }: ExportedRecords, findings: Findings): void {
  for (const seq of content.keys()) {
    if (shown.has(seq)) continue
    if (erased.has(seq)) findings.fact(`content of record ${seq} was erased; an erasure record of the export says so`)
    else findings.doubt(`content of record ${seq} is missing and nothing in the export explains it`)
  }
}

/** What was not disclosed, for the report's list. */
export type Undisclosed = { readonly sealed: number; readonly masked: number; readonly noContent: boolean }

/** Adds to `findings` where what is disclosed does not recompute. */
export function checkDisclosed(files: Files, records: ExportedRecords, findings: Findings): Undisclosed {
  const opened = checkSealed(files.get(SEALED) ?? new Uint8Array(0), records, findings)
  const shown = new Set<number>()
  let masked = 0
  for (const [path, bytes] of files) {
    const seq = contentSeq(path)
    if (seq === undefined) continue
    shown.add(seq)
    const value = readJcsObject(bytes)
    if (value !== undefined && Object.hasOwn(value, 'masked')) masked++
    const error = contentError(value, seq, records)
    if (error !== undefined) findings.wrong(`${seq} ${error}`)
  }
  if (shown.size > 0) checkMissing(shown, records, findings)
  findings.fact(`${opened.size} records with personal fields and ${shown.size - masked} texts recompute`)
  const sealed = [...records.sealed.keys()].filter((seq) => !opened.has(seq)).length
  return { sealed, masked, noContent: shown.size === 0 && records.content.size > 0 }
}
