// How the audit log is walked: whichever way the vendor's cursor leads, every event of the window is read.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditLogs } from '../../../worker/vendors/openai/audit-logs.ts'
import empty from '../../vectors/openai-examples/audit-logs.empty.json'
import { ask, inTurn, literal, pageOf, queryOf, walk } from '../literal.ts'

type Event = { id: string; type: string; effective_at: number }
type Cursor = 'onwards' | 'back' | 'stuck' | 'refused' | 'circle' | 'silent'

const DAY = Date.parse('2026-11-17T00:00:00Z') / 1000
const PAGE = 100

/** A log, newest first, whose `after` works as said. */
function log(events: Event[], cursor: Cursor) {
  const newest = [...events].sort((a, b) => b.effective_at - a.effective_at || (a.id < b.id ? 1 : -1))
  return literal(({ url }) => {
    const [gte, lt] = ['gte', 'lt'].map((bound) => Number(url.searchParams.get(`effective_at[${bound}]`)))
    const within = newest.filter((event) => event.effective_at >= (gte ?? 0) && event.effective_at < (lt ?? 0))
    const after = url.searchParams.get('after')
    const at = within.findIndex(({ id }) => id === after)
    if (after !== null && cursor === 'refused') return Response.json({ error: { message: 'no' } }, { status: 400 })
    const from = {
      onwards: at + 1,
      back: 0,
      stuck: 0,
      refused: at + 1,
      silent: at + 1,
      // Two pages that name each other.
      circle: after === null || at > PAGE ? 0 : at + 1,
    }[cursor]
    const to = cursor === 'back' && at >= 0 ? at : from + PAGE
    const data = within.slice(from, Math.min(to, from + PAGE))
    const more =
      cursor === 'circle' ? within.length > PAGE : from + PAGE < within.length && !(cursor === 'back' && at >= 0)
    return Response.json({ data, has_more: more, ...(cursor === 'silent' ? {} : { last_id: data.at(-1)?.id ?? null }) })
  })
}

const events = (count: number, every = 60): Event[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `audit_log-${1000 + at}`,
    type: 'x.y',
    effective_at: DAY + at * every,
  }))

const idsOf = async (all: Event[], cursor: Cursor) => {
  const { client, asked } = log(all, cursor)
  const { drafts } = await walk(auditLogs, client, ask())
  return { ids: new Set(drafts.map(({ id }) => id)), asked }
}

describe('a walk', () => {
  it.each<Cursor>(['onwards', 'back', 'stuck', 'refused', 'circle', 'silent'])(
    'reads every event when the cursor is %s',
    async (cursor) => {
      const all = events(350)
      expect((await idsOf(all, cursor)).ids).toEqual(new Set(all.map(({ id }) => id)))
    },
  )

  it.each<Cursor>(['onwards', 'back', 'stuck', 'refused', 'silent'])(
    'reads any log when the cursor is %s',
    async (cursor) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 120, maxLength: 450 }),
          async (times) => {
            const all = times.map((time, at) => ({ id: `audit_log-${at}`, type: 'x.y', effective_at: DAY + time }))
            expect((await idsOf(all, cursor)).ids.size).toBe(all.length)
          },
        ),
        { numRuns: 25 },
      )
    },
  )

  it('asks no more than a page needs while the cursor leads on', async () => {
    const { asked } = await idsOf(events(250), 'onwards')
    expect(asked.map(({ url }) => url.searchParams.get('after'))).toEqual([null, 'audit_log-1150', 'audit_log-1050'])
    expect(new Set(asked.map(({ url }) => url.searchParams.get('effective_at[lt]')))).toHaveLength(1)
  })

  it.each<Cursor>(['stuck', 'refused'])(
    'says that it is lost where one second holds more than a page (%s)',
    async (cursor) => {
      const { client } = log(events(150, 0), cursor)
      let result = await auditLogs.page(client, ask())
      for (let pages = 0; result.ok && result.page.next !== null && pages < 9; pages++) {
        result = await auditLogs.page(client, ask({ token: result.page.next }))
      }
      expect(result).toMatchObject({ ok: false, fault: { code: 'unreadable' } })
    },
  )

  it('says that it is lost where a log is told oldest first and its cursor leads nowhere', async () => {
    const data = events(100)
    const result = await auditLogs.page(literal(inTurn({ data, has_more: true, last_id: 'x' })).client, ask())
    const again = { data, has_more: true, last_id: 'x' }
    const next = await auditLogs.page(literal(inTurn(again)).client, ask({ token: pageOf(result).next }))
    expect(next).toMatchObject({ ok: false, fault: { code: 'unreadable' } })
  })

  it('hands on a fault that has nothing to do with the cursor', async () => {
    for (const status of [400, 401, 403, 429, 500]) {
      const refuse = literal(() => Response.json({ error: { message: 'no' } }, { status }))
      expect(await auditLogs.page(refuse.client, ask())).toMatchObject({ ok: false, fault: { status } })
      expect(refuse.asked).toHaveLength(1)
    }
  })
})

describe('the window', () => {
  it('is that of the question, in seconds', async () => {
    const { client, asked } = literal(inTurn(empty))
    const { drafts, next } = pageOf(await auditLogs.page(client, ask()))
    expect([drafts, next]).toEqual([[], null])
    expect(asked[0]?.url.pathname).toBe('/v1/organization/audit_logs')
    expect(queryOf(asked[0])).toEqual([
      ['effective_at[gte]', String(DAY)],
      ['effective_at[lt]', String(DAY + 2 * 86_400)],
      ['limit', '100'],
    ])
  })

  it('of a poll begins at its instant and ends now, and stays while paging though time goes on', async () => {
    const { client, asked } = log(events(500, 1000), 'onwards')
    const poll = { window: { from: '2026-11-17', to: '2026-11-21' }, since: '2026-11-18T08:00:00.500Z' }
    const first = pageOf(await auditLogs.page(client, ask(poll)))
    await auditLogs.page(client, ask({ ...poll, token: first.next, now: new Date('2026-11-20T11:00:00Z') }))
    const bounds = asked.map(({ url }) =>
      ['gte', 'lt'].map((name) => Number(url.searchParams.get(`effective_at[${name}]`))),
    )
    expect(bounds[1]).toEqual(bounds[0])
    expect(bounds[0]).toEqual([DAY + 86_400 + 8 * 3600, Date.parse('2026-11-20T10:00:00Z') / 1000 + 1])
  })

  it('never ends before it begins', async () => {
    const { client, asked } = literal(inTurn(empty))
    const window = { from: '2026-11-21', to: '2026-11-22' }
    await auditLogs.page(client, ask({ window }))
    const [[, from], [, end]] = queryOf(asked[0]) as [[string, string], [string, string]] // two bounds, asserted above
    expect(Number(end)).toBeGreaterThan(Number(from))
  })
})
