// Where a tenant's alerts go, sealed as one object: addresses, webhooks with their secrets, keys. None of it lies in a database.
import { text, utf8 } from '../ledger/bytes.ts'
import { sha256 } from '../ledger/hash.ts'
import type { Vault } from './keys.ts'
import { openObject, sealObject } from './object.ts'
import type { WebhookSecret } from './receipt-channels.ts'

/** What each kind knows of its other end. A Slack webhook's URL and a routing key are secrets whole. */
export type AlertTarget =
  | { readonly kind: 'mail'; readonly address: string }
  | { readonly kind: 'slack'; readonly url: string }
  | { readonly kind: 'pagerduty'; readonly routingKey: string }
  | { readonly kind: 'webhook'; readonly url: string; readonly secrets: readonly WebhookSecret[] }

/** `off`: switched off because the other end said that it wants no more (410), RFC 3339. */
export type AlertChannel = {
  readonly id: string
  readonly name: string
  readonly since: string
  readonly off: string | null
  readonly target: AlertTarget
}

/** `etag` null: nothing was ever sealed. */
export type StoredAlertChannels = { channels: readonly AlertChannel[]; etag: string | null }

const REF = 'alerts/channels'
const pathOf = (vault: Vault): string => `alerts/${vault.tenant}/channels`

/** What is sealed, empty where nothing is. Throws where what lies there is not this tenant's or was altered. */
export async function readAlertChannels(vault: Vault): Promise<StoredAlertChannels> {
  const stored = await vault.bucket.get(pathOf(vault))
  if (stored === null) return { channels: [], etag: null }
  const object = new Uint8Array(await stored.arrayBuffer())
  const request = { kind: 'credential', ref: REF, tenant: vault.tenant } as const
  const opened = await openObject({ ...request, key: await vault.tenantKey(), object })
  if (!opened.ok) throw new Error(`the channels of alerts cannot be opened: ${opened.code}`)
  // Written below and nowhere else.
  return { channels: JSON.parse(text(opened.plaintext)) as AlertChannel[], etag: stored.etag }
}

/** Seals in place of what was read with `etag`; false where somebody else has sealed meanwhile. Kind `credential`: it has no commitment. */
export async function sealAlertChannels(
  vault: Vault,
  channels: readonly AlertChannel[],
  etag: string | null,
): Promise<boolean> {
  const request = { kind: 'credential', ref: REF, tenant: vault.tenant } as const
  const object = await sealObject({
    ...request,
    key: await vault.tenantKey(),
    plaintext: utf8(JSON.stringify(channels)),
  })
  const onlyIf = etag === null ? { etagDoesNotMatch: '*' } : { etagMatches: etag }
  return (await vault.bucket.put(pathOf(vault), object, { sha256: sha256(object), onlyIf })) !== null
}
