// The end of an export: the record of what was made, then the offer.
import { changeExport } from '../db/tenant/exports.ts'
import { exportAct, recordExport } from './record.ts'
import { recordsIn, volumesOf } from './volumes.ts'
import { type Job, now } from './work.ts'

/** Digests that the record of a finished export names one by one; a record has 64 KiB. */
const NAMED = 400

/** `size`: of the checkpoint that it stands on. `also`: what else the record says of it. */
export async function offer(
  { env, home, tenant, row, ports }: Job,
  size: number,
  also: Record<string, string | number> = {},
): Promise<'done'> {
  const volumes = volumesOf(row)
  const data = {
    action: 'made',
    export: row.id,
    checkpoint_size: size,
    records: recordsIn(volumes),
    volumes: volumes.length,
    sha256: volumes.slice(0, NAMED).map((volume) => volume.sha256),
    ...also,
  }
  const id = `${row.id}.made`
  const act = exportAct(tenant, { kind: 'export', who: null, data, id }, new Date())
  await recordExport(env, ports.recordAct, act, new Date())
  await changeExport(home.db, row, ['running'], { state: 'ready', touchedAt: now() })
  return 'done'
}
