// The first vendor's words for the failures that a knob asks for.
import type { Say } from '../faults.ts'
import { type ErrorType, errorBody, refuse } from './answers.ts'

const refusals: Readonly<Record<number, readonly [ErrorType, string]>> = {
  400: ['invalid_request_error', 'Invalid request'],
  401: ['authentication_error', 'invalid x-api-key'],
  403: ['permission_error', 'Your API key does not have permission to use the specified resource.'],
  404: ['not_found_error', 'The requested resource could not be found.'],
  429: ['rate_limit_error', 'This request would exceed the rate limit for your organization.'],
  500: ['api_error', 'Internal server error'],
  503: ['overloaded_error', 'The service is temporarily unavailable. Try again shortly.'],
  504: ['timeout_error', 'Request timed out'],
  529: ['overloaded_error', 'Overloaded'],
}

/** The Compliance API counts for itself. */
const COMPLIANCE_429 =
  'Compliance API rate limit of 600 requests per minute per parent organization has been exceeded. Retry after the time ' +
  'indicated by the retry-after header. Quote the request-id response header when contacting Anthropic support.'

/** `bare` chooses the compliance form of an error body. */
export function faultWords(bare: boolean): Say {
  return (status) => {
    const [type, usual] = refusals[status] ?? ['api_error', 'Unexpected error']
    const message = bare && status === 429 ? COMPLIANCE_429 : usual
    const body = errorBody(refuse(status, type, message), 'req_011fault', bare)
    return { body, headers: { 'request-id': 'req_011fault' } }
  }
}
