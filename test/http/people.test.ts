import { beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../../worker/db/tenant/range.ts'
import { activity, member } from '../../worker/db/tenant/schema.ts'
import { peopleRoutes } from '../../worker/http/routes/people.ts'
import { PeopleAnswer, PersonAnswer } from '../../worker/http/schemas/people.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import { activitySeed, insertRows } from '../db/seed.ts'
import { actorOf, get, nameInDirectory, parseCsv } from './read-app.ts'

const TODAY = dayOf(new Date())
const tenant = newTenantId()
const other = newTenantId()
const [ada, ben, eve] = [newSubjectId(), newSubjectId(), newSubjectId()]

beforeAll(async () => {
  const standing = { vendor: 'anthropic', role: 'user', vanished: 0, seq: 1, rev: 0 }
  await insertRows(member, [
    { ...standing, tenant, subject: ada },
    { ...standing, tenant, subject: ben, vanished: 1 },
    { ...standing, tenant: other, subject: eve },
  ])
  await insertRows(activity, [activitySeed(tenant, `${TODAY}T00:00:00.000Z`, { subject: ada })])
  await nameInDirectory(tenant, { people: { [ada]: { name: '+Ada Example', email: 'ada@example.com', seq: 1 } } })
})

const ask = (path: string, role: Parameters<typeof actorOf>[1] = 'owner') =>
  get(peopleRoutes, actorOf(tenant, role), path)

describe('GET /api/people', () => {
  it('answers as its schema says, with names from the directory', async () => {
    const answer = PeopleAnswer.parse((await ask('/api/people')).json())
    expect(answer.people.map(({ subject, name, state }) => [subject, name, state])).toEqual([
      [ada, '+Ada Example', 'member'],
      [ben, undefined, 'removed'],
    ])
    expect([answer.total, answer.active]).toEqual([2, 1])
  })
  it('finds by name and state', async () => {
    expect(PeopleAnswer.parse((await ask('/api/people?q=example')).json()).total).toBe(1)
    expect(PeopleAnswer.parse((await ask('/api/people?state=removed')).json()).people[0]?.subject).toBe(ben)
  })
  it.each(['state=gone', `q=${'x'.repeat(201)}`, 'from=2026-13-01'])('refuses %s in words', async (query) => {
    expect((await ask(`/api/people?${query}`)).status).toBe(400)
  })
  it('needs read:people', async () => {
    for (const path of ['/api/people', '/api/people.csv', `/api/people/${ada}`]) {
      expect((await ask(path, 'finance')).status, path).toBe(403)
      expect((await ask(path, 'member')).status, path).toBe(403)
      expect((await ask(path, 'auditor')).status, path).toBe(200)
    }
  })
  it('is a CSV of the same people, disarmed', async () => {
    const [head = [], ...lines] = parseCsv((await ask('/api/people.csv')).text)
    expect(lines.map((cells) => [cells[head.indexOf('person')], cells[head.indexOf('name')]])).toEqual([
      [ada, "'+Ada Example"],
      [ben, ''],
    ])
    expect(parseCsv((await ask('/api/people.csv?state=removed')).text)).toHaveLength(2)
  })
})

describe('GET /api/people/{subject}', () => {
  it('answers as its schema says', async () => {
    const answer = PersonAnswer.parse((await ask(`/api/people/${ada}`)).json())
    expect(answer.person).toMatchObject({ subject: ada, activities: 1 })
    expect(answer.heat.flat().reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(answer.days.at(-1)).toEqual({ day: TODAY, activities: 1, code_sessions: 0 })
  })
  it.each([
    ['of another tenant', eve],
    ['nobody has', newSubjectId()],
    ['that is none', 'sub_1'],
    ['that is SQL', "' OR 1=1"],
  ])('is a 404 for a subject %s', async (_, subject) => {
    expect((await ask(`/api/people/${encodeURIComponent(subject)}`)).status).toBe(404)
  })
})
