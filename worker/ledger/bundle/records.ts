// Check 3, records: each one by itself, then as a chain (LEDGER section 9.3).
import { equal, fromHex, text, utf8 } from '../bytes.ts'
import { type Sha256, sha256 } from '../hash.ts'
import { type LedgerRecord, parseRecord, recordLeaf } from '../record.ts'
import { ExportedRecords } from './exported.ts'
import type { Findings } from './findings.ts'
import { countLines, endsWhole, linesOf } from './jcs-file.ts'
import { MAX_WRONG_LINES } from './limits.ts'
import type { Predicate } from './statement.ts'

/** `prev` alone is 64 digits: no record is shorter, so the room for them follows from the bytes, however many newlines there are. */
const MIN_RECORD_BYTES = 100

function checkPlace({ tenant, seq }: LedgerRecord, line: number, stated: Predicate, findings: Findings): void {
  if (tenant !== stated.tenant) findings.wrong(`line ${line} is of another tenant`)
  if (seq < stated.range.first || seq > stated.range.last) findings.wrong(`record ${seq} is outside the range`)
}

/** Order, link and time between a record and the exported one before it, whose leaf is `leaf`. */
function checkStep(before: LedgerRecord, leaf: Uint8Array, record: LedgerRecord, findings: Findings): void {
  const { seq } = record
  if (seq <= before.seq) findings.wrong(`record ${seq} does not ascend`)
  else if (seq === before.seq + 1 && !equal(fromHex(record.prev), leaf)) {
    findings.wrong(`record ${seq} does not link to ${before.seq}`)
  }
  // Both are the fixed-width form, so their order as text is their order in time.
  if (record.ingested_at < before.ingested_at) findings.wrong(`ingested_at decreases at record ${seq}`)
}

/** What is known of the records so far that a later one may contradict. */
class Seen {
  private readonly revisions = new Map<string, number>()
  private readonly pulls = new Set<number>()
  private readonly others = new Map<number, string>()

  /** (stream, id, rev) once, and `rev` ascending for a (stream, id). */
  checkRevision({ seq, stream, id, rev }: LedgerRecord, findings: Findings): void {
    // A stream holds no space, so the pair is told apart from every other. Copied, because a piece of a line keeps the whole line in memory.
    const identity = text(utf8(`${stream} ${id}`))
    const last = this.revisions.get(identity)
    if (last !== undefined && rev <= last) findings.wrong(`record ${seq}: revision ${rev} after ${last}`)
    this.revisions.set(identity, rev)
  }

  /** A record's pull has a smaller seq (LEDGER section 1), so in lines that ascend it was seen before. */
  checkSource({ seq, kind, source }: LedgerRecord, findings: Findings): void {
    const pull = source?.pull
    const other = pull === undefined || this.pulls.has(pull) ? undefined : this.others.get(pull)
    if (other !== undefined) findings.wrong(`record ${seq} names ${pull} as its pull, which is of kind ${other}`)
    if (kind === 'pull') this.pulls.add(seq)
    else this.others.set(seq, kind)
  }
}

/** The records that could be read; what is wrong with any goes to `findings`. One line at a time is in memory as an object. */
export function checkRecords(
  bytes: Uint8Array,
  stated: Predicate,
  findings: Findings,
  h: Sha256 = sha256,
): ExportedRecords {
  if (bytes.length === 0) findings.wrong('no record')
  if (!endsWhole(bytes)) findings.wrong('the last line has no newline')
  const most = Math.min(countLines(bytes), Math.floor(bytes.length / MIN_RECORD_BYTES))
  const exported = new ExportedRecords(most + 1)
  const seen = new Seen()
  let before: { record: LedgerRecord; leaf: Uint8Array } | undefined
  let [number, unreadable] = [0, 0]
  for (const line of linesOf(bytes)) {
    number++
    const parsed = parseRecord(line)
    if (!parsed.ok) {
      findings.wrong(`line ${number}: ${parsed.code}: ${parsed.detail}`)
      if (++unreadable === MAX_WRONG_LINES) break
      continue
    }
    const { record } = parsed
    const leaf = recordLeaf(line, h)
    checkPlace(record, number, stated, findings)
    if (before !== undefined) checkStep(before.record, before.leaf, record, findings)
    seen.checkRevision(record, findings)
    seen.checkSource(record, findings)
    exported.add(record, leaf)
    before = { record, leaf }
  }
  findings.fact(`${exported.length} records of ${stated.tenant}, canonical, linked where consecutive`)
  return exported
}
