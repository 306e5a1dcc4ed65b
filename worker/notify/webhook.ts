// Posts one signed message to a tenant's webhook: the only call that goes where a customer says.
import { signWebhook } from './secret.ts'
import { checkTarget, type TargetCode, type TargetRules } from './target.ts'

/** `id` stays the same when the message is sent again; `body` is JSON. */
export type Posting = {
  readonly url: string
  readonly secrets: readonly string[]
  readonly id: string
  readonly body: string
}

/** `target`: not called at all. `gone`: 410, by which a receiver says that it wants no more. Never what the other side wrote. */
export type Posted =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'target'; readonly target: TargetCode }
  | { readonly ok: false; readonly code: 'gone' | 'redirect' | 'timeout' | 'unreachable' }
  | { readonly ok: false; readonly code: 'status'; readonly status: number }

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
  const target = checkTarget(posting.url, rules)
  if (!target.ok) return { ok: false, code: 'target', target: target.code }
  const seconds = Math.floor(now.getTime() / 1000)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Tallystick-Webhook/1',
    'webhook-id': posting.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signWebhook(posting.secrets, posting.id, seconds, posting.body),
  }
  try {
    const signal = AbortSignal.timeout(limit)
    const answer = await fetch(target.url, { method: 'POST', headers, body: posting.body, redirect: 'manual', signal })
    await drain(answer.body)
    return judge(answer)
  } catch (error) {
    const late = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
    return { ok: false, code: late ? 'timeout' : 'unreachable' }
  }
}

function judge({ status }: Response): Posted {
  if (status >= 200 && status < 300) return { ok: true }
  if (status === 410) return { ok: false, code: 'gone' }
  // `0`: how some runtimes show a redirect that was not followed.
  if (status === 0 || (status >= 300 && status < 400)) return { ok: false, code: 'redirect' }
  return { ok: false, code: 'status', status }
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
