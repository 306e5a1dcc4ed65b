// A tenant with something of everything in it, made at the front door, so that ids, cursors and names stand for something.
import { ROUTES } from '../../worker/http/routes/all.ts'
import { ADA, chatOf, contentStage, messageOf, OLI } from '../http/content-stage.ts'
import type { Browser } from '../http/harness.ts'
import { call } from './calls.ts'
import { describe, plausible } from './plausible.ts'
import { seeded, seedOf } from './seeded.ts'

export type Company = {
  tenant: string
  owner: Browser /** Ids and cursors that its own answers showed. */
  known: string[]
}

/** What ends a session, a membership or a tenant: after it every other call would be refused for another reason. */
export const ENDS = /\/(sign-out|leave|erasures)$|\/api\/tenants$|\/api\/me\/tenant$|\/members\/\{id\}$/

const NAMES_AN_ID =
  /^(id|.*_id|.*cursor|subject|subjects|identity|chat|connection|user|team|person|key|workspace|hash)$/

/** Ids and cursors in an answer, by the names of their members. */
export function idsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return NAMES_AN_ID.test(name) && value.length > 3 && value.length < 300 ? [value] : []
  if (Array.isArray(value)) return value.flatMap((item) => idsIn(item, name))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([member, inner]) => idsIn(inner, member))
}

const lists = ROUTES.filter(
  ({ method, path, access }) =>
    method === 'get' && path.startsWith('/api/') && !path.includes('{') && access !== 'operator',
)

/** Every list and glance of the API as this person reads it, by path; `limit=1` makes cursors of what has two rows. */
export async function readAll(person: Browser, query = ''): Promise<Map<string, { status: number; text: string }>> {
  const read = new Map<string, { status: number; text: string }>()
  for (const { path } of lists) {
    const { status, text } = await call(person, { method: 'GET', path: `${path}${query}` })
    read.set(path, { status, text })
  }
  return read
}

/** A company whose every text carries `marker`. */
export async function company(marker: string): Promise<Company> {
  const chats = [1, 2, 3].map((at) => chatOf(`chat_${marker}_${at}`, at === 3 ? OLI : ADA, `About ${marker} ${at}`))
  const messages = [1, 2, 3].map((at) => messageOf(`m${at}`, `chat_${marker}_${at}`, ADA, `Words of ${marker} ${at}`))
  const { tenant, owner } = await contentStage(...chats, ...messages)
  const known = new Set<string>()
  for (const round of [1, 2]) {
    for (const route of ROUTES) {
      if (route.method !== 'post' || route.access === 'operator' || ENDS.test(route.path)) continue
      const dice = seeded(seedOf(route.path, round))
      const body = route.body === undefined ? '{}' : filled(plausible(describe(route.body), dice, [...known]), marker)
      const path = route.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent([...known][dice.roll(known.size)] ?? 'x'))
      const { text } = await call(owner, { method: 'POST', path, body })
      for (const id of idsOf(text)) known.add(id)
    }
    for (const { text } of (await readAll(owner, round === 1 ? '' : '?limit=1')).values())
      for (const id of idsOf(text)) known.add(id)
  }
  return { tenant, owner, known: [...known] }
}

const filled = (body: unknown, marker: string): string =>
  JSON.stringify(
    typeof body === 'object' && body !== null && 'name' in body ? { ...body, name: `${marker} name` } : body,
  )

function idsOf(text: string): string[] {
  try {
    return idsIn(JSON.parse(text))
  } catch {
    return [] // a file
  }
}
