// Where a tenant's receipts go, sealed: mail addresses, and the webhook with its secrets. Addresses and secrets lie in no database.
import { text, utf8 } from '../ledger/bytes.ts'
import { sha256 } from '../ledger/hash.ts'
import type { Vault } from './keys.ts'
import { openObject, sealObject } from './object.ts'

/** Ids stand for the address outside of the vault. `secrets`: the newest first; `until` (RFC 3339) of one that is being replaced. */
export type MailChannel = { id: string; address: string }
export type WebhookSecret = { secret: string; since: string; until: string | null }
export type WebhookChannel = { id: string; url: string; secrets: WebhookSecret[] }
export type Channels = { mails: MailChannel[]; webhook: WebhookChannel | null }

/** `etag` null: nothing was ever sealed. */
export type StoredChannels = { channels: Channels; etag: string | null }

const REF = 'receipts/channels'
const pathOf = (vault: Vault): string => `receipts/${vault.tenant}/channels`

/** What is sealed, empty where nothing is. Throws where what lies there is not this tenant's or was altered. */
export async function readChannels(vault: Vault): Promise<StoredChannels> {
  const stored = await vault.bucket.get(pathOf(vault))
  if (stored === null) return { channels: { mails: [], webhook: null }, etag: null }
  const object = new Uint8Array(await stored.arrayBuffer())
  const request = { kind: 'credential', ref: REF, tenant: vault.tenant } as const
  const opened = await openObject({ ...request, key: await vault.tenantKey(), object })
  if (!opened.ok) throw new Error(`the channels of receipts cannot be opened: ${opened.code}`)
  // Written below and nowhere else.
  return { channels: JSON.parse(text(opened.plaintext)) as Channels, etag: stored.etag }
}

/** Seals in place of what was read with `etag`; false where somebody else has sealed meanwhile. Kind `credential`: it has no commitment. */
export async function sealChannels(vault: Vault, channels: Channels, etag: string | null): Promise<boolean> {
  const request = { kind: 'credential', ref: REF, tenant: vault.tenant } as const
  const plaintext = utf8(JSON.stringify(channels))
  const object = await sealObject({ ...request, key: await vault.tenantKey(), plaintext })
  const onlyIf = etag === null ? { etagDoesNotMatch: '*' } : { etagMatches: etag }
  return (await vault.bucket.put(pathOf(vault), object, { sha256: sha256(object), onlyIf })) !== null
}
