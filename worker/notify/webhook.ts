// Posts one message to a tenant's webhook, signed where the receiver can check it: the only call that goes where a customer says.
import { signWebhook } from './secret.ts'
import { checkTarget, type TargetCode, type TargetRules } from './target.ts'

/** `id` stays the same when the message is sent again; `body` is JSON. */
export type Posting = {
  readonly url: string
  readonly secrets: readonly string[]
  readonly id: string
  readonly body: string
}

/** `target`: not called at all. `gone`: 410, by which a receiver says that it wants no more. `retryAfter`: seconds that the answer asks for. Never what the other side wrote. */
export type Posted =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'target'; readonly target: TargetCode }
  | { readonly ok: false; readonly code: 'gone' | 'redirect' | 'timeout' | 'unreachable' }
  | { readonly ok: false; readonly code: 'status'; readonly status: number; readonly retryAfter?: number }

/** `rules`: whom we may call; null for an address of the installation's own settings. `body` is JSON. */
export type Sending = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly rules: TargetRules | null
}

const TIME_LIMIT_MS = 10_000
/** Of an answer, so that its connection can be used again; a longer one is cut off. Nothing of it is kept or shown. */
const MOST_READ = 4_096

/**
 * One try. The address is checked again, redirects are not followed, and any 2xx counts as taken. `webhook-timestamp` is the time of this
 * try (Standard Webhooks), because receivers refuse what is older than some minutes.
 */
export async function postWebhook(
  posting: Posting,
  rules: TargetRules,
  now: Date,
  limit = TIME_LIMIT_MS,
): Promise<Posted> {
  const seconds = Math.floor(now.getTime() / 1000)
  const headers = {
    'webhook-id': posting.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signWebhook(posting.secrets, posting.id, seconds, posting.body),
  }
  return postJson({ url: posting.url, headers, body: posting.body, rules }, now, limit)
}

/** One try of any JSON message, by the same rules: address checked, no redirect followed, any 2xx taken, nothing of the answer kept. */
export async function postJson(
  { url, headers, body, rules }: Sending,
  now: Date,
  limit = TIME_LIMIT_MS,
): Promise<Posted> {
  const target = rules === null ? ({ ok: true, url: new URL(url) } as const) : checkTarget(url, rules)
  if (!target.ok) return { ok: false, code: 'target', target: target.code }
  const all = { 'content-type': 'application/json', 'user-agent': 'Tallystick-Webhook/1', ...headers }
  try {
    const signal = AbortSignal.timeout(limit)
    const answer = await fetch(target.url, { method: 'POST', headers: all, body, redirect: 'manual', signal })
    await drain(answer.body)
    return judge(answer, now)
  } catch (error) {
    const late = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
    return { ok: false, code: late ? 'timeout' : 'unreachable' }
  }
}

function judge({ status, headers }: Response, now: Date): Posted {
  if (status >= 200 && status < 300) return { ok: true }
  if (status === 410) return { ok: false, code: 'gone' }
  // `0`: how some runtimes show a redirect that was not followed.
  if (status === 0 || (status >= 300 && status < 400)) return { ok: false, code: 'redirect' }
  const wait = secondsOf(headers.get('retry-after'), now)
  return { ok: false, code: 'status', status, ...(wait !== undefined && { retryAfter: wait }) }
}

/** Seconds, or a date (RFC 9110, section 10.2.3); undefined for anything else. */
function secondsOf(said: string | null, now: Date): number | undefined {
  if (said === null) return undefined
  if (/^\d{1,9}$/.test(said.trim())) return Number(said)
  const at = Date.parse(said)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000))
}

/** The status has decided already: an answer that breaks off, or takes too long, changes nothing. */
async function drain(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (body === null) return
  const reader = body.getReader()
  try {
    for (let read = 0; read <= MOST_READ; ) {
      const { done, value } = await reader.read()
      if (done) return
      read += value.byteLength
    }
  } catch {
    return
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
