// The list of records with the checkpoints that cut it: each checkpoint stands over the records that it was the first to cover.
import type { RecordSummary } from '../../../../worker/http/schemas/ledger.ts'

export type LedgerRow =
  | { readonly type: 'record'; readonly key: string; readonly record: RecordSummary }
  | {
      readonly type: 'checkpoint'
      readonly key: string
      readonly number: number
      /** The newest record under it that is listed. */
      readonly last: number
    }

/** Newest first, as the records come. Records that no checkpoint covers yet stand above all checkpoints. */
export function rowsOf(records: readonly RecordSummary[]): LedgerRow[] {
  const rows: LedgerRow[] = []
  let above: number | null = null
  for (const record of records) {
    if (record.checkpoint !== null && record.checkpoint !== above) {
      rows.push({
        type: 'checkpoint',
        key: `checkpoint-${record.checkpoint}`,
        number: record.checkpoint,
        last: record.seq,
      })
      above = record.checkpoint
    }
    rows.push({ type: 'record', key: String(record.seq), record })
  }
  return rows
}

/** The neighbours of the open record: in the list where it is in it, by number where it is not. */
export function neighboursOf(
  records: readonly { seq: number }[],
  open: number,
  size: number,
): { previous: number | undefined; next: number | undefined } {
  const at = records.findIndex((record) => record.seq === open)
  if (at >= 0) return { previous: records[at - 1]?.seq, next: records[at + 1]?.seq }
  return { previous: open + 1 < size ? open + 1 : undefined, next: open > 0 ? open - 1 : undefined }
}

/** First and last record that a checkpoint was the first to cover; `before` is the checkpoint under it. */
export function coveredBy(size: number, before: { size: number } | undefined): { from: number; to: number } {
  return { from: before?.size ?? 0, to: size - 1 }
}
