// A tenant's region decides where everything of it lies. The only file besides index.ts that reads env by name.
import { fromB64 } from './ledger/bytes.ts'
import type { RootKeys } from './vault/keys.ts'
import type { Vendor } from './vendors/stream.ts'

export type Region = 'us' | 'eu'
export const REGIONS: readonly Region[] = ['us', 'eu']
export const isRegion = (text: string): text is Region => text === 'us' || text === 'eu'

/** The bindings of one region. The region is chosen when a tenant is made and never changes. */
export type Home = {
  region: Region
  /** Read models and connection state. */
  db: D1Database
  /** Wrapped keys, credentials, the directory: everything erasable. */
  vault: R2Bucket
  /** Tiles, entry bundles, checkpoints: create-only. */
  archive: R2Bucket
  /** Evidence bundles until they expire. */
  exports: R2Bucket
  ledgers: Env['TENANT_LEDGER']
}

export function homeOf(env: Env, region: Region): Home {
  const ledgers = pinned(env, region)
  return region === 'eu'
    ? { region, db: env.TENANTS_EU, vault: env.VAULT_EU, archive: env.LEDGER_EU, exports: env.EXPORTS_EU, ledgers }
    : { region, db: env.TENANTS_US, vault: env.VAULT_US, archive: env.LEDGER_US, exports: env.EXPORTS_US, ledgers }
}

/** Objects pinned to the region. The open-source runtime has no jurisdictions and refuses them, so the local set-up switches them off. */
function pinned(env: Env, region: Region): Env['TENANT_LEDGER'] {
  return env.JURISDICTIONS === 'off' ? env.TENANT_LEDGER : env.TENANT_LEDGER.jurisdiction(region)
}

/** Root keys by epoch, from the secrets ROOT_KEY_<n>; the setting ROOT_KEY_EPOCH names the one that wraps new keys. */
export function rootKeys(env: Env): RootKeys {
  const roots = new Map<number, Uint8Array>()
  for (const [name, value] of Object.entries(env)) {
    const epoch = /^ROOT_KEY_(\d+)$/.exec(name)?.[1]
    if (epoch !== undefined && typeof value === 'string') roots.set(Number(epoch), fromB64(value))
  }
  return { epoch: Number(env.ROOT_KEY_EPOCH), roots }
}

/** What signs checkpoints: the log's origin and the Ed25519 seed (32 bytes). */
export function logIdentity(env: Env): { origin: string; seed: Uint8Array } {
  return { origin: env.LOG_ORIGIN, seed: fromB64(env.LOG_KEY) }
}

/** Where the vendors answer. */
export const vendorUrls = (env: Env): Record<Vendor, string> => ({
  anthropic: env.ANTHROPIC_BASE_URL,
  openai: env.OPENAI_BASE_URL,
})

/** The one root log of the installation. Its leaves are blinded, so it lies in one place for both regions. */
export function rootLogOf(env: Env) {
  const objects = env.JURISDICTIONS === 'off' ? env.ROOT_LOG : env.ROOT_LOG.jurisdiction('us')
  return objects.getByName('root')
}

/** Where the root log's files lie, under `root/`, how often it is cut, in milliseconds, and whether its cuts are anchored outside. */
export function rootHome(env: Env): { archive: R2Bucket; cutMs: number; anchors: boolean } {
  return { archive: env.LEDGER_US, cutMs: Number(env.ROOT_CUT_SECONDS) * 1000, anchors: env.ANCHORS !== 'off' }
}

/** Whom the anchoring asks, as the settings say it; anchorSettings reads them. */
export const anchorTexts = (env: Env) => ({
  calendars: env.OTS_CALENDARS,
  explorers: env.BITCOIN_API_URL,
  network: env.BITCOIN_NETWORK,
  tsas: env.TSA_URLS,
  witnesses: env.WITNESSES,
  pollSeconds: env.ANCHOR_POLL_SECONDS,
})
