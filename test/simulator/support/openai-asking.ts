// How the tests ask the second vendor: one question, the answer as data, and the paths that they ask most.
import type { Simulator } from '../app.ts'
import type { Answered } from './asking.ts'

/** Asks with a key by name (default `openaiAdmin`, null for none). */
export async function askOpenai(
  simulator: Simulator,
  path: string,
  key: string | null = 'openaiAdmin',
): Promise<Answered> {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${simulator.keys[key] ?? key}` }
  const response = await simulator.fetch(new Request(`http://openai.sim/v1/organization/${path}`, { headers }))
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text }
}

/** Every row of every page of a list or of a bucketed report (then its buckets). */
// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, each test reads its own
export async function allOpenai(simulator: Simulator, path: string, key = 'openaiAdmin'): Promise<any[]> {
  const rows: unknown[] = []
  let next = ''
  for (;;) {
    const { status, body } = await askOpenai(simulator, path + next, key)
    if (status !== 200) throw new Error(`${path}${next} answered ${status}: ${JSON.stringify(body)}`)
    rows.push(...body.data)
    if (body.has_more !== true) return rows
    const cursor = body.next_page === undefined ? `after=${body.last_id}` : `page=${encodeURIComponent(body.next_page)}`
    next = `${path.includes('?') ? '&' : '?'}${cursor}`
  }
}

/** Unix seconds of midnight. */
export const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000

export const groupBy = (...names: readonly string[]) => names.map((name) => `group_by[]=${name}`).join('&')
export const everyUsageDimension = groupBy('project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier')
