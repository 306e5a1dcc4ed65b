// The only place that calls a vendor: GET, timed out, size-capped, never redirected; failures come back as values.
import { hex } from '../ledger/bytes.ts'
import { lenientJson, looksLikeHtml, readCapped, within } from './http-body.ts'
import { clean, faultOf, requestIdOf } from './http-faults.ts'

/** Why a vendor gave no usable answer. `words` can be shown; `requestId` is the vendor's own. */
export type Fault = {
  code:
    | 'unauthorized'
    | 'forbidden'
    | 'not_found'
    | 'bad_request'
    | 'rate_limited'
    | 'unavailable'
    | 'timeout'
    | 'network'
    | 'too_large'
  words: string
  status?: number
  requestId?: string
  /** Seconds the vendor asked us to wait. */
  retryAfter?: number
  /** The vendor says that asking the same again will fail the same way (`x-should-retry: false`). */
  final?: true
  /** The vendor's own message, cut at 300 characters; it may name scopes. */
  vendorMessage?: string
  /** The vendor's own code of the error. */
  vendorCode?: string
}

export type Answer = {
  status: number
  json: unknown
  body: Uint8Array
  sha256: string
  requestId?: string
  organization?: string
}
export type AnswerResult =
  | { ok: true; answer: Answer }
  | { ok: false; fault: Fault }
  | { ok: false; fault: { code: 'unreadable'; words: string }; answer: Omit<Answer, 'json'> }

/** Query parameters in order; an array repeats its name with brackets (`group_by[]`). */
export type Query = [name: string, value: string][]

/** A client bound to one base URL and one secret; it can only read. */
export type VendorClient = {
  get(path: string, query?: Query, headers?: Record<string, string>): Promise<AnswerResult>
}

export type ClientOptions = {
  /** Scheme, host and possibly a path prefix. */
  baseUrl: string
  /** Sent with every request; their values are secrets and scrubbed from whatever comes back. */
  headers: Record<string, string>
  userAgent: string
  /** What the words call the other side, e.g. `Anthropic`. */
  name?: string
  fetch?: (request: Request) => Promise<Response>
  timeoutMs?: number
  maxBytes?: number
}

/** A day of the largest organization is under 10 MiB; a Worker has 128. */
const MAX_BYTES = 32 * 1024 * 1024
const TIMEOUT_MS = 30_000
const SENDABLE = /^[\x20-\x7e]*$/

/** Query as it goes on the wire, brackets and colons percent-encoded: also the `query` of the pull record. */
export const queryText = (query: Query): string =>
  query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')

/** A client that can only GET below `baseUrl`. `get` never throws and never says a header's value. */
export function vendorClient(options: ClientOptions): VendorClient {
  const name = options.name ?? 'The vendor'
  return {
    async get(path, query = [], headers = {}) {
      // Checked here, because the platform's own complaint about such a header prints the whole value into the log.
      if (!Object.values(options.headers).every((value) => SENDABLE.test(value))) {
        return { ok: false, fault: { code: 'bad_request', words: 'The key has characters that cannot be sent.' } }
      }
      // A body that trickles for ever, or a fetch that ignores the signal, must end as well: hence `within`, wherever we wait. Not
      // AbortSignal.timeout, whose timer runs on after the answer: the runtime allows 10,000 of them and then throws.
      const stopped = new AbortController()
      const { signal } = stopped
      const timer = setTimeout(() => stopped.abort(), options.timeoutMs ?? TIMEOUT_MS)
      try {
        return await exchange(options, name, signal, path, query, headers)
      } catch {
        // What was thrown is not repeated: an invalid header's error message quotes the header, and that is the secret.
        if (signal.aborted) return { ok: false, fault: { code: 'timeout', words: `${name} did not answer in time.` } }
        return { ok: false, fault: { code: 'network', words: `${name} could not be reached.` } }
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

async function exchange(
  options: ClientOptions,
  name: string,
  signal: AbortSignal,
  path: string,
  query: Query,
  headers: Record<string, string>,
): Promise<AnswerResult> {
  const search = queryText(query)
  const url = `${options.baseUrl.replace(/\/+$/, '')}${path}${search ? `?${search}` : ''}`
  const request = new Request(url, {
    method: 'GET',
    headers: { accept: 'application/json', 'user-agent': options.userAgent, ...options.headers, ...headers },
    // Workers know no 'error'; 'manual' hands us the 3xx, which faultOf refuses, so the key follows nobody elsewhere.
    redirect: 'manual',
    signal,
  })
  const response = await within(signal, (options.fetch ?? fetch)(request))
  const body = await readCapped(response, options.maxBytes ?? MAX_BYTES, signal)
  if (body === 'too_large') {
    return { ok: false, fault: { code: 'too_large', words: `${name} sent more than we take in one answer.` } }
  }
  // A vendor that repeats a key repeats it without the word before it.
  const secrets = Object.values(options.headers).flatMap((value) => [value, value.replace(/^Bearer /, '')])
  const requestId = requestIdOf(response, secrets)
  if (response.status !== 200) return { ok: false, fault: faultOf(response, body, { name, secrets, requestId }) }
  const answer = {
    status: response.status,
    body,
    sha256: hex(new Uint8Array(await crypto.subtle.digest('SHA-256', body))),
    ...(requestId === undefined ? {} : { requestId }),
    ...organizationOf(response, secrets),
  }
  const json = lenientJson(body)
  if (json === undefined) {
    const what = looksLikeHtml(body) ? 'a web page' : 'something'
    const words = `${name} answered with ${what} that is not JSON.`
    return { ok: false, fault: { code: 'unreadable', words }, answer }
  }
  return { ok: true, answer: { ...answer, json: json.value } }
}

function organizationOf(response: Response, secrets: string[]): { organization?: string } {
  const said = response.headers.get('anthropic-organization-id') ?? response.headers.get('openai-organization')
  if (said === null) return {}
  const organization = clean(said, secrets, 128)
  return organization === '' ? {} : { organization }
}
