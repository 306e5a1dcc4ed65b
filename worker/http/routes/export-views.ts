// An export as the API shows it, from its row, its downloads and who asked for it.
import type { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { selectUsers } from '../../db/control/exports.ts'
import { tallyDownloads } from '../../db/tenant/downloads.ts'
import { type ExportRow, findExport } from '../../db/tenant/exports.ts'
import { type FocusPlan, filesOf } from '../../export/focus/plan.ts'
import { focusWishOf } from '../../export/focus/wish.ts'
import type { Plan } from '../../export/plan.ts'
import { reviewOf } from '../../export/review.ts'
import { recordsIn, volumesOf } from '../../export/volumes.ts'
import { homeOf } from '../../region.ts'
import { type Failure, failure } from '../errors.ts'
import { ExportFilter, ExportFormat, ExportState, type ExportView } from '../schemas/exports.ts'

type View = z.input<typeof ExportView>
type TenantRef = TenantActor['tenant']

/** Positions looked through: each once to select, and once more to write. */
function progressOf(row: ExportRow, written: number): View['progress'] {
  const { size, plan, state } = row
  if (size === null || plan === null) return { done: 0, of: null }
  if (row.format === 'focus') return focusProgress(row, plan)
  const { cursor } = JSON.parse(plan) as Plan // written by the job and nobody else
  const done = state === 'ready' ? 2 * size : Math.min(cursor, size) + written
  return { done, of: 2 * size }
}

/** Of a FOCUS export: its files, and the settling before them. */
function focusProgress(row: ExportRow, plan: string): View['progress'] {
  const files = filesOf(JSON.parse(plan) as FocusPlan, focusWishOf(row)).length // written by the job and nobody else
  return { done: row.state === 'ready' ? files + 1 : volumesOf(row).length + 1, of: files + 1 }
}

function stateOf({ state, words, expiresAt }: ExportRow, now: Date): Pick<View, 'state' | 'words'> {
  if (state === 'expired' || (state === 'ready' && expiresAt <= now.toISOString())) {
    return {
      state: 'expired',
      words: 'Expired: its links do not open any more. Export it again, or renew the link within a day.',
    }
  }
  return { state: ExportState.parse(state), words }
}

/** One export of this tenant as it stands now, or the 404. */
export async function viewExport(env: Env, { id: tenant, region }: TenantRef, id: string): Promise<View | Failure> {
  const { db } = homeOf(env, region)
  const row = await findExport(db, tenant, id)
  const [view] = row === undefined ? [] : await viewExports(env, db, [row], new Date())
  return view ?? failure('not_found')
}

/** Views of these exports, in their order. */
export async function viewExports(env: Env, db: D1Database, rows: readonly ExportRow[], now: Date): Promise<View[]> {
  const tenant = rows[0]?.tenant ?? ''
  const [users, downloads] = await Promise.all([
    selectUsers(controlDatabase(env), [...new Set(rows.map(({ createdBy }) => createdBy))]),
    tallyDownloads(
      db,
      tenant,
      rows.map(({ id }) => id),
    ),
  ])
  return rows.map((row) => {
    const volumes = volumesOf(row)
    const made = row.state === 'ready' || row.state === 'revoked' || row.state === 'expired' ? volumes : []
    const maker = users.get(row.createdBy)
    const tally = downloads.get(row.id)
    return {
      id: row.id,
      ...stateOf(row, now),
      progress: progressOf(row, (volumes.at(-1)?.last ?? -1) + 1),
      filter: ExportFilter.parse(JSON.parse(row.filter)),
      format: ExportFormat.parse(row.format),
      focus: row.format === 'focus' ? focusWishOf(row) : null,
      as_of: row.asOf === 'newest' ? 'newest' : 'anchored',
      disclosed: row.disclosed === 1,
      content: reviewOf(row)?.content ?? 'none',
      documents: reviewOf(row)?.documents ?? [],
      note: row.note,
      records: made.length === 0 ? null : recordsIn(made),
      bytes: made.length === 0 ? null : made.reduce((total, volume) => total + volume.bytes, 0),
      sha256: made.length === 1 ? (made[0]?.sha256 ?? null) : null,
      checkpoint_size: row.size,
      created_by: { id: row.createdBy, name: maker?.name || null, email: maker?.email ?? null },
      created_at: row.createdAt,
      expires_at: row.expiresAt,
      max_downloads: row.maxDownloads,
      downloads: tally?.count ?? 0,
      last_download: tally?.last ?? null,
      link_version: row.linkVersion,
      volumes: made.map(({ key: _, kind = 'bundle', ...volume }, at) => ({ volume: at + 1, kind, ...volume })),
    }
  })
}
