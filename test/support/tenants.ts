// Tenants, ledgers and connections for Worker tests, made the way the product makes them.
import { env } from 'cloudflare:workers'
import { claimConnection } from '../../worker/db/tenant/connections.ts'
import { addStreams } from '../../worker/db/tenant/streams.ts'
import { type ConnectionId, newConnectionId, newTenantId, type TenantId } from '../../worker/ids.ts'
import { homeOf, rootKeys } from '../../worker/region.ts'
import { createLedger } from '../../worker/tenant/acts.ts'
import { ledgerOf } from '../../worker/tenant/reach.ts'
import { sealCredential } from '../../worker/vault/credential.ts'
import { openVault } from '../../worker/vault/keys.ts'
import { streamsOf } from '../../worker/vendors/catalog.ts'
import type { ConnectionKind } from '../../worker/vendors/stream.ts'

export const home = homeOf(env, 'us')

export async function makeTenant(name = 'Tarnwick Instruments'): Promise<TenantId> {
  const tenant = newTenantId()
  await createLedger(env, { tenant, region: 'us', name })
  return tenant
}

export const ledger = (tenant: TenantId) => ledgerOf(home, tenant)
export const vault = (tenant: TenantId) => openVault({ bucket: home.vault, roots: rootKeys(env), tenant })

/** A connection with its streams, as Connect leaves it, without the validation before. */
export async function connect(
  tenant: TenantId,
  key: string,
  organization: string,
  backfillDays: number,
  kind: ConnectionKind = 'anthropic_admin',
): Promise<ConnectionId> {
  const id = newConnectionId()
  await sealCredential(vault(tenant), id, key)
  const at = new Date().toISOString()
  await claimConnection(home.db, {
    tenant,
    id,
    kind,
    name: 'main',
    organization,
    organizationName: 'Tarnwick Instruments',
    last4: key.slice(-4),
    state: 'working',
    words: null,
    checklist: '[]',
    generation: 'classic',
    connectedBy: 'sub_',
    connectedAt: at,
    rotatedAt: null,
    removedAt: null,
  })
  await addStreams(
    home.db,
    streamsOf(kind).map((stream) => ({
      tenant,
      connection: id,
      stream: stream.id,
      state: 'reading',
      nextDue: at,
      backfillAsked: stream.backfill.days === 0 ? 0 : backfillDays,
      backfillState: stream.backfill.days === 0 ? 'none' : 'running',
    })),
  )
  return id
}
