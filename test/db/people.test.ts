import { beforeAll, describe, expect, it } from 'vitest'
import { type PeopleFilter, readPeople } from '../../worker/db/tenant/people.ts'
import { readPerson } from '../../worker/db/tenant/person.ts'
import { activity, codeDay, invite, member, usage, vendorKey } from '../../worker/db/tenant/schema.ts'
import { type KnownDirectory, readStitched } from '../../worker/db/tenant/stitched.ts'
import { newSubjectId, newTenantId, type TenantId } from '../../worker/ids.ts'
import { activitySeed, codeSeed, db, directoryOf, insertRows, usageSeed } from './seed.ts'

const range = { from: '2026-11-01', to: '2026-11-20', days: 20 }
const tenant = newTenantId()
const other = newTenantId()
const [ada, ben, cyd, dan, eve, fay] = Array.from({ length: 6 }, () => newSubjectId())
const subjects = { ada: ada ?? '', ben: ben ?? '', cyd: cyd ?? '', dan: dan ?? '', eve: eve ?? '', fay: fay ?? '' }
const directory = directoryOf(
  {
    [subjects.ada]: { name: 'Ada Example', email: 'ada@example.com' },
    [subjects.ben]: { email: 'ben@example.com' },
    [subjects.dan]: { name: 'Dan Example' },
  },
  { apikey_1: { name: 'nightly' } },
)

const HUGE = 9_007_199_254_740_993n

async function seed(owner: TenantId, factor: number) {
  const standing = {
    tenant: owner,
    vendor: 'anthropic',
    role: 'developer',
    addedAt: '2026-02-01T00:00:00.000Z',
    vanished: 0,
    rev: 0,
  }
  await insertRows(member, [
    { ...standing, subject: subjects.ada, seq: 1 },
    { ...standing, subject: subjects.ben, seq: 2, role: 'admin', vanished: 1 },
  ])
  const invited = {
    tenant: owner,
    vendor: 'anthropic',
    role: 'user',
    status: 'pending',
    invitedAt: '2026-11-01T00:00:00.000Z',
    vanished: 0,
    rev: 0,
  }
  await insertRows(invite, [
    { ...invited, id: 'invite_1', subject: subjects.cyd, seq: 3 },
    { ...invited, id: 'invite_2', subject: subjects.ada, seq: 4, status: 'accepted' },
    { ...invited, id: 'invite_3', subject: subjects.fay, seq: 5, status: 'expired' },
  ])
  await insertRows(activity, [
    ...Array.from({ length: factor }, (_, hour) =>
      activitySeed(owner, `2026-11-0${(hour % 9) + 1}T0${hour % 10}:30:00.000Z`, { subject: subjects.ada }),
    ),
    activitySeed(owner, '2026-11-20T23:59:59.999Z', { subject: subjects.dan, vendor: 'openai' }),
    activitySeed(owner, '2026-11-21T00:00:00.000Z', { subject: subjects.dan }),
    activitySeed(owner, '2026-11-03T00:00:00.000Z', { subject: subjects.ada, machine: 1 }),
    activitySeed(owner, '2026-05-03T10:00:00.000Z', { subject: subjects.ben }),
  ])
  await insertRows(codeDay, [
    codeSeed(owner, '2026-11-02', { subject: subjects.ada, sessions: 4, linesAdded: 100, estimate: HUGE }),
    codeSeed(owner, '2026-11-03', { subject: subjects.ada, sessions: factor, linesAdded: 11, estimate: HUGE }),
    codeSeed(owner, '2026-06-03', { subject: subjects.ada, sessions: 99 }),
  ])
  await insertRows(usage, [usageSeed(owner, '2026-11-09', { view: 'actors', subject: subjects.eve })])
  const key = {
    tenant: owner,
    vendor: 'anthropic',
    status: 'active',
    createdBy: subjects.ada,
    createdAt: '2026-03-01T00:00:00.000Z',
    vanished: 0,
    rev: 0,
  }
  await insertRows(vendorKey, [
    { ...key, id: 'apikey_1', seq: 6 },
    { ...key, id: 'apikey_2', seq: 7, status: 'inactive' },
    { ...key, id: 'apikey_3', seq: 8, vanished: 1 },
  ])
}

beforeAll(async () => {
  await seed(tenant, 5)
  await seed(other, 9)
})

const screenOf = async (at: TenantId, filter: PeopleFilter, known: KnownDirectory) =>
  readPeople(db, at, range, filter, known, await readStitched(db, at, known, []))
const read = (filter: PeopleFilter = {}) => screenOf(tenant, filter, directory)
const personOf = async (at: TenantId, subject: string) =>
  readPerson(db, at, subject, range, directory, await readStitched(db, at, directory, []))

