// What the Ledger page reads from its URL and writes to it.

export type Span = '1h' | '24h' | '30d' | 'all'

export interface LedgerSearch {
  readonly span?: Span | undefined
  readonly kind?: string | undefined
  readonly stream?: string | undefined
  /** First and last record of the list, both included. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** The open record. */
  readonly record?: number | undefined
}

export type SetSearch = (next: Partial<LedgerSearch>) => void

/** The part of the URL that the list of records is asked with. */
export function recordsAskOf({ kind, stream, from, to }: LedgerSearch) {
  return { kind, stream, from, to }
}

export type RecordsAsk = ReturnType<typeof recordsAskOf>

/** Takes every filter of the list away. */
export const noFilter: Partial<LedgerSearch> = { kind: undefined, stream: undefined, from: undefined, to: undefined }
