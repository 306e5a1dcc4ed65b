// Turns an answer into the failure that a knob asked for: refusals, silence, cut or foreign bodies.
import type { Fault } from './knobs.ts'

const page = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><center>edge</center></body></html>'

/** A vendor's own words for a status: the body, and the header that names the request. */
export type Say = (status: number) => { readonly body: unknown; readonly headers: Readonly<Record<string, string>> }

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
 * The faulty answer in place of `genuine`. `say` gives a refusal the form of its vendor.
 * 429 carries `retry-after` (17 unless told), except when the fault says null.
 */
export async function spoil(fault: Fault, signal: AbortSignal, say: Say, genuine: () => Promise<Response>) {
  if (fault.kind === 'hang') return silence(signal)
  if (fault.kind === 'slow') await pause(fault.ms ?? 1_000)
  const status = statusOf(fault)
  if (status !== null) {
    const { body, headers: named } = say(status)
    const seconds = fault.retry_after === undefined ? (status === 429 ? 17 : null) : fault.retry_after
    const headers = { ...named, ...(seconds === null ? {} : { 'retry-after': String(seconds) }) }
    return Response.json(body, { status, headers })
  }
  if (fault.kind === 'garbage_html') {
    return new Response(page, { status: fault.status ?? 200, headers: { 'content-type': 'text/html' } })
  }
  const answer = await genuine()
  if (fault.kind === 'slow') return answer
  const text = fault.kind === 'empty_body' ? '' : await answer.text()
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status: answer.status, headers: answer.headers })
}
