import { beforeAll, describe, expect, it } from 'vitest'
import { daysOf, isClosed } from '../../worker/db/tenant/range.ts'
import { codeDay, connection } from '../../worker/db/tenant/schema.ts'
import { readSessionRows, readSessions, type SessionPosition } from '../../worker/db/tenant/sessions.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import {
  alone,
  type CodeSeed,
  codeSeed,
  connectionSeed,
  daysBack,
  db,
  dice,
  directoryOf,
  insertRows,
  stitchedOf,
  sumOf,
} from './seed.ts'

const TODAY = '2026-11-20'
const range = { from: '2026-11-11', to: TODAY, days: 10 }
const tenant = newTenantId()
const other = newTenantId()
const [ada, ben] = [newSubjectId(), newSubjectId()]
const HUGE = 9_007_199_254_740_993n

function makeRows(owner: typeof tenant, seed: number): CodeSeed[] {
  const roll = dice(seed)
  return daysBack(TODAY, 20).flatMap((day) =>
    Array.from({ length: 5 }, (_, index) => {
      const subject = [ada, ada, ben, null, null][index] ?? null
      const tokens = HUGE + BigInt(roll(1000))
      const estimate = HUGE + BigInt(roll(1000))
      const model = roll(2) === 0 ? 'claude-opus-5-5' : 'claude-haiku-5-5'
      return codeSeed(owner, day, {
        subject,
        actorType: subject === null ? 'api_actor' : 'user_actor',
        terminal: ['vscode', 'tmux'][roll(2)] ?? null,
        customerType: roll(2) === 0 ? 'api' : 'subscription',
        remote: roll(2),
        sessions: roll(9),
        linesAdded: roll(900),
        linesRemoved: roll(90),
        commits: roll(4),
        pullRequests: roll(2),
        accepted: roll(50),
        rejected: roll(20),
        tokens,
        estimate,
        models: JSON.stringify([{ model, tokens: String(tokens), estimate: String(estimate) }]),
      })
    }),
  )
}
const rows = makeRows(tenant, 7)
const inRange = rows.filter((row) => row.day >= range.from)
const apiRow = inRange.find((row) => row.subject === null)
const directory = directoryOf({ [ada]: { name: 'Ada Example' } }, { [apiRow?.id ?? '']: { name: 'ci-runner' } })

beforeAll(() => insertRows(codeDay, [...rows, ...makeRows(other, 8)]))

const whose = (row: CodeSeed) => `${row.day} ${row.subject ?? row.id}`
const read = (filter: { person?: string } = {}, limit = 1000, after: SessionPosition | null = null) =>
  readSessions(db, tenant, { range, filter, today: TODAY, limit, after }, directory, alone)

function countsOf(of: readonly CodeSeed[]) {
  const sum = (pick: (row: CodeSeed) => number | bigint) => Number(sumOf(of, pick))
  return {
    sessions: sum((row) => row.sessions),
    lines_added: sum((row) => row.linesAdded),
    lines_removed: sum((row) => row.linesRemoved),
    commits: sum((row) => row.commits),
    pull_requests: sum((row) => row.pullRequests),
    accepted: sum((row) => row.accepted),
    rejected: sum((row) => row.rejected),
    tokens: sumOf(of, (row) => row.tokens),
    estimate: sumOf(of, (row) => row.estimate),
  }
}

