// What a certificate says: that it existed, that it was destroyed, and that the ledger holds before and after. Read from the ledger, not from rows.
import { controlDatabase } from '../db/control/database.ts'
import { selectTenant } from '../db/control/tenants.ts'
import { findErasure } from '../db/tenant/erasures.ts'
import type { TenantId } from '../ids.ts'
import { concat, fromHex, hex } from '../ledger/bytes.ts'
import { sha256 } from '../ledger/hash.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { verifyConsistency } from '../ledger/proof.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { homeOf } from '../region.ts'
import { type LedgerStub, ledgerOf } from '../tenant/reach.ts'
import { addSeqs, type Ranges } from './certificate.ts'
import { type Counts, progressOf } from './progress.ts'
import { resultId } from './result.ts'
import { STREAM } from './work.ts'

/** A record that the certificate names; `leaf` hex. */
export type NamedRecord = { seq: number; leaf: string; at: string }
export type NamedCheckpoint = { size: number; root: string; note: string; at: string }

/**
 * `leavesDigest`: SHA-256 over the leaf hashes of what was taken, ascending. `requestedBy`, `approvedBy`: subjects. `before`: the last
 * checkpoint without the intent, null where there was none yet; `consistent`: the later tree was proved to extend it.
 */
export type CertificateFacts = {
  erasure: string
  tenant: string
  scope: string
  reasonCode: string
  existed: { records: number; ranges: Ranges; firstAt: string | null; lastAt: string | null; leavesDigest: string }
  intent: NamedRecord
  results: NamedRecord[]
  requestedBy: string | null
  approvedBy: string | null
  counts: Counts
  keysDestroyed: string[]
  checks: Record<string, string>
  history: JsonObject
  before: NamedCheckpoint | null
  after: NamedCheckpoint
  consistent: boolean
  consistency: string[]
  /** The export that is the certificate's bundle. */
  bundle: string | null
}

const PAGE = 5_000
const STRETCH = 256

type Named = NamedRecord & { record: LedgerRecord }

async function named(ledger: LedgerStub, seq: number): Promise<Named> {
  const view = await ledger.record(seq)
  if (view === null) throw new Error(`record ${seq} of an erasure is not there`)
  const record = JSON.parse(view.text) as LedgerRecord // our own bytes
  return { seq, leaf: view.leaf, at: record.occurred_at, record }
}

/** What was taken: positions, times, and one digest over all leaves. */
async function existed(ledger: LedgerStub, erasure: string): Promise<CertificateFacts['existed']> {
  const ranges: Ranges = []
  const leaves: Uint8Array[] = []
  const times: string[] = []
  let records = 0
  for (let after = -1; ; ) {
    const seqs = await ledger.erasedSeqs(erasure, after, PAGE)
    addSeqs(ranges, seqs)
    records += seqs.length
    const wanted = new Set(seqs)
    for (let at = 0; at < seqs.length; ) {
      const first = seqs[at] ?? 0
      const listed = await ledger.records(first, first + STRETCH - 1)
      for (const { seq, leaf, text } of listed) {
        if (!wanted.has(seq)) continue
        leaves.push(fromHex(leaf))
        times.push((JSON.parse(text) as LedgerRecord).occurred_at) // our own bytes
        at++
      }
    }
    after = seqs.at(-1) ?? after
    if (seqs.length < PAGE) break
  }
  times.sort()
  const leavesDigest = hex(sha256(concat(...leaves)))
  return { records, ranges, firstAt: times[0] ?? null, lastAt: times.at(-1) ?? null, leavesDigest }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The facts of an erasure that is done, or null while its result is not recorded. Signs a checkpoint over it where there is none yet. */
export async function certificateFacts(env: Env, tenant: TenantId, erasure: string): Promise<CertificateFacts | null> {
  const region = (await selectTenant(controlDatabase(env), tenant))?.region
  const home = region && homeOf(env, region)
  const row = home && (await findErasure(home.db, tenant, erasure))
  if (!home || row === undefined || row.intentSeq === null) return null
  const ledger = ledgerOf(home, tenant)
  const results: Named[] = []
  for (let part = 1; ; part++) {
    const seq = await ledger.seqOf(STREAM, resultId(erasure, part))
    if (seq === null) break
    results.push(await named(ledger, seq))
  }
  const [first, last] = [results[0], results.at(-1)]
  if (first === undefined || last === undefined) return null
  const intent = await named(ledger, row.intentSeq)
  await ledger.settle()
  const after = (await ledger.record(last.seq))?.checkpoint
  if (after == null) throw new Error('a settled record has no checkpoint')
  const [before = null] = await ledger.checkpoints(intent.seq + 1, 1)
  const path = before === null ? [] : await ledger.consistency(before.size, after.size)
  const shown = ({ seq, leaf, at }: Named): NamedRecord => ({ seq, leaf, at })
  const head = ({ size, root, note, at }: NamedCheckpoint): NamedCheckpoint => ({ size, root, note, at })
  const { data } = first.record
  return {
    erasure,
    tenant,
    scope: row.scope,
    reasonCode: row.reasonCode,
    existed: await existed(ledger, erasure),
    intent: shown(intent),
    results: results.map(shown),
    requestedBy: intent.record.subject ?? text(intent.record.data.requested_by),
    approvedBy: text(intent.record.data.approved_by),
    counts: data.counts as Counts, // written by result.ts
    keysDestroyed: progressOf(row).keys,
    checks: data.checks as Record<string, string>, // written by result.ts
    history: data.history as JsonObject, // written by result.ts
    before: before && head(before),
    after: head(after),
    consistent:
      before !== null &&
      verifyConsistency(before.size, after.size, fromHex(before.root), fromHex(after.root), path.map(fromHex)),
    consistency: path,
    bundle: progressOf(row).certificate,
  }
}
