// An export begins: index and act first, then its row, then the message that starts the job. Nothing here takes long.
import type { ActiveTenant } from '../access/actor.ts'
import { deliverActs } from '../access/acts.ts'
import type { UserRow } from '../access/rows.ts'
import { controlDatabase } from '../db/control/database.ts'
import { insertExportIndex } from '../db/control/exports.ts'
import { countUnfinished, type ExportRow, insertExport } from '../db/tenant/exports.ts'
import { listReaders } from '../db/tenant/readers.ts'
import type { TenantId } from '../ids.ts'
import { homeOf, rootKeys } from '../region.ts'
import { type RecordAct, subjectOf } from '../tenant/acts.ts'
import { openVault } from '../vault/keys.ts'
import { readsFrom, type Selection, statedFilter } from './filter.ts'
import type { FocusWish } from './focus/wish.ts'
import { newExportId } from './ids.ts'
import type { JobMessage } from './message.ts'
import { exportAct } from './record.ts'
import type { Review } from './review.ts'

/** Exports of one tenant that may be under way at once: each looks through the whole ledger. */
const MOST_AT_ONCE = 5
const DAY_MS = 86_400_000

export type Asking = { env: Env; tenant: ActiveTenant; user: UserRow; recordAct: RecordAct }

/** `filter`: as it was asked for, JSON. `selection`: the same with the person's subjects of this moment. */
export type ExportWish = {
  filter: string
  selection: Selection
  format: 'bundle' | 'json' | 'focus'
  asOf: 'anchored' | 'newest'
  disclosed: boolean
  expiresInDays: number
  maxDownloads: number | null
  note: string
  /** Of the format focus: its files and rows; left out = what is usual. */
  focus?: FocusWish | undefined
  /** Texts of messages and documents of them; `reason` is sealed into the record. */
  review?: (Review & { reason: string }) | undefined
}

export type Created = { ok: true; id: string } | { ok: false; code: 'too_many' }

/**
 * Gap statements come along unless they were not wanted, where the filter selects from a stream that a connection reads or has read.
 * Some chats or some positions are no period of a stream: with these they have to be asked for.
 */
async function comesWithGaps(db: D1Database, tenant: TenantId, selection: Selection): Promise<boolean> {
  const { gap_statements: wanted, chats, seqs } = selection
  if (!(wanted ?? (chats === undefined && seqs === undefined))) return false
  const reads = readsFrom(selection)
  return (await listReaders(db, tenant)).some(({ row }) => reads(row.stream))
}

/** The filter as it was asked for, with what became of the gap statements where there is something to say of them. */
function settled({ filter, selection }: ExportWish, gaps: boolean): string {
  if (!gaps && selection.gap_statements === undefined) return filter
  return JSON.stringify({ ...(JSON.parse(filter) as object), gap_statements: gaps }) // a filter is an object
}

/** Returns when the export will be made, whatever dies from here on: the tick finds a row whose message was lost. */
export async function createExport({ env, tenant, user, recordAct }: Asking, wish: ExportWish): Promise<Created> {
  const home = homeOf(env, tenant.region)
  if ((await countUnfinished(home.db, tenant.id)) >= MOST_AT_ONCE) return { ok: false, code: 'too_many' }
  const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant: tenant.id })
  const requestedBy = await subjectOf(home, vault, { userId: user.id, email: user.email })
  const id = newExportId()
  const now = new Date()
  const at = now.toISOString()
  const expiresAt = new Date(now.getTime() + wish.expiresInDays * DAY_MS).toISOString()
  const { format, disclosed, maxDownloads, note, asOf } = wish
  const { reason = '', ...review } = wish.review ?? {}
  // Settled here, once: both looks through the ledger must take the same.
  const gaps = format !== 'focus' && (await comesWithGaps(home.db, tenant.id, wish.selection))
  const selection: Selection = { ...wish.selection, gap_statements: gaps }
  const filter = statedFilter(selection)
  const data = { action: 'created', export: id, format, disclosed, filter, expires_at: expiresAt }
  const act = exportAct(
    tenant.id,
    {
      kind: 'export',
      who: user,
      data: {
        ...data,
        max_downloads: maxDownloads,
        ...(wish.focus !== undefined && { focus: wish.focus }),
        ...(wish.review !== undefined && { review }),
      },
      fields: { ...(note !== '' && { note }), ...(reason !== '' && { reason }) },
    },
    now,
  )
  await insertExportIndex(controlDatabase(env), { id, tenantId: tenant.id }, act, now)
  const row: ExportRow = {
    tenant: tenant.id,
    id,
    state: 'queued',
    words: null,
    format,
    disclosed: disclosed ? 1 : 0,
    note,
    filter: settled(wish, gaps),
    subjects: selection.subjects === undefined ? null : JSON.stringify(selection.subjects),
    review: wish.review === undefined ? null : JSON.stringify(review),
    focus: wish.focus === undefined ? null : JSON.stringify(wish.focus),
    createdBy: user.id,
    requestedBy,
    createdAt: at,
    expiresAt,
    maxDownloads,
    asOf,
    linkVersion: 1,
    touchedAt: at,
    size: null,
    checkpoint: null,
    generatedAt: null,
    plan: null,
    volumes: '[]',
    cleared: 0,
  }
  await insertExport(home.db, row)
  await deliverActs(env, recordAct, [act.id])
  const message: JobMessage = { v: 1, job: 'export', region: tenant.region, tenant: tenant.id, id }
  await env.JOBS.send(message)
  return { ok: true, id }
}