describe('people', () => {
  it('are those who stand in a directory, are invited, or were seen, named people first', async () => {
    const { people, total } = await read()
    expect(people.map(({ subject, state }) => [subject, state])).toEqual([
      [subjects.ada, 'member'],
      [subjects.ben, 'removed'],
      [subjects.dan, 'seen'],
      ...[
        [subjects.cyd, 'invited'],
        [subjects.eve, 'seen'],
      ].sort(([a], [b]) => (a ?? '').localeCompare(b ?? '')),
    ])
    expect(total).toBe(5)
  })
  it('carry what they did in the range and nothing that machines or other tenants did', async () => {
    const { people } = await read()
    expect(people[0]).toEqual({
      subject: subjects.ada,
      name: 'Ada Example',
      email: 'ada@example.com',
      role: 'developer',
      state: 'member',
      added_at: '2026-02-01T00:00:00.000Z',
      last_active: '2026-11-05T04:30:00.000Z',
      vendors: ['anthropic'],
      activities: 5,
      code_sessions: 9,
      lines_added: 111,
      code_estimate: String(HUGE * 2n),
      subjects: [subjects.ada],
      estimate: { nano: '0', rows_without_price: 0 },
      spend: [],
      keys: 1,
      seq: 1,
    })
  })
  it('keep null apart from zero', async () => {
    const people = new Map((await read()).people.map((row) => [row.subject, row]))
    expect(people.get(subjects.ben)).toMatchObject({
      activities: 0,
      code_estimate: null,
      last_active: '2026-05-03T10:00:00.000Z',
    })
    expect(people.get(subjects.cyd)).toMatchObject({ role: 'user', added_at: null, last_active: null, seq: 3 })
    expect(people.get(subjects.dan)).toMatchObject({ activities: 1, vendors: ['openai'], role: null, seq: null })
    expect(people.get(subjects.dan)?.last_active).toBe('2026-11-21T00:00:00.000Z')
    expect(people.get(subjects.eve)).toMatchObject({ activities: 0, vendors: ['anthropic'] })
  })
  it('are active when anything of theirs is in the range', async () => {
    expect((await read()).active).toBe(3)
    expect((await read({ state: 'member' })).active).toBe(1)
  })
  it('are found by state, and by any part of name, address or subject', async () => {
    const found = async (filter: PeopleFilter) => (await read(filter)).people.map(({ subject }) => subject)
    expect(await found({ state: 'removed' })).toEqual([subjects.ben])
    expect(await found({ q: 'ADA@' })).toEqual([subjects.ada])
    expect(await found({ q: ' dan ' })).toEqual([subjects.dan])
    expect(await found({ q: subjects.eve.slice(4) })).toEqual([subjects.eve])
    expect(await found({ q: 'ada', state: 'removed' })).toEqual([])
    expect((await read({ q: 'nobody' })).freshness.empty).toBe('filter_matches_nothing')
  })
  it('lose their names, and only these, when the directory forgets them', async () => {
    const { people } = await screenOf(tenant, {}, directoryOf({}))
    const row = people.find(({ subject }) => subject === subjects.ada)
    expect(row).not.toHaveProperty('name')
    expect(row).not.toHaveProperty('email')
    expect(row?.activities).toBe(5)
  })
  it('are nobody in a tenant without rows', async () => {
    const empty = await screenOf(newTenantId(), {}, directory)
    expect(empty).toMatchObject({ people: [], total: 0, active: 0, freshness: { empty: 'not_connected' } })
  })
})

describe('one person', () => {
  it('has hours by weekday, days, sessions and keys', async () => {
    const found = await personOf(tenant, subjects.ada)
    // 1 November 2026 is a Sunday; the five events are at 00:30 that day, 01:30 the next, and so on.
    const expected = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
    for (const [weekday, hour] of [
      [6, 0],
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ] as const)
      (expected[weekday] ?? [])[hour] = 1
    expect(found?.heat).toEqual(expected)
    expect(found?.days).toHaveLength(20)
    expect(found?.days.slice(0, 4).map(({ activities, code_sessions }) => [activities, code_sessions])).toEqual([
      [1, 0],
      [1, 4],
      [1, 5],
      [1, 0],
    ])
    expect(found?.keys.map(({ key, name, status }) => [key, name, status])).toEqual([
      ['apikey_1', 'nightly', 'active'],
      ['apikey_2', 'apikey_2', 'inactive'],
      ['apikey_3', 'apikey_3', 'vanished'],
    ])
    expect(found?.person).toEqual((await read()).people[0])
  })
  it('is null when the tenant knows no such subject', async () => {
    expect(await personOf(tenant, newSubjectId())).toBeNull()
    expect(await personOf(newTenantId(), subjects.ada)).toBeNull()
  })
})
