// The self-check's look at what the ledger knows of each (stream, id): the revision in force must be the last one that a record states.
import type { LedgerRecord } from '../ledger/record.ts'
import { readKnown } from './identities.ts'
import { RESERVED_IDS } from './polls.ts'
import { find } from './self-check-findings.ts'
import type { CheckState } from './self-check-state.ts'

/** Records with an identity: all but those that the ledger names itself. */
const isNamed = ({ id }: LedgerRecord) => !RESERVED_IDS.test(id)

/** Each record is the revision in force, or one before it. */
export function judgeRevisions(sql: SqlStorage, state: CheckState, records: readonly LedgerRecord[]): void {
  for (const [stream, some] of Map.groupBy(records.filter(isNamed), (record) => record.stream)) {
    const known = readKnown(
      sql,
      stream,
      some.map(({ id }) => id),
    )
    for (const { id, rev, seq } of some) {
      const last = known.get(id)
      const fits = last !== undefined && (last.rev === rev ? last.seq === seq : last.rev > rev && last.seq > seq)
      if (!fits) find(state.found, 'identity_differs', seq)
    }
    state.revisions += some.length
    state.firsts += some.filter(({ rev }) => rev === 0).length
  }
}

/** In all as many identities and revisions as the records have. */
export function judgeIdentities(state: CheckState, stored: { revisions: number; firsts: number }): void {
  const { found, revisions, firsts, unread } = state
  if (unread > 0) return
  if (stored.revisions !== revisions || stored.firsts !== firsts) find(found, 'identity_differs', null)
}
