// Turns an answer into the failure that a knob asked for: refusals, silence, cut or foreign bodies.
import { type ErrorType, errorBody, refuse } from './anthropic/answers.ts'
import type { Fault } from './knobs.ts'

const page = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><center>edge</center></body></html>'

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

function statusOf(fault: Fault): number | null {
  if (fault.kind === 'status') return fault.status ?? 500
  const status = Number(fault.kind)
  return Number.isNaN(status) ? null : status
}

/** Waits, or stops waiting when the asker goes away. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Never answers. When the asker gives up the promise ends with 499, which nobody reads, so that nothing is left behind. */
function silence(signal: AbortSignal): Promise<Response> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(new Response(null, { status: 499 })))
  })
}

/**
 * The faulty answer in place of `genuine`. `bare` chooses the compliance form of an error body.
 * 429 carries `retry-after` (17 unless told), except when the fault says null.
 */
export async function spoil(fault: Fault, signal: AbortSignal, bare: boolean, genuine: () => Promise<Response>) {
  if (fault.kind === 'hang') return silence(signal)
  if (fault.kind === 'slow') await pause(fault.ms ?? 1_000)
  const status = statusOf(fault)
  if (status !== null) {
    const [type, message] = refusals[status] ?? ['api_error', 'Unexpected error']
    const seconds = fault.retry_after === undefined ? (status === 429 ? 17 : null) : fault.retry_after
    const headers = { 'request-id': 'req_011fault', ...(seconds === null ? {} : { 'retry-after': String(seconds) }) }
    return Response.json(errorBody(refuse(status, type, message), 'req_011fault', bare), { status, headers })
  }
  if (fault.kind === 'garbage_html') {
    return new Response(page, { status: fault.status ?? 200, headers: { 'content-type': 'text/html' } })
  }
  const answer = await genuine()
  if (fault.kind === 'slow') return answer
  const text = fault.kind === 'empty_body' ? '' : await answer.text()
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status: answer.status, headers: answer.headers })
}
