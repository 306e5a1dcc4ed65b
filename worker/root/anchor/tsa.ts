// Asks one RFC 3161 timestamp authority for a token over the frozen checkpoint file (LEDGER section 7.2).
import { hex, utf8 } from '../../ledger/bytes.ts'
import { sha256 } from '../../ledger/hash.ts'
import type { Ask } from './ask.ts'
import { checkTimestampReply, type TimestampCode, timestampQuery } from './rfc3161.ts'

/** `file` = the whole reply, as `openssl ts -verify -in` reads it. */
export type TokenResult =
  | { readonly ok: true; readonly file: Uint8Array; readonly time: number }
  | { readonly ok: false; readonly code: 'unreachable' | TimestampCode }

/** A reply has under 2 kB, with long certificate chains under 10. */
const MAX_BYTES = 64 * 1024
/** Enough that nobody meets a nonce twice. */
export const NONCE_BYTES = 8

/** One token over a SHA-256 digest; `nonce` is random and used once. */
export async function fetchToken(ask: Ask, url: string, digest: Uint8Array, nonce: Uint8Array): Promise<TokenResult> {
  const headers = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' }
  const body = timestampQuery(digest, nonce)
  const reply = await ask({ url, method: 'POST', headers, body, maxBytes: MAX_BYTES })
  if (!reply.ok || reply.status !== 200) return { ok: false, code: 'unreachable' }
  const checked = checkTimestampReply(reply.body, digest, nonce)
  return checked.ok ? { ok: true, file: reply.body, time: checked.time } : checked
}

/** The token's file beside root.ots: the host for people, and a few digits that keep two addresses of one host apart. */
export function tokenFile(url: string): string {
  const host = new URL(url).hostname.replaceAll(/[^A-Za-z0-9.-]/g, '')
  // A name in a bundle begins with a letter or digit.
  return `${host.replace(/^[.-]+/, '') || 'tsa'}-${hex(sha256(utf8(url)).subarray(0, 4))}.tsr`
}
