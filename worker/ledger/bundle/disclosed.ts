// Check 9, disclosed: personal fields and texts in the clear recompute to what the records committed to (LEDGER section 9.9).
import { fromB64, orUndefined } from '../bytes.ts'
import { commit, contentCommit, contentDigest, fieldNames, SALT_BYTES } from '../commitment.ts'
import { canonicalize, type JsonObject, type JsonValue } from '../jcs.ts'
import type { LedgerRecord } from '../record.ts'
import type { Findings } from './findings.ts'
import { hasMembers, isCount, isObject, linesOf, readJcsObject } from './jcs-file.ts'
import { contentSeq, SEALED } from './layout.ts'
import type { Files } from './limits.ts'

type BySeq = ReadonlyMap<number, LedgerRecord>

function saltOf(value: JsonValue | undefined): Uint8Array | undefined {
  if (typeof value !== 'string') return undefined
  const salt = orUndefined(() => fromB64(value))
  return salt?.length === SALT_BYTES ? salt : undefined
}

/** Why a line of sealed.jsonl does not open its record, or undefined when it does. */
function sealedError(line: JsonObject, record: LedgerRecord | undefined): string | undefined {
  if (record?.sealed === undefined) return 'has no sealed fields in the export'
  if (!isObject(line.fields)) return 'shows no fields'
  const salt = saltOf(line.salt)
  if (salt === undefined) return 'has a salt that is not 32 bytes'
  if (canonicalize(fieldNames(line.fields)) !== canonicalize(record.sealed.fields))
    return 'shows other fields than it sealed'
  return commit(line.fields, salt) === record.sealed.commit ? undefined : 'committed to other values'
}

/** The seqs whose personal fields are disclosed. */
function checkSealed(bytes: Uint8Array, records: BySeq, findings: Findings): Set<number> {
  const { lines, whole } = linesOf(bytes)
  if (!whole) findings.wrong('the last line of sealed.jsonl has no newline')
  const shown = new Set<number>()
  let last = -1
  for (const [i, bytesOfLine] of lines.entries()) {
    const line = readJcsObject(bytesOfLine)
    if (line === undefined || !hasMembers(line, 'seq', 'fields', 'salt') || !isCount(line.seq)) {
      findings.wrong(`line ${i + 1} of sealed.jsonl is not as it must be`)
      continue
    }
    if (line.seq <= last) findings.wrong(`sealed.jsonl does not ascend at ${line.seq}`)
    last = line.seq
    shown.add(line.seq)
    const error = sealedError(line, records.get(line.seq))
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
function contentError(
  value: JsonObject | undefined,
  seq: number,
  record: LedgerRecord | undefined,
): string | undefined {
  const content = record?.content
  if (content === undefined) return 'is no exported record with content'
  if (value?.seq !== seq) return 'has a file that is not as it must be'
  if (hasMembers(value, 'seq', 'masked', 'marks')) {
    return typeof value.masked === 'string' && marksAreGood(value.marks) ? undefined : 'has a malformed masked file'
  }
  if (!hasMembers(value, 'seq', 'text', 'salt') || typeof value.text !== 'string')
    return 'has a file with other members'
  const salt = saltOf(value.salt)
  if (salt === undefined) return 'has a salt that is not 32 bytes'
  if (contentCommit(value.text, salt) !== content.commit) return 'committed to another text'
  const digest = contentDigest(value.text)
  if (content.sha256 !== undefined && digest.sha256 !== content.sha256) return 'has the digest of another text'
  return digest.bytes === content.bytes ? undefined : 'has the length of another text'
}

/** Content that the export should have and has not: erased by a record of the export, or unexplained. */
function checkMissing(shown: ReadonlySet<number>, records: BySeq, findings: Findings): void {
  const erased = new Set<number>()
  for (const record of records.values())
    if (record.kind === 'erasure') for (const seq of record.refs ?? []) erased.add(seq)
  for (const { seq, content } of records.values()) {
    if (content === undefined || shown.has(seq)) continue
    if (erased.has(seq)) findings.fact(`content of record ${seq} was erased; an erasure record of the export says so`)
    else findings.doubt(`content of record ${seq} is missing and nothing in the export explains it`)
  }
}

/** What was not disclosed, for the report's list. */
export type Undisclosed = { readonly sealed: number; readonly masked: number; readonly noContent: boolean }

/** Adds to `findings` where what is disclosed does not recompute. */
export function checkDisclosed(files: Files, exported: readonly LedgerRecord[], findings: Findings): Undisclosed {
  const records: BySeq = new Map(exported.map((record) => [record.seq, record]))
  const opened = checkSealed(files.get(SEALED) ?? new Uint8Array(0), records, findings)
  const shown = new Set<number>()
  let masked = 0
  for (const [path, bytes] of files) {
    const seq = contentSeq(path)
    if (seq === undefined) continue
    shown.add(seq)
    const value = readJcsObject(bytes)
    if (value !== undefined && Object.hasOwn(value, 'masked')) masked++
    const error = contentError(value, seq, records.get(seq))
    if (error !== undefined) findings.wrong(`${seq} ${error}`)
  }
  if (shown.size > 0) checkMissing(shown, records, findings)
  findings.fact(`${opened.size} records with personal fields and ${shown.size - masked} texts recompute`)
  const sealed = exported.filter((record) => record.sealed !== undefined && !opened.has(record.seq)).length
  const noContent = shown.size === 0 && exported.some((record) => record.content !== undefined)
  return { sealed, masked, noContent }
}
