// One call of a fuzzer: to the real app with real storage, its floods let through, and never waited for longer than ten seconds.
import { env } from 'cloudflare:workers'
import { createApp } from '../../worker/http/app.ts'
import { createLedger, recordAct } from '../../worker/tenant/acts.ts'
import { type Browser, outside } from '../http/harness.ts'

/** Acts and ledgers are the real ones: what a name does to a record is part of the question. */
const app = createApp({ ...outside, recordAct, createLedger })

const open: RateLimit = { limit: async () => ({ success: true }) }
const unlimited = { ...env, API_LIMIT: open, AUTH_LIMIT: open, VALIDATE_LIMIT: open }

export type Call = {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
}
export type Answer = { status: number; headers: Headers; text: string }

const PATIENCE_MS = 10_000
const ORIGIN = new URL(env.APP_URL).origin

/** Sends a call as this person. Throws when the answer does not come in ten seconds. */
export async function call(person: Browser, { method, path, headers = {}, body }: Call): Promise<Answer> {
  const all = new Headers({ 'cf-connecting-ip': person.address, 'sec-fetch-site': 'same-origin', origin: ORIGIN })
  all.set('cookie', [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
  if (body !== undefined) all.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  const init = { method, headers: all, body: method === 'GET' || method === 'HEAD' ? null : (body ?? null) }
  const request = new Request(`${ORIGIN}${path}`, init)
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ten seconds: ${method} ${path}`)), PATIENCE_MS)
  })
  try {
    return await Promise.race([answerOf(request), late])
  } finally {
    clearTimeout(timer)
  }
}

async function answerOf(request: Request): Promise<Answer> {
  const answer = await app.request(request, undefined, unlimited)
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

/** What is wrong with an answer, or null: a 500 never, and every refusal in the one shape with the id of its request. */
export function complaint({ status, headers, text }: Answer, { method, path }: Call): string | null {
  if (status >= 500 && status !== 502 && status !== 503) return `status ${status}: ${text.slice(0, 300)}`
  if (status < 400 || method === 'HEAD') return null
  // The operator's page is for people: it refuses as a page, with the id of its request in the header all the same.
  const page = headers.get('content-type')?.startsWith('text/html') === true
  if (page && path.startsWith('/api/operator/'))
    return headers.has('x-request-id') ? null : 'a page without a request id'
  try {
    const { error } = JSON.parse(text)
    const whole = typeof error.code === 'string' && typeof error.message === 'string' && error.code !== 'internal'
    if (whole && error.request_id === headers.get('x-request-id')) return null
  } catch {
    // said below
  }
  return `not the shape of errors: ${status} ${text.slice(0, 300)}`
}
