// The people routes over two vendors: aliases from the settings, the vendor's filter, any subject of a person.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { controlDatabase } from '../../worker/db/control/database.ts'
import { tenant as tenants } from '../../worker/db/control/schema.ts'
import { addDays, dayOf } from '../../worker/db/tenant/range.ts'
import { member, usage } from '../../worker/db/tenant/schema.ts'
import { peopleRoutes } from '../../worker/http/routes/people.ts'
import { PeopleAnswer, PersonAnswer, UnmappedAnswer } from '../../worker/http/schemas/people.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import { insertRows, usageSeed } from '../db/seed.ts'
import { actorOf, get, nameInDirectory, parseCsv } from './read-app.ts'

const TODAY = dayOf(new Date())
const tenant = newTenantId()
const [a, b, former, claim] = [newSubjectId(), newSubjectId(), newSubjectId(), newSubjectId()]
const [mei = ''] = [a, b].sort()
const openai = { stream: 'openai.usage.completions', vendor: 'openai' }

beforeAll(async () => {
  const row = { id: tenant, name: 'Northwind', region: 'us' as const, timezone: 'UTC', plaintextDigest: true }
  const domainAliases = [['northwind.example', 'xn--bcher-kva.example']]
  await controlDatabase(env)
    .insert(tenants)
    .values({ ...row, domainAliases, createdAt: new Date() })
  const standing = { tenant, role: 'user', vanished: 0, rev: 0 }
  await insertRows(member, [
    { ...standing, vendor: 'anthropic', subject: a, seq: 1 },
    { ...standing, vendor: 'openai', subject: b, seq: 2 },
  ])
  await insertRows(usage, [
    usageSeed(tenant, TODAY, { ...openai, subject: b, estimate: 2_500_000_000 }),
    usageSeed(tenant, TODAY, { ...openai, subject: former }),
    usageSeed(tenant, TODAY, { ...openai, subject: claim }),
    usageSeed(tenant, addDays(TODAY, -100), { ...openai, subject: newSubjectId() }),
  ])
  const people = {
    [a]: { name: 'Mei Zhao', email: 'mei@northwind.example', seq: 1 },
    [b]: { email: 'mei@bücher.example', seq: 2 },
    [claim]: { claimed: 'mei@northwind.example', seq: 3 },
  }
  await nameInDirectory(tenant, { people })
})

const ask = (path: string) => get(peopleRoutes, actorOf(tenant), path)

describe('GET /api/people over two vendors', () => {
  it('shows one person for addresses at domains that the settings say are one', async () => {
    const answer = PeopleAnswer.parse((await ask('/api/people')).json())
    expect(answer.people.map(({ subject, subjects }) => [subject, [...subjects].sort()])).toEqual([
      [mei, [a, b].sort()],
      [former, [former]],
    ])
    expect(answer).toMatchObject({ total: 2, active: 2, unmapped: 1 })
    expect(answer.people[0]?.spend.map(({ vendor }) => vendor)).toEqual(['openai'])
  })
  it('takes a vendor', async () => {
    const answer = PeopleAnswer.parse((await ask('/api/people?vendor=anthropic')).json())
    expect(answer.people.map(({ subject, spend }) => [subject, spend])).toEqual([[mei, []]])
    expect(answer.unmapped).toBe(0)
  })
  it('is a CSV with the spend of each vendor, empty where nothing was used', async () => {
    const [head = [], line = []] = parseCsv((await ask('/api/people.csv')).text)
    const cell = (name: string) => line[head.indexOf(name)]
    expect([cell('estimate_usd'), cell('openai_estimate_usd'), cell('anthropic_estimate_usd')]).toEqual([
      '2.500000000',
      '2.500000000',
      '',
    ])
    expect(cell('identities')?.split(' ').sort()).toEqual([a, b].sort())
  })
})

describe('GET /api/people/{subject} over two vendors', () => {
  it('answers for each subject of the person with the same page', async () => {
    const [one, two] = [await ask(`/api/people/${a}`), await ask(`/api/people/${b}`)]
    expect(PersonAnswer.parse(one.json())).toEqual(PersonAnswer.parse(two.json()))
    expect(PersonAnswer.parse(one.json()).person.subject).toBe(mei)
  })
  it('has a page for who merely claimed an address, and says so', async () => {
    const { person } = PersonAnswer.parse((await ask(`/api/people/${claim}`)).json())
    expect(person).toMatchObject({ name: 'mei@northwind.example (not verified)', subjects: [claim] })
  })
})

describe('GET /api/people/unmapped', () => {
  it('answers as its schema says, of the range and the vendor', async () => {
    const answer = UnmappedAnswer.parse((await ask('/api/people/unmapped')).json())
    expect(answer.rows.map(({ identity }) => identity)).toEqual([former])
    expect(answer).toMatchObject({ total: 1, links: [] })
    expect(UnmappedAnswer.parse((await ask('/api/people/unmapped?vendor=anthropic')).json()).rows).toEqual([])
  })
  it.each(['vendor=tallystick', 'from=2026-02-30', 'from=2026-03-02&to=2026-03-01'])(
    'refuses %s in words',
    async (query) => {
      expect((await ask(`/api/people/unmapped?${query}`)).status).toBe(400)
    },
  )
})
