// The certificate's bundle: an export of the records that the erasure took and of those that say so, made like any other export.
import { deliverActs } from '../access/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import { insertExportIndex } from '../db/control/exports.ts'
import { type ExportRow, insertExport } from '../db/tenant/exports.ts'
import { type Selection, statedFilter } from '../export/filter.ts'
import { newExportId } from '../export/ids.ts'
import type { JobMessage } from '../export/message.ts'
import { exportAct } from '../export/record.ts'
import { resultId } from './result.ts'
import { STREAM, type Step, type Work } from './work.ts'

/** Ranges of positions in a filter: 300 kB of JSON. What an erasure took of one chat mostly stands together. */
const MOST_RANGES = 20_000
const PAGE = 5_000
const DAYS = 90
const DAY_MS = 86_400_000

export type Ranges = [first: number, last: number][]

/** Adds ascending positions; neighbours make one range. */
export function addSeqs(ranges: Ranges, seqs: readonly number[]): void {
  for (const seq of seqs) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === seq - 1) last[1] = seq
    else if (last === undefined || seq > last[1]) ranges.push([seq, seq])
  }
}

/** What the erasure took, then the records that say so; ascending, because those come later. */
export async function rangesOf({ ledger, row }: Pick<Work, 'ledger' | 'row'>): Promise<Ranges> {
  const ranges: Ranges = []
  for (let after = -1; ranges.length < MOST_RANGES; ) {
    const seqs = await ledger.erasedSeqs(row.id, after, PAGE)
    addSeqs(ranges, seqs)
    after = seqs.at(-1) ?? after
    if (seqs.length < PAGE) break
  }
  const said = row.intentSeq === null ? [] : [row.intentSeq]
  for (let part = 1; ; part++) {
    const seq = await ledger.seqOf(STREAM, resultId(row.id, part))
    if (seq === null) break
    said.push(seq)
  }
  // The intent may stand before a message that came in while the erasure ran.
  const all = [...ranges.slice(0, MOST_RANGES), ...said.map((seq): [number, number] => [seq, seq])]
  const merged: Ranges = []
  for (const [first, last] of all.sort(([a], [b]) => a - b)) {
    const before = merged.at(-1)
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else merged.push([first, last])
  }
  return merged
}

/** Starts the export, once: its id is kept before anything of it is written. */
export const certify: Step = async (work) => {
  const { env, home, tenant, row, progress, ports } = work
  const id = progress.certificate
  if (id === null) return { end: false, progress: { certificate: newExportId() } }
  const now = ports.now()
  const selection: Selection = { seqs: await rangesOf(work), gap_statements: false }
  const expiresAt = new Date(now.getTime() + DAYS * DAY_MS).toISOString()
  const filter = statedFilter(selection)
  const control = controlDatabase(env)
  const data = {
    action: 'created',
    export: id,
    format: 'bundle',
    disclosed: false,
    erasure: row.id,
    expires_at: expiresAt,
  }
  const act = exportAct(tenant, { kind: 'export', who: null, data, id: `${id}.created` }, now)
  await insertExportIndex(control, { id, tenantId: tenant }, act, now)
  await insertExport(home.db, rowOf(work, id, JSON.stringify(filter), { at: now.toISOString(), expiresAt }))
  await deliverActs(env, ports.recordAct, [act.id])
  const message: JobMessage = { v: 1, job: 'export', region: home.region, tenant, id }
  await env.JOBS.send(message)
  return { end: true }
}

function rowOf({ tenant, row }: Work, id: string, filter: string, times: { at: string; expiresAt: string }): ExportRow {
  return {
    tenant,
    id,
    state: 'queued',
    words: null,
    format: 'bundle',
    disclosed: 0,
    note: '',
    filter,
    subjects: null,
    review: null,
    focus: null,
    createdBy: '',
    requestedBy: row.requestedBy ?? 'tallystick',
    createdAt: times.at,
    expiresAt: times.expiresAt,
    maxDownloads: null,
    asOf: 'newest',
    linkVersion: 1,
    touchedAt: times.at,
    size: null,
    checkpoint: null,
    generatedAt: null,
    plan: null,
    volumes: '[]',
    cleared: 0,
  }
}
