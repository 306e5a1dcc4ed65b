// How the tests of the simulator ask it: one simulator at a fixed moment, one question, the answer as data.
import { createSimulator, type Simulator } from '../app.ts'

/** A Friday afternoon on which every model of the price list is out. */
export const moment = new Date('2026-11-20T15:30:00Z')

/** A simulator whose clock stands at `moment`. */
export function simulatorAt(now: Date = moment): Simulator {
  return createSimulator({ now: () => now })
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, each test reads its own
  readonly body: any
}

/** Asks the vendor with a key by name (default `admin`, null for none). */
export async function ask(
  simulator: Simulator,
  path: string,
  key: string | null = 'admin',
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const secret = key === null ? {} : { 'x-api-key': simulator.keys[key] ?? key }
  const all = { 'anthropic-version': '2026-10-21', ...secret, ...headers }
  const response = await simulator.fetch(new Request(`http://anthropic.sim${path}`, { headers: all }))
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text // a fault cut it or replaced it
  }
}

/** Posts JSON to the control surface and returns its answer. */
export async function turn(simulator: Simulator, path: string, body: unknown): Promise<Answered> {
  const request = new Request(`http://any.host/__sim/${path}`, { method: 'POST', body: JSON.stringify(body) })
  const response = await simulator.fetch(request)
  return { status: response.status, headers: response.headers, body: await response.json() }
}

/** Every row of every page of a list, whatever its way of paging. */
export async function all(simulator: Simulator, path: string, key = 'admin', headers = {}): Promise<unknown[]> {
  const rows: unknown[] = []
  let next = ''
  for (;;) {
    const { status, body } = await ask(simulator, path + next, key, headers)
    if (status !== 200) throw new Error(`${path}${next} answered ${status}: ${JSON.stringify(body)}`)
    rows.push(...body.data)
    const token = body.next_page ?? null
    if (token === null && body.has_more !== true) return rows
    next = token === null ? `&after_id=${body.last_id}` : `&page=${encodeURIComponent(token)}`
  }
}

export const everyDimension = [
  'account_id',
  'api_key_id',
  'context_window',
  'inference_geo',
  'model',
  'service_account_id',
  'service_tier',
  'speed',
  'workspace_id',
]
  .map((name) => `group_by[]=${name}`)
  .join('&')

export const fast = { 'anthropic-beta': 'fast-mode-2026-02-01' }
export const analyticsBeta = { 'anthropic-beta': 'analytics-usage-cost-2026-08-24' }
