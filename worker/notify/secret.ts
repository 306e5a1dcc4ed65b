// The secrets of a webhook, as Standard Webhooks writes them: `whsec_` and base64 of 24 to 64 random bytes.
import { b64, fromB64, utf8 } from '../ledger/bytes.ts'
import { hmacSha256 } from '../ledger/hash.ts'

const PREFIX = 'whsec_'
const BYTES = 32

/** One that nobody can guess. */
export const newWebhookSecret = (): string => `${PREFIX}${b64(crypto.getRandomValues(new Uint8Array(BYTES)))}`

/**
 * The header `webhook-signature`: one `v1,<base64 of HMAC-SHA-256>` a secret over `<id>.<seconds>.<body>`, so that during a rotation
 * either is good (Standard Webhooks, "Signature scheme"). Throws on what is no secret of this form.
 */
export function signWebhook(secrets: readonly string[], id: string, seconds: number, body: string): string {
  const message = utf8(`${id}.${seconds}.${body}`)
  return secrets.map((secret) => `v1,${b64(hmacSha256(keyOf(secret), message))}`).join(' ')
}

function keyOf(secret: string): Uint8Array {
  if (!secret.startsWith(PREFIX)) throw new RangeError('not a webhook secret')
  return fromB64(secret.slice(PREFIX.length))
}
