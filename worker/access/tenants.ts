// A new tenant: its ledger first, then the tenant with its first owner.
import { controlDatabase } from '../db/control/database.ts'
import { insertTenant, takeTenantCreation } from '../db/control/tenants.ts'
import { newTenantId } from '../ids.ts'
import type { CreateLedger, RecordAct } from '../tenant/acts.ts'
import { deliverActs, newAct } from './acts.ts'
import type { Region, TenantRow, UserRow } from './rows.ts'

/** One person creates at most this many: each one costs a Durable Object. */
const MOST_TENANTS = 20

type Ledgers = { createLedger: CreateLedger; recordAct: RecordAct }

/**
 * Creates a tenant that `owner` owns, or null when this person has created too many. The ledger comes first: dying
 * in between leaves an empty ledger that nobody sees, never a tenant without one.
 */
export async function createTenant(
  env: Env,
  ledgers: Ledgers,
  owner: UserRow,
  wish: { name: string; region: Region },
): Promise<TenantRow | null> {
  const db = controlDatabase(env)
  if (!(await takeTenantCreation(db, owner.id, MOST_TENANTS))) return null
  const now = new Date()
  const settings = { plaintextDigest: true, domainAliases: [], secondApprover: false, retentionMonths: null }
  const row: TenantRow = { id: newTenantId(), ...wish, timezone: 'UTC', ...settings }
  await ledgers.createLedger(env, { tenant: row.id, region: row.region, name: row.name })
  // The ledger's first record says that the tenant was created; this one says by whom.
  const data = { action: 'joined', role: 'owner', as: 'creator' }
  const act = newAct(row.id, owner, { kind: 'member_access', stream: 'tallystick.members', data }, now)
  await insertTenant(db, row, owner.id, act, now)
  await deliverActs(env, ledgers.recordAct, [act.id])
  return row
}
