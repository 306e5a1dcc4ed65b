// From an answer that is not 200 to a Fault: a closed code, words to show, and nothing secret in either.
import type { Fault } from './http.ts'
import { lenientJson, looksLikeHtml } from './http-body.ts'

type Known = { name: string; secrets: string[]; requestId: string | undefined }

const KEY_SHAPED =
  /\b(?:sk|pk|rk|ghp|gho|xox[a-z]|AIza|AKIA|ASIA)[-_]?[A-Za-z0-9_-]{6,}(?:\.\.\.[A-Za-z0-9_-]+)?|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\bBearer\s+\S+|\b[A-Za-z0-9_+/=-]{48,}/g
const ADDRESS = /[^\s@<>"'(]+@[^\s@<>"')]+\.[^\s@<>"')]+/g
const MESSAGE_LIMIT = 300
const MISSING_SCOPES = /Missing scopes: [a-z0-9_.]+/

/** A vendor's text made fit to be shown: no secret, nothing key-shaped, no e-mail address, one line, at most `limit` characters. */
export function clean(text: string, secrets: string[], limit = MESSAGE_LIMIT): string {
  let out = text.slice(0, 10_000)
  for (const secret of secrets) if (secret.length >= 8) out = out.replaceAll(secret, '[key]')
  out = out.replace(KEY_SHAPED, '[key]').replace(ADDRESS, '[address]')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here
  out = out.replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ').trim()
  return (out.length > limit ? `${out.slice(0, limit - 1)}…` : out).toWellFormed()
}

/** The vendor's id of the request when it looks like one: it is stored, and must not be a way in for anything else. */
export function requestIdOf(response: Response, secrets: string[]): string | undefined {
  const said = response.headers.get('request-id') ?? response.headers.get('x-request-id')
  if (said === null || !/^[\w.:-]{1,128}$/.test(said)) return undefined
  return secrets.some((secret) => said.includes(secret)) ? undefined : said
}

/** What an answer other than 200 means. Decides by status first; bodies may be reworded at any time (reference section 12). */
export function faultOf(response: Response, body: Uint8Array, known: Known): Fault {
  const { status } = response
  const error = errorOf(body)
  const message = typeof error.message === 'string' ? clean(error.message, known.secrets) : ''
  const vendorCode = typeof error.code === 'string' && /^[\w.-]{1,64}$/.test(error.code) ? error.code : undefined
  // One vendor says a missing scope with 401 as well as with 403: the key itself is good, so it is no broken key.
  const scoped = status === 401 && MISSING_SCOPES.test(message)
  const [code, words] = meaning(scoped ? 403 : status, looksLikeHtml(body), known.name)
  const wait = retryAfter(response.headers.get('retry-after'), Date.now())
  return {
    code,
    words,
    status,
    ...(known.requestId === undefined ? {} : { requestId: known.requestId }),
    ...(wait === undefined ? {} : { retryAfter: wait }),
    ...(response.headers.get('x-should-retry') === 'false' ? { final: true } : {}),
    ...(message === '' ? {} : { vendorMessage: message }),
    ...(vendorCode === undefined ? {} : { vendorCode }),
  }
}

function meaning(status: number, html: boolean, name: string): [Fault['code'], string] {
  if (status === 429) return ['rate_limited', `${name} asked us to slow down.`]
  if (status === 408) return ['timeout', `${name} gave up waiting (408).`]
  if (status >= 500) return ['unavailable', `${name} has a problem of its own (${status}).`]
  // A proxy's page says nothing about the key, whatever its status is.
  if (html) return ['unavailable', `A web page came back in place of ${name}'s answer (${status}).`]
  if (status === 401) return ['unauthorized', `${name} does not accept this key (401).`]
  if (status === 402 || status === 403) return ['forbidden', `${name} does not let this key read this (${status}).`]
  if (status === 404) return ['not_found', `${name} does not know this address, or not for this key (404).`]
  if (status >= 400) return ['bad_request', `${name} refused the question (${status}).`]
  if (status >= 300) return ['network', `${name} pointed us elsewhere (${status}); redirects are never followed.`]
  return ['unavailable', `${name} answered without content (${status}).`]
}

/** The error of a body, in either vendor's form; empty where there is none. */
function errorOf(body: Uint8Array): { message?: unknown; code?: unknown } {
  const value = lenientJson(body)?.value
  if (typeof value !== 'object' || value === null || !('error' in value)) return {}
  const { error } = value
  if (typeof error === 'string') return { message: error }
  return typeof error === 'object' && error !== null ? error : {}
}

/** Seconds to wait from a Retry-After header (RFC 9110 section 10.2.3: seconds or a date), at most a day; undefined if unusable. */
export function retryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined
  const text = header.trim()
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - nowMs) / 1000
  if (!Number.isFinite(seconds)) return undefined
  return Math.min(Math.max(Math.ceil(seconds), 0), 86_400)
}
