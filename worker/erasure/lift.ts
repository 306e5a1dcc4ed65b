// Letting somebody in again after an erasure: what was destroyed stays so, what comes from now on is captured.
import { type ErasureRow, moveErasure } from '../db/tenant/erasures.ts'
import type { Home } from '../region.ts'
import { type Act, sealAct } from '../tenant/acts.ts'
import type { LedgerStub } from '../tenant/reach.ts'
import type { Vault } from '../vault/keys.ts'
import { progressOf, writeProgress } from './progress.ts'
import { STREAM } from './work.ts'

export type Lifted = { ok: true } | { ok: false; code: 'not_done' | 'stopped'; words: string }

/** Lifts a finished erasure of a person or of chats, once, with its record. */
export async function liftErasure(
  { home, vault, ledger, now }: { home: Home; vault: Vault; ledger: LedgerStub; now: Date },
  row: ErasureRow,
  who: NonNullable<Act['who']>,
): Promise<Lifted> {
  if (row.state !== 'done' || row.scope === 'tenant') {
    return { ok: false, code: 'not_done', words: 'Only a finished erasure of a person or chat can be lifted.' }
  }
  const act: Act = {
    kind: 'erasure',
    stream: STREAM,
    id: `${row.id}.lifted`,
    occurredAt: now,
    data: { action: 'lifted', erasure: row.id, scope: row.scope },
    ...(row.intentSeq !== null && { refs: [row.intentSeq] }),
    who,
  }
  const seq = await ledger.liftErasure(row.id, await sealAct(home, vault, act))
  if (typeof seq !== 'number') return { ok: false, code: 'stopped', words: seq.words }
  const progress = { ...progressOf(row), lifted: now.toISOString() }
  await moveErasure(home.db, row, { counts: writeProgress(progress) })
  return { ok: true }
}
