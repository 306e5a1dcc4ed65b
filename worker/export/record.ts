// What becomes a record of an export: asked for, made, linked anew, revoked, downloaded. Written to the outbox before it takes effect.
import { deliverActs, newAct } from '../access/acts.ts'
import type { UserRow } from '../access/rows.ts'
import { insertAct, type PendingAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import type { TenantId } from '../ids.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import type { RecordAct } from '../tenant/acts.ts'

/** `who` null: nobody signed in. `fields` are sealed. With `id`, the same act twice is one record. */
export type ExportAct = {
  kind: 'export' | 'download'
  who: UserRow | null
  data: JsonObject
  fields?: Record<string, string>
  id?: string
}

export function exportAct(tenant: TenantId, { kind, who, data, fields, id }: ExportAct, now: Date): PendingAct {
  const sealed = fields !== undefined && Object.keys(fields).length > 0
  const spec = { kind, stream: `tallystick.${kind}`, data, ...(sealed && { fields }) }
  return newAct(tenant, who, spec, now, id)
}

/** Keeps the act; from here on it becomes a record whatever dies. Then tries to hand it to the ledger. */
export async function recordExport(env: Env, record: RecordAct, act: PendingAct, now: Date): Promise<void> {
  const control = controlDatabase(env)
  await insertAct(control, act, now)
  await deliverActs(env, record, [act.id])
}
