// What is another tenant's stays unseen and unchanged: its ids and cursors in every place where a route takes one.
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Route } from '../../worker/http/define.ts'
import { ROUTES } from '../../worker/http/routes/all.ts'
import { simulateOutside } from '../support/outside.ts'
import { attempt } from './attempts.ts'
import { call, complaint } from './calls.ts'
import { type Company, company, ENDS, readAll } from './company.ts'
import { describe as described, plausible } from './plausible.ts'
import { ROUNDS, SEED, seeded, seedOf } from './seeded.ts'

const MARKER = 'Kingfisher'
/** A download link and the root log are for anybody who has their address. */
const ours = ROUTES.filter(
  ({ path, access }) => path.startsWith('/api/') && access !== 'operator' && access !== 'public',
)
const withId = ours.filter(({ path }) => /\{\w+\}/.test(path) && !ENDS.test(path))

let victim: Company
let stranger: Company
let secrets: string[]
/** Ids that only the victim's answers showed; what both have (a model, a role) gives nothing away. */
let theirs: string[]
let before: string[]

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  simulateOutside()
  victim = await company(MARKER)
  stranger = await company('Sparrow')
  const own = new Set(stranger.known)
  theirs = victim.known.filter((id) => !own.has(id))
  secrets = [MARKER, victim.tenant]
  before = await keptOf(victim)
}, 180_000)

/** The victim's texts in an answer, beyond what the stranger sent himself. */
const leaks = (text: string, sent: string): string[] =>
  secrets.filter((one) => text.includes(one) && !sent.includes(one))

/** Lists that change only when somebody of the tenant changes them. */
const KEPT =
  /^\/api\/(tokens|views|schedules|teams|budgets|alert-channels|members|invitations|settings|receipts|mcp|content\/holds)/

const keptOf = async (one: Company): Promise<string[]> =>
  [...(await readAll(one.owner))]
    .filter(([path, { status }]) => KEPT.test(path) && status === 200)
    .map(([path, { text }]) => `${path} ${text}`)

describe('another tenant', () => {
  it('has ids to try', () => {
    expect(theirs.length).toBeGreaterThan(15)
  })

  it.each(withId.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'is a 404 at %s and never data',
    async (name, route) => {
      expect(await tryIds(name, route)).toEqual([])
    },
  )

  it(
    'leaks nothing through a query, a cursor or a body',
    async () => {
      const found: string[] = []
      for (const route of ours.filter(({ path }) => !ENDS.test(path))) {
        const name = `${route.method} ${route.path}`
        for (let round = 0; round < 2 * ROUNDS; round++) {
          const made = attempt(route, seeded(seedOf(name, SEED + 1000 + round)), theirs)
          const answer = await call(stranger.owner, made)
          const sent = `${decodeURIComponent(made.path.replaceAll(/%(?![0-9A-F]{2})|%[89A-F]./gi, ''))} ${made.body ?? ''}`
          const wrong = complaint(answer, made) ?? leaks(answer.text, sent).join()
          if (wrong !== '') found.push(`${name} ${sent.slice(0, 300)}: ${wrong}`)
        }
      }
      expect(found).toEqual([])
    },
    60_000 * ROUNDS,
  )

  it('reads the same afterwards', async () => {
    expect(before.length).toBeGreaterThan(8)
    expect(await keptOf(victim)).toEqual(before)
  })
})

/** Each id of the victim in the route's path, the rest as the route would take it. */
async function tryIds(name: string, route: Route): Promise<string[]> {
  const found: string[] = []
  const dice = seeded(seedOf(name, SEED))
  for (const id of oneOfEach(theirs)) {
    const path = route.path.replaceAll(/\{\w+\}/g, encodeURIComponent(id))
    const body = route.body === undefined ? '{}' : JSON.stringify(plausible(described(route.body), dice, theirs))
    const method = route.method.toUpperCase()
    const answer = await call(stranger.owner, { method, path, body })
    const leaked = leaks(answer.text, `${id} ${body}`)
    const wrong = complaint(answer, { method, path }) ?? (leaked.length > 0 ? `shows ${leaked.join()}` : null)
    if (wrong !== null) found.push(`${path} ${body}: ${wrong}`)
    else if (answer.status < 400 && !HARMLESS.test(route.path))
      found.push(`${path} ${body}: ${answer.status} ${answer.text.slice(0, 200)}`)
  }
  return found
}

/** Places in one's own ledger, and months: no id of anybody's. */
const HARMLESS = /\{(seq|period)\}/

/** Two ids of every kind, told apart by their prefix, so that the route's own kind is among them. */
function oneOfEach(ids: readonly string[]): string[] {
  const kinds = new Map<string, string[]>()
  for (const id of ids) {
    const kind = /^[a-z]+_/.exec(id)?.[0] ?? ''
    kinds.set(kind, [...(kinds.get(kind) ?? []), id].slice(0, 2))
  }
  return [...kinds.values()].flat()
}