describe('sessions', () => {
  it('are one row a developer and day, merged exactly', async () => {
    const { rows: found, total } = await read()
    const groups = Map.groupBy(inRange, whose)
    expect(total).toBe(groups.size)
    expect(found).toHaveLength(groups.size)
    for (const row of found) {
      const own = inRange.filter(({ seq }) => row.records.includes(Number(seq)))
      expect(own.length).toBe(row.records.length)
      expect(new Set(own.map(whose)).size).toBe(1)
      expect(own).toEqual(groups.get(whose(own[0] ?? codeSeed(tenant, ''))))
      expect(row).toMatchObject(countsOf(own))
      expect(row.seq).toBe(Math.max(...row.records))
      expect(row.remote).toBe(own.some(({ remote }) => remote === 1))
      expect(row.terminals).toEqual([...new Set(own.map(({ terminal }) => terminal))].sort())
      expect(row.customer_type).toBe([...new Set(own.map(({ customerType }) => customerType))].sort().join(', '))
      expect(sumOf(row.models, (use) => BigInt(use.tokens))).toBe(row.tokens)
      expect(new Set(row.models.map(({ model }) => model)).size).toBe(row.models.length)
    }
  })
  it('name the person or the key, each from the directory', async () => {
    const { rows: found } = await read()
    const byRecord = new Map(found.map((row) => [row.records[0], row]))
    expect(byRecord.get(Number(apiRow?.seq))).toMatchObject({
      who: null,
      key_name: 'ci-runner',
      actor_type: 'api_actor',
    })
    expect(found.filter((row) => row.who?.subject === ada).every((row) => row.who?.name === 'Ada Example')).toBe(true)
    expect(found.filter((row) => row.who === null && row.key_name === null).length).toBeGreaterThan(0)
  })
  it('have sums over the whole filter, in which API keys are no developers', async () => {
    const { totals, days } = await read({}, 2)
    expect(totals).toEqual({ ...countsOf(inRange), developers: 2 })
    expect(days).toEqual(
      daysOf(range).map((day) => ({
        day,
        closed: isClosed(day, TODAY),
        sessions: countsOf(inRange.filter((row) => row.day === day)).sessions,
        developers: 2,
      })),
    )
  })
  it('follow the filter by person', async () => {
    const { totals, total } = await read({ person: ben })
    const own = inRange.filter((row) => row.subject === ben)
    expect(totals).toEqual({ ...countsOf(own), developers: 1 })
    expect(total).toBe(10)
  })
  it.each([1, 3, 40])('come in pages of %i, each once, newest day first', async (limit) => {
    const found = []
    let after: SessionPosition | null = null
    do {
      const ask = { range, filter: {}, today: TODAY, limit, after }
      const page: Awaited<ReturnType<typeof readSessionRows>> = await readSessionRows(db, tenant, ask, directory, alone)
      found.push(...page.rows)
      after = page.next
    } while (after !== null)
    expect(found).toEqual((await read()).rows)
    expect(found.map(({ day }) => day)).toEqual(
      found
        .map(({ day }) => day)
        .sort()
        .reverse(),
    )
  })
  it('are zeros and an empty list without rows', async () => {
    const empty = await readSessions(
      db,
      newTenantId(),
      { range, filter: {}, today: TODAY, limit: 10, after: null },
      directory,
      alone,
    )
    expect(empty).toMatchObject({ rows: [], next: null, total: 0, totals: { sessions: 0, developers: 0, tokens: '0' } })
    expect(empty.freshness.empty).toBe('not_connected')
  })
})

describe('sessions of one person under two subjects', () => {
  const mine = newTenantId()
  const [mei, meiToo] = [newSubjectId(), newSubjectId()]
  const stitched = stitchedOf({
    known: [{ subject: mei, member: true }, { subject: meiToo }],
    links: [{ identity: meiToo, person: mei }],
  })
  const made = daysBack(TODAY, 4).flatMap((day) => [
    codeSeed(mine, day, { subject: mei }),
    codeSeed(mine, day, { subject: meiToo, terminal: 'tmux' }),
    codeSeed(mine, day, { subject: ben }),
  ])
  beforeAll(() => insertRows(codeDay, made))
  const find = (person: string | undefined, limit = 100, after: SessionPosition | null = null) =>
    readSessions(db, mine, { range, filter: { person }, today: TODAY, limit, after }, directory, stitched)

  it('are one row a day and one developer, whatever page they are on', async () => {
    const { total, totals, days } = await find(undefined)
    expect([total, totals.developers, totals.sessions]).toEqual([8, 2, 12])
    expect(days.at(-1)).toMatchObject({ developers: 2, sessions: 3 })
    const found = []
    let after: SessionPosition | null = null
    do {
      const page: Awaited<ReturnType<typeof find>> = await find(undefined, 3, after)
      found.push(...page.rows)
      after = page.next
    } while (after !== null)
    expect(found.map(({ who }) => who?.subject).sort()).toEqual([...Array(4).fill(mei), ...Array(4).fill(ben)].sort())
    expect(found.filter(({ who }) => who?.subject === mei).every(({ terminals }) => terminals.length === 2)).toBe(true)
  })
  it.each([mei, meiToo])('are found by any of them', async (person) => {
    const { total, totals } = await find(person)
    expect([total, totals.sessions, totals.developers]).toEqual([4, 8, 1])
  })
  it('are nobody’s gap when only a vendor without sessions is connected', async () => {
    const other = newTenantId()
    await insertRows(connection, [connectionSeed(other, 'cn_1', 'working', 'openai_admin')])
    const ask = { range, filter: {}, today: TODAY, limit: 10, after: null }
    expect((await readSessions(db, other, ask, directory, stitched)).freshness.empty).toBe('not_connected')
  })
})
