// Answers as values: a status, a body and headers; and the vendor's two forms of an error.

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type ErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'not_found_error'
  | 'rate_limit_error'
  | 'api_error'
  | 'overloaded_error'
  | 'timeout_error'

/** A refusal before it is given the form of its endpoint. */
export interface Refusal {
  readonly refused: true
  readonly status: number
  readonly type: ErrorType
  readonly message: string
  readonly code?: string
  readonly headers?: Readonly<Record<string, string>>
}

export function answer(body: unknown): Answer {
  return { status: 200, body }
}

export function refuse(status: number, type: ErrorType, message: string, code?: string): Refusal {
  return { refused: true, status, type, message, ...(code === undefined ? {} : { code }) }
}

/** 400 with the vendor's words for a bad parameter. */
export function badRequest(message: string): Refusal {
  return refuse(400, 'invalid_request_error', message)
}

export function notFound(): Refusal {
  return refuse(404, 'not_found_error', 'The requested resource could not be found.')
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true
}

/** The body of a refusal: the compliance endpoints print the bare form, all others the full one with the request id. */
export function errorBody(refusal: Refusal, requestId: string, bare: boolean): unknown {
  const details = refusal.code === undefined ? {} : { details: { error_code: refusal.code } }
  const error = { type: refusal.type, message: refusal.message, ...details }
  return bare ? { error } : { type: 'error', error, request_id: requestId }
}
