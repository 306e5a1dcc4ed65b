// The only place of the anchoring that calls out: one question to a calendar, explorer, TSA or witness; failures come back as values.
import { readCapped, within } from '../../vendors/http-body.ts'

/** One request. `maxBytes` caps the body of the answer; `timeoutMs` covers the whole exchange, 20 s unless told. */
export type Question = {
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
  readonly maxBytes: number
  readonly timeoutMs?: number
}

/** Any answer, whatever its status, or why there was none. A redirect is an answer with its 3xx status: nobody follows it. */
export type Reply =
  | { readonly ok: true; readonly status: number; readonly body: Uint8Array }
  | { readonly ok: false; readonly code: 'timeout' | 'network' | 'too_large' }

/** Asks and never throws. */
export type Ask = (question: Question) => Promise<Reply>

const TIMEOUT_MS = 20_000
const USER_AGENT = 'tallystick (anchoring of checkpoints)'

/** The way out; `send` is the platform's fetch unless told. */
export function outsideAsk(send?: (request: Request) => Promise<Response>): Ask {
  return async ({ url, method = 'GET', headers = {}, body, maxBytes, timeoutMs = TIMEOUT_MS }) => {
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const request = new Request(url, {
        method,
        headers: { 'user-agent': USER_AGENT, ...headers },
        ...(body === undefined ? {} : { body }),
        // What a proof asks for lies at the address that was configured, nowhere else.
        redirect: 'manual',
        signal,
      })
      const response = await within(signal, (send ?? fetch)(request))
      const read = await readCapped(response, maxBytes, signal)
      return read === 'too_large' ? { ok: false, code: 'too_large' } : { ok: true, status: response.status, body: read }
    } catch {
      return { ok: false, code: signal.aborted ? 'timeout' : 'network' }
    }
  }
}

/** The text of a short answer, trimmed; what is not UTF-8 becomes U+FFFD and fails where it is read. */
export function shortText(body: Uint8Array): string {
  return new TextDecoder().decode(body).trim()
}
