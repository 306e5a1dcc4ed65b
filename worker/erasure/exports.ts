// Exports that may show what is erased: revoked with a record each, and their files deleted at once.
import { type ErasureRow, exportsWithFiles } from '../db/tenant/erasures.ts'
import { changeExport, type ExportRow } from '../db/tenant/exports.ts'
import { folderOf } from '../export/volumes.ts'
import type { Home } from '../region.ts'
import { scopeOf } from './progress.ts'
import type { Step } from './work.ts'

const WORDS = 'Revoked by an erasure: it could show what was erased. Export again.'
/** What shows records only, and nothing that is sealed. */
const BARE = new Set(['bundle', 'json', 'csv'])

/** Sealed fields or texts may stand in it; which ones cannot be told from outside. */
function mayShow({ disclosed, format, review }: ExportRow): boolean {
  return disclosed === 1 || review !== null || !BARE.has(format)
}

/** Of a tenant that goes, every export that is there when it begins. */
export async function exportsToRevoke(
  db: D1Database,
  row: Pick<ErasureRow, 'tenant' | 'scope' | 'createdAt'>,
): Promise<ExportRow[]> {
  const all = await exportsWithFiles(db, row.tenant)
  return scopeOf(row) === 'tenant' ? all : all.filter(mayShow)
}

export async function deleteFiles({ exports }: Home, row: Pick<ExportRow, 'tenant' | 'id'>): Promise<void> {
  for (;;) {
    const { objects } = await exports.list({ prefix: folderOf(row) })
    if (objects.length === 0) return
    await exports.delete(objects.map(({ key }) => key))
  }
}

/** A job that was on its way may still write one more volume: the tick deletes that one (export/sweep.ts). */
export const revokeExports: Step = async ({ env, home, tenant, row, ports }) => {
  for (const one of await exportsToRevoke(home.db, row)) {
    if (one.state === 'queued' || one.state === 'running' || one.state === 'ready') {
      await ports.recordAct(env, tenant, {
        kind: 'export',
        stream: 'tallystick.export',
        id: `${row.id}.${one.id}`,
        data: { action: 'revoked', export: one.id, erasure: row.id },
      })
      const change = { state: 'revoked', words: WORDS, touchedAt: ports.now().toISOString() }
      await changeExport(home.db, one, ['queued', 'running', 'ready'], change)
    }
    await deleteFiles(home, one)
  }
  return { end: true }
}
