// Links and keys as an auditor needs them: whole addresses, and the verifier keys to pin for this ledger's bundles.
import type { LedgerHead } from '../../../../worker/http/schemas/ledger.ts'
import type { LogKeys } from '../../../../worker/http/schemas/rootlog.ts'

/** A link of the API as a whole address: it may come without its host. */
export const absolute = (url: string, origin: string): string => new URL(url, origin).href

/** The keys that sign a bundle of this tenant: its own, the root log's, the export key's. What is not known is left out. */
export function pinsFor(
  head: Pick<LedgerHead, 'vkey'> | undefined,
  log: Pick<LogKeys, 'keys'> | null | undefined,
): string[] {
  return [...(head ? [head.vkey] : []), ...(log?.keys.root ?? []), ...(log?.keys.export ?? [])]
}
