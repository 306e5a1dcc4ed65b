import { beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../../worker/db/tenant/range.ts'
import { activity, member } from '../../worker/db/tenant/schema.ts'
import { peopleRoutes } from '../../worker/http/routes/people.ts'
import { PeopleAnswer, PersonAnswer } from '../../worker/http/schemas/people.ts'
import { newSubjectId, newTenantId, type TenantId } from '../../worker/ids.ts'
import { identityHashes } from '../../worker/people/identity.ts'
import type { Identity } from '../../worker/vendors/stream.ts'
import { activitySeed, insertRows } from '../db/seed.ts'
import { ledger, makeTenant, vault } from '../support/tenants.ts'
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
  it.each(['state=gone', 'vendor=tallystick', `q=${'x'.repeat(201)}`, 'from=2026-13-01'])(
    'refuses %s in words',
    async (query) => {
      expect((await ask(`/api/people?${query}`)).status).toBe(400)
    },
  )
  it('needs read:people', async () => {
    for (const path of ['/api/people', '/api/people.csv', '/api/people/unmapped', `/api/people/${ada}`]) {
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

describe('GET /api/me/person', () => {
  type Somebody = { id: string; email: string }
  const cleo = { id: 'user-cleo', email: 'Cleo@Example.com' }
  const dan = { id: 'user-dan', email: 'dan@example.com' }
  const askAs = (at: TenantId, { id, email }: Somebody, query = '') =>
    get(peopleRoutes, { ...actorOf(at, 'member'), user: { id, email, name: '' } }, `/api/me/person${query}`)

  async function subjectOf(at: TenantId, identity: Identity): Promise<string> {
    const [subject = ''] = await ledger(at).subjects([identityHashes(await vault(at).identityKey(), identity)])
    return subject
  }

  /** Cleo and Dan as a vendor reports them, Cleo also as the sign-in knows her. */
  async function company() {
    const at = await makeTenant()
    const reported = await subjectOf(at, { vendorUser: 'anthropic:user_1', email: 'cleo@example.com' })
    const signedIn = await subjectOf(at, { vendorUser: `tallystick:${cleo.id}`, email: cleo.email })
    const another = await subjectOf(at, { vendorUser: 'anthropic:user_2', email: dan.email })
    const when = `${TODAY}T00:00:00.000Z`
    await insertRows(activity, [
      activitySeed(at, when, { subject: reported }),
      activitySeed(at, when, { subject: signedIn, vendor: 'tallystick' }),
      activitySeed(at, when, { subject: another }),
      activitySeed(at, when, { subject: another }),
      activitySeed(at, when, { subject: another }),
    ])
    const people = {
      [reported]: { name: 'Cleo Example', email: 'cleo@example.com', seq: 1 },
      [another]: { name: 'Dan Example', email: dan.email, seq: 2 },
    }
    await nameInDirectory(at, { people })
    return { at, reported, another }
  }

  it('finds oneself by address, at the vendor and at the sign-in, whatever the role', async () => {
    const { at, reported } = await company()
    const reply = await askAs(at, cleo)
    expect(reply.status).toBe(200)
    const { person } = PersonAnswer.parse(reply.json())
    expect(person).toMatchObject({ subject: reported, name: 'Cleo Example', activities: 2 })
    expect(person.vendors).toEqual(['anthropic', 'tallystick'])
  })
  it('never shows another member, whatever is asked', async () => {
    const { at, reported, another } = await company()
    for (const query of ['', `?subject=${another}`, `?person=${another}`, `?email=${dan.email}`]) {
      const reply = await askAs(at, cleo, query)
      expect(PersonAnswer.parse(reply.json()).person.subject, query).toBe(reported)
      for (const secret of [another, 'Dan Example', dan.email]) expect(reply.text).not.toContain(secret)
    }
    expect(PersonAnswer.parse((await askAs(at, dan)).json()).person).toMatchObject({ subject: another, activities: 3 })
    expect((await get(peopleRoutes, { ...actorOf(at, 'member') }, `/api/people/${another}`)).status).toBe(403)
  })
  it('is a 404 while nothing is known, also of somebody known in another organization', async () => {
    await company()
    const elsewhere = await makeTenant()
    for (const somebody of [cleo, { id: 'user-new', email: 'new@example.com' }]) {
      const reply = await askAs(elsewhere, somebody)
      expect([reply.status, reply.json()]).toMatchObject([404, { error: { code: 'not_found' } }])
    }
  })
  it('refuses a bad range in words', async () => {
    expect((await askAs(tenant, cleo, '?from=2026-02-30')).status).toBe(400)
  })
})
