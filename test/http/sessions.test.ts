import { beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../../worker/db/tenant/range.ts'
import { codeDay } from '../../worker/db/tenant/schema.ts'
import { sessionRoutes } from '../../worker/http/routes/sessions.ts'
import { SessionsAnswer } from '../../worker/http/schemas/people.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import { codeSeed, daysBack, insertRows } from '../db/seed.ts'
import { actorOf, get, nameInDirectory, parseCsv } from './read-app.ts'

const TODAY = dayOf(new Date())
const tenant = newTenantId()
const other = newTenantId()
const [ada, ben] = [newSubjectId(), newSubjectId()]
const makeRows = (owner: typeof tenant) =>
  daysBack(TODAY, 40).flatMap((day) => [
    codeSeed(owner, day, { subject: ada }),
    codeSeed(owner, day, { subject: ada, terminal: 'tmux' }),
    codeSeed(owner, day, { subject: ben }),
  ])

beforeAll(async () => {
  await insertRows(codeDay, [...makeRows(tenant), ...makeRows(other)])
  await nameInDirectory(tenant, { people: { [ada]: { name: 'Ada Example', seq: 1 } } })
})

const ask = (path: string, role: Parameters<typeof actorOf>[1] = 'owner', owner = tenant) =>
  get(sessionRoutes, actorOf(owner, role), path)
const read = async (query: string) => SessionsAnswer.parse((await ask(`/api/sessions?${query}`)).json())

describe('GET /api/sessions', () => {
  it('answers as its schema says, one row a developer and day', async () => {
    const answer = await read('')
    expect(answer.total).toBe(56)
    expect(answer.totals).toMatchObject({ sessions: 84, developers: 2, tokens: '84000', estimate: '420000' })
    expect(answer.rows.find(({ who }) => who?.subject === ada)).toMatchObject({
      who: { name: 'Ada Example' },
      terminals: ['tmux', 'vscode'],
      sessions: 2,
    })
  })
  it('pages through everything and follows the filter', async () => {
    const days: string[] = []
    let cursor: string | null = null
    do {
      const page: SessionsAnswer = await read(`person=${ada}&limit=5${cursor === null ? '' : `&cursor=${cursor}`}`)
      days.push(...page.rows.map(({ day }) => day))
      cursor = page.next_cursor
    } while (cursor !== null)
    expect(days).toEqual(daysBack(TODAY, 28).reverse())
  })
  it.each(['limit=x', 'from=2026-11-31', 'cursor=nonsense'])('refuses %s in words', async (query) => {
    expect((await ask(`/api/sessions?${query}`)).status).toBe(400)
  })
  it('needs read:sessions', async () => {
    expect((await ask('/api/sessions', 'finance')).status).toBe(403)
    expect((await ask('/api/sessions.csv', 'member')).status).toBe(403)
    expect((await ask('/api/sessions', 'auditor')).status).toBe(200)
  })
  it('shows another tenant nothing of this one', async () => {
    expect((await ask('/api/sessions', 'owner', newTenantId())).json()).toMatchObject({ rows: [], total: 0 })
  })
})

describe('GET /api/sessions.csv', () => {
  it('holds exactly the rows that the filter selects', async () => {
    const [head = [], ...lines] = parseCsv((await ask(`/api/sessions.csv?person=${ben}`)).text)
    expect(lines.map((cells) => cells[head.indexOf('day')])).toEqual(daysBack(TODAY, 28).reverse())
    expect(new Set(lines.map((cells) => cells[head.indexOf('person')]))).toEqual(new Set([ben]))
    expect(lines[0]?.[head.indexOf('estimate_usd')]).toBe('0.000005000')
  })
})
