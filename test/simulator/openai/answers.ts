// Answers as values, and the vendor's one form of an error.

export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** A refusal before it becomes a body. */
export interface Refusal {
  readonly refused: true
  readonly status: number
  readonly message: string
  readonly type: string
  readonly param: string | null
  readonly code: string | null
}

export function answer(body: unknown): Answer {
  return { status: 200, body }
}

export function refuse(
  status: number,
  message: string,
  more: Partial<Pick<Refusal, 'type' | 'param' | 'code'>> = {},
): Refusal {
  return { refused: true, status, message, type: 'invalid_request_error', param: null, code: null, ...more }
}

/** 400 with the vendor's words for a bad parameter. */
export function badRequest(message: string, param: string | null = null, code = 'invalid_request_error'): Refusal {
  return refuse(400, message, { param, code })
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true
}

/** `ErrorResponse`. */
export function errorBody({ message, type, param, code }: Refusal): unknown {
  return { error: { message, type, param, code } }
}

/** What the vendor says for a status when nothing more is known: the words of faults. */
export function refusalOf(status: number): Refusal {
  if (status === 429) {
    return refuse(429, 'Rate limit reached. Please try again later.', { type: 'requests', code: 'rate_limit_exceeded' })
  }
  if (status === 503)
    return refuse(503, 'The engine is currently overloaded, please try again later', { type: 'server_error' })
  if (status >= 500) {
    const message = 'The server had an error while processing your request. Sorry about that!'
    return refuse(status, message, { type: 'server_error' })
  }
  if (status === 401) return incorrectKey('sk-admin')
  return refuse(status, status === 404 ? 'Not found' : 'Invalid request', {
    code: status === 404 ? 'not_found' : 'invalid_request_error',
  })
}

/** The 401 of a key that is wrong, deleted or expired, which shows only its ends. */
export function incorrectKey(secret: string): Refusal {
  const shown =
    secret.length < 16 ? `${secret.slice(0, 4)}****` : `${secret.slice(0, 8)}${'*'.repeat(33)}${secret.slice(-4)}`
  const message = `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`
  return refuse(401, message, { code: 'invalid_api_key' })
}
