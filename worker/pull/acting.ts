// Who changes a connection, on which tenant, and how it is written down: what every step of a connection's life needs.
import { deliverActs, newAct } from '../access/acts.ts'
import type { UserRow } from '../access/rows.ts'
import { insertAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import type { TenantId } from '../ids.ts'
import { hex, utf8 } from '../ledger/bytes.ts'
import { hmacSha256 } from '../ledger/hash.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { homeOf, type Region, rootKeys } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'
import { openVault, type Vault } from '../vault/keys.ts'

export type Acting = {
  env: Env
  tenant: { id: TenantId; region: Region }
  user: UserRow
  recordAct: RecordAct
}

export const dbOf = ({ env, tenant }: Acting): D1Database => homeOf(env, tenant.region).db

export const vaultOf = ({ env, tenant }: Acting): Vault =>
  openVault({ bucket: homeOf(env, tenant.region).vault, roots: rootKeys(env), tenant: tenant.id })

/** A keyed hash of a key: the draft remembers which key was checked without holding it. */
export const fingerprint = async (vault: Vault, key: string): Promise<string> =>
  hex(hmacSha256(await vault.valueKey(), utf8(key)))

/** Writes down what was done to a connection. Open fields only: ids, codes and the last four characters. */
export async function recordConnectionAct(acting: Acting, data: JsonObject): Promise<void> {
  const spec = { kind: 'connection' as const, stream: 'tallystick.connections', data }
  const now = new Date()
  const act = newAct(acting.tenant.id, acting.user, spec, now)
  await insertAct(controlDatabase(acting.env), act, now)
  await deliverActs(acting.env, acting.recordAct, [act.id])
}
