// A record taken apart into what the fast path is given.
import { canonicalize, type JsonValue } from '../../worker/ledger/jcs.ts'
import type { RecordParts } from '../../worker/ledger/link.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'

const json = (value: unknown) => (value === undefined ? undefined : canonicalize(value as JsonValue)) // parsed from JSON

/** The parts that recordText puts together again. */
export function partsOf(record: LedgerRecord): RecordParts {
  return {
    tenant: record.tenant,
    seq: record.seq,
    prev: record.prev,
    ingestedAt: record.ingested_at,
    kind: record.kind,
    stream: record.stream,
    id: record.id,
    rev: record.rev,
    occurredAt: record.occurred_at,
    subject: record.subject,
    pull: record.source?.pull,
    dataJson: canonicalize(record.data),
    sealedJson: json(record.sealed),
    contentJson: json(record.content),
    refs: record.refs,
  }
}
