// The only place that calls the API: JSON in and out, one shape of error, cookies of the same origin.

/** What went wrong, in the API's own words. `code` is stable; `network` and `unreadable` are ours. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly details: unknown
  /** The request id to quote, or null when no answer came. */
  readonly requestId: string | null

  constructor(status: number, code: string, message: string, requestId: string | null = null, details?: unknown) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.requestId = requestId
    this.details = details
  }

  /** Whether asking again may help: no answer, too many requests, or a fault on our side. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

/** Query values of a request; lists repeat their key, undefined and null are left out. */
export type Query = Record<string, string | number | boolean | readonly string[] | undefined | null>

interface Options {
  readonly query?: Query | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The API, by verb. Each answers the parsed JSON body (undefined for 204) or throws `ApiError`.
 * The type argument is the caller's promise about the body, kept by the API's own schemas and tests.
 */
export const api = {
  get: <T>(path: string, options: Options = {}) => send<T>('GET', path, undefined, options),
  post: <T>(path: string, body?: unknown, options: Options = {}) => send<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options: Options = {}) => send<T>('PUT', path, body, options),
  patch: <T>(path: string, body?: unknown, options: Options = {}) => send<T>('PATCH', path, body, options),
  delete: <T>(path: string, body?: unknown, options: Options = {}) => send<T>('DELETE', path, body, options),
}

/** A path with its query, as the API reads it: also for links that download (CSV). */
export function pathWith(path: string, query: Query = {}): string {
  const found = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) found.append(key, String(one))
  }
  const text = found.toString()
  return text === '' ? path : `${path}?${text}`
}

async function send<T>(method: string, path: string, body: unknown, options: Options): Promise<T> {
  let response: Response
  try {
    response = await fetch(pathWith(path, options.query), {
      method,
      headers:
        body === undefined
          ? { accept: 'application/json' }
          : { accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, 'network', 'The server did not answer. Look at your connection, then ask again.')
  }
  if (!response.ok) throw await errorOf(response)
  if (response.status === 204) return undefined as T // the caller names void for these
  try {
    return (await response.json()) as T // checked by the API's own response schemas
  } catch {
    throw new ApiError(response.status, 'unreadable', 'The answer could not be read.', idOf(response))
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null)
  const found = isErrorBody(body) ? body.error : null
  return new ApiError(
    response.status,
    found?.code ?? 'unreadable',
    found?.message ?? `The server answered ${response.status} without saying why.`,
    found?.request_id ?? idOf(response),
    found?.details,
  )
}

interface ErrorBody {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly details?: unknown
    readonly request_id: string
  }
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false
  const { error } = body
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error
}

function idOf(response: Response): string | null {
  return response.headers.get('x-request-id') ?? response.headers.get('cf-ray')
}
