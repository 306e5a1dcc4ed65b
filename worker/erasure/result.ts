// The record of what is gone, after it is gone: counts, keys, checks, and every content record whose text nobody has any more.
import type { JsonObject } from '../ledger/jcs.ts'
import { type Counts, scopeOf, targetOf } from './progress.ts'
import { STREAM, type Step, type Work } from './work.ts'

/** A record has 65,535 bytes; a seq has seven digits for a long time. */
const REFS = 5_000
/** Ids of keys that stand in the record. */
const MOST_KEYS = 200
/** Days that D1 and ledger objects can be set back. */
const HISTORY_DAYS = 30

export const resultId = (erasure: string, part: number): string =>
  part === 1 ? `${erasure}.erased` : `${erasure}.erased.${part}`

/** Everything that was counted, by whoever counted it in the transaction that deleted it. */
export async function countsOf({ ledger, row, progress }: Pick<Work, 'ledger' | 'row' | 'progress'>): Promise<{
  counts: Counts
  kept: number
  refs: number
}> {
  const { chats, messages, others, tally, refs } = await ledger.erasedState(row.id)
  const counts: Counts = {
    ...progress.counts,
    chats,
    messages,
    envelopes: tally.envelopes ?? 0,
    blobs: progress.counts.blobs + others,
    mentions: (tally.mentions ?? 0) + others,
  }
  return { counts, kept: tally.kept ?? 0, refs }
}

/** What the platform can restore for some days, and whether a key for it is left. */
function historyOf(row: Work['row'], counts: Counts, now: Date): JsonObject {
  const until = new Date(now.getTime() + HISTORY_DAYS * 86_400_000).toISOString()
  const opens = scopeOf(row) === 'chat' ? counts.envelopes > 0 : scopeOf(row) === 'person' && counts.mentions > 0
  return {
    until,
    ledger_object: opens ? 'sealed fields, some under keys that are still there' : 'sealed fields whose key is gone',
    database: 'digests of words, numbers',
  }
}

export const result: Step = async (work) => {
  const { env, tenant, ledger, row, progress, ports } = work
  const { counts, kept, refs } = await countsOf(work)
  const parts = Math.max(1, Math.ceil(refs / REFS))
  const scope = scopeOf(row)
  const now = ports.now()
  const data: JsonObject = {
    action: 'erased',
    erasure: row.id,
    scope,
    ...(scope === 'person' && { subjects: targetOf(row) }),
    reason_code: row.reasonCode,
    intended: row.intentSeq,
    counts,
    ...(kept > 0 && { kept_by_hold: kept }),
    keys_destroyed: progress.keys.slice(0, MOST_KEYS),
    checks: progress.checks,
    history: historyOf(row, counts, now),
    ...(parts > 1 && { parts }),
  }
  let after = -1
  for (let part = 1; part <= parts; part++) {
    const seqs = await ledger.erasedSeqs(row.id, after, REFS)
    after = seqs.at(-1) ?? after
    const known = await ledger.seqOf(STREAM, resultId(row.id, part))
    if (known !== null) continue
    await ports.recordAct(env, tenant, {
      kind: 'erasure',
      stream: STREAM,
      id: resultId(row.id, part),
      occurredAt: now,
      data: part === 1 ? data : { action: 'erased', erasure: row.id, scope, part, parts },
      ...(seqs.length > 0 && { refs: seqs }),
    })
  }
  if (row.reasonCode === 'retention') await ledger.releaseChats(row.id)
  return { end: true, progress: { counts } }
}
