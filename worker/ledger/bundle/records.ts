// Check 3, records: each one by itself, then as a chain (LEDGER section 9.3).
import { equal, fromHex } from '../bytes.ts'
import { type LedgerRecord, parseRecord, recordLeaf } from '../record.ts'
import type { Findings } from './findings.ts'
import { linesOf } from './jcs-file.ts'
import type { Predicate } from './statement.ts'

/** A record of the export with its leaf hash. */
export type ExportedRecord = { readonly record: LedgerRecord; readonly leaf: Uint8Array }

function checkPlace({ tenant, seq }: LedgerRecord, line: number, stated: Predicate, findings: Findings): void {
  if (tenant !== stated.tenant) findings.wrong(`line ${line} is of another tenant`)
  if (seq < stated.range.first || seq > stated.range.last) findings.wrong(`record ${seq} is outside the range`)
}

/** Order, link and time between a record and the exported one before it. */
function checkStep(before: ExportedRecord, { record }: ExportedRecord, findings: Findings): void {
  const { seq } = record
  if (seq <= before.record.seq) findings.wrong(`record ${seq} does not ascend`)
  else if (seq === before.record.seq + 1 && !equal(fromHex(record.prev), before.leaf)) {
    findings.wrong(`record ${seq} does not link to ${before.record.seq}`)
  }
  // Both are the fixed-width form, so their order as text is their order in time.
  if (record.ingested_at < before.record.ingested_at) findings.wrong(`ingested_at decreases at record ${seq}`)
}

/** (stream, id, rev) once, and `rev` ascending for a (stream, id). */
function checkRevisions(records: readonly ExportedRecord[], findings: Findings): void {
  const last = new Map<string, number>()
  for (const { record } of records) {
    // A stream holds no space, so the pair is told apart from every other.
    const identity = `${record.stream} ${record.id}`
    const rev = last.get(identity)
    if (rev !== undefined && record.rev <= rev)
      findings.wrong(`record ${record.seq}: revision ${record.rev} after ${rev}`)
    last.set(identity, record.rev)
  }
}

function checkSources(records: readonly ExportedRecord[], findings: Findings): void {
  const kinds = new Map(records.map(({ record }) => [record.seq, record.kind]))
  for (const { record } of records) {
    const pull = record.source?.pull
    const kind = pull === undefined ? undefined : kinds.get(pull)
    if (kind !== undefined && kind !== 'pull')
      findings.wrong(`record ${record.seq} names ${pull} as its pull, which is of kind ${kind}`)
  }
}

/** The records that could be read; what is wrong with any goes to `findings`. */
export function checkRecords(bytes: Uint8Array, stated: Predicate, findings: Findings): ExportedRecord[] {
  const { lines, whole } = linesOf(bytes)
  if (lines.length === 0) findings.wrong('no record')
  if (!whole) findings.wrong('the last line has no newline')
  const records: ExportedRecord[] = []
  for (const [i, line] of lines.entries()) {
    const parsed = parseRecord(line)
    if (!parsed.ok) {
      findings.wrong(`line ${i + 1}: ${parsed.code}: ${parsed.detail}`)
      continue
    }
    const exported = { record: parsed.record, leaf: recordLeaf(line) }
    checkPlace(parsed.record, i + 1, stated, findings)
    const before = records.at(-1)
    if (before !== undefined) checkStep(before, exported, findings)
    records.push(exported)
  }
  checkRevisions(records, findings)
  checkSources(records, findings)
  findings.fact(`${records.length} records of ${stated.tenant}, canonical, linked where consecutive`)
  return records
}
