// How channels change: addresses keep their ids, a webhook its secret, and a replaced secret is good for another day.
import { newId } from '../access/ids.ts'
import { newWebhookSecret } from '../notify/secret.ts'
import type { Channels, WebhookChannel, WebhookSecret } from '../vault/receipt-channels.ts'

/** How long the secret before is still signed with, so that a receiver can change over without missing anything. */
const OVERLAP_MS = 86_400_000

/** What is left out stays. */
export type ChannelWish = { mails?: readonly string[] | undefined; url?: string | null | undefined }

/** The channels after a change, and the secret where one was made. Another address of a webhook is another target: what waits for the old one is not sent to it. */
export function changeChannels(
  { mails, webhook }: Channels,
  wish: ChannelWish,
  now: Date,
): { channels: Channels; secret: string | null } {
  const wanted = wish.mails === undefined ? undefined : [...new Set(wish.mails)]
  const nextMails =
    wanted?.map((address) => mails.find((one) => one.address === address) ?? { id: newId('rm'), address }) ?? mails
  if (wish.url === undefined || wish.url === webhook?.url)
    return { channels: { mails: nextMails, webhook }, secret: null }
  if (wish.url === null) return { channels: { mails: nextMails, webhook: null }, secret: null }
  const id = newId('rw')
  if (webhook !== null)
    return { channels: { mails: nextMails, webhook: { ...webhook, id, url: wish.url } }, secret: null }
  const secret = newWebhookSecret()
  const secrets = [{ secret, since: now.toISOString(), until: null }]
  return { channels: { mails: nextMails, webhook: { id, url: wish.url, secrets } }, secret }
}

/** A new secret; the one before stays good for a day, older ones end now. */
export function rotateSecret(webhook: WebhookChannel, now: Date): { webhook: WebhookChannel; secret: string } {
  const secret = newWebhookSecret()
  const until = new Date(now.getTime() + OVERLAP_MS).toISOString()
  const before = webhook.secrets.slice(0, 1).map((one) => ({ ...one, until }))
  return { webhook: { ...webhook, secrets: [{ secret, since: now.toISOString(), until: null }, ...before] }, secret }
}

/** Secrets to sign with now, the newest first. */
export function goodSecrets({ secrets }: { readonly secrets: readonly WebhookSecret[] }, now: Date): string[] {
  const at = now.toISOString()
  return secrets.filter(({ until }) => until === null || until > at).map(({ secret }) => secret)
}
