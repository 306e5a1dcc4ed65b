// Root keys change by epoch: every tenant key is wrapped anew and proved to open with the new root alone, before the old one is destroyed.
import { isTenantId, type TenantId } from '../ids.ts'
import { openVault, VaultError } from './keys.ts'
import { epochOf, type RootKeys } from './roots.ts'
import { findKey } from './wrapped-key.ts'

/** Tenants a call: each takes four requests to R2. */
const PAGE = 200

export type Rewrapped = {
  epoch: number
  rewrapped: number
  current: number
  /** Tenants whose key stays as it was, with the code of the fault. */
  failed: { tenant: string; code: string }[]
  next: string | null
}
/** `behind`: tenants whose key is still wrapped by a root of an earlier epoch, or cannot be read. */
export type Epochs = {
  epoch: number
  tenants: number
  behind: { tenant: string; epoch: number | null }[]
  next: string | null
}

/** Tenants with keys in a bucket, from the bucket itself: whoever is in no list of tenants must not be left behind either. */
async function tenantsOf(
  bucket: R2Bucket,
  cursor: string | undefined,
): Promise<{ tenants: TenantId[]; next: string | null }> {
  const listed: R2Objects = await bucket.list({
    prefix: 'keys/',
    delimiter: '/',
    limit: PAGE,
    ...(cursor !== undefined && { cursor }),
  })
  const tenants = listed.delimitedPrefixes.map((prefix) => prefix.slice('keys/'.length, -1)).filter(isTenantId)
  return { tenants, next: listed.truncated ? listed.cursor : null }
}

/** The next page of tenants. Safe to repeat and to break off: what was wrapped anew is `current` the next time. */
export async function rewrapPage(bucket: R2Bucket, roots: RootKeys, cursor?: string): Promise<Rewrapped> {
  const { tenants, next } = await tenantsOf(bucket, cursor)
  const done: Rewrapped = { epoch: roots.epoch, rewrapped: 0, current: 0, failed: [], next }
  const root = roots.roots.get(roots.epoch)
  const alone: RootKeys = { epoch: roots.epoch, roots: new Map(root === undefined ? [] : [[roots.epoch, root]]) }
  for (const tenant of tenants) {
    try {
      const state = await openVault({ bucket, roots, tenant }).rewrap()
      // A vault that knows the new root only: what it opens outlives the old one.
      if (state !== 'absent') await openVault({ bucket, roots: alone, tenant }).tenantKey()
      if (state === 'rewrapped') done.rewrapped++
      else if (state === 'current') done.current++
      else done.failed.push({ tenant, code: 'tenant_key_lost' })
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      done.failed.push({ tenant, code: error.code })
    }
  }
  return done
}

/** Which tenants of the next page are not wrapped by the epoch in force. Reads only. */
export async function epochsPage(bucket: R2Bucket, { epoch }: RootKeys, cursor?: string): Promise<Epochs> {
  const { tenants, next } = await tenantsOf(bucket, cursor)
  const behind: Epochs['behind'] = []
  for (const tenant of tenants) {
    const at = await epochAt(bucket, tenant)
    if (at !== epoch) behind.push({ tenant, epoch: at })
  }
  return { epoch, tenants: tenants.length, behind, next }
}

async function epochAt(bucket: R2Bucket, tenant: TenantId): Promise<number | null> {
  try {
    const found = await findKey(bucket, { path: `keys/${tenant}/tenant`, idPrefix: `tenant/${tenant}`, tenant })
    return found === undefined ? null : epochOf(found.wrappedBy)
  } catch (error) {
    if (error instanceof VaultError) return null
    throw error
  }
}
