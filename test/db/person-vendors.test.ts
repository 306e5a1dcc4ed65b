import { beforeAll, describe, expect, it } from 'vitest'
import { readPeople } from '../../worker/db/tenant/people.ts'
import { readPerson } from '../../worker/db/tenant/person.ts'
import { newTenantId, type TenantId } from '../../worker/ids.ts'
import {
  ada,
  claim,
  directory,
  former,
  mei,
  meiA,
  meiO,
  range,
  seedCompany,
  seedLinks,
  stitchedOf,
} from './people-company.ts'
import { db } from './seed.ts'

const tenant = newTenantId()
const linked = newTenantId()
beforeAll(async () => {
  for (const one of [tenant, linked]) await seedCompany(one)
  await seedLinks(linked, [
    { identity: former, person: meiA },
    { identity: 'openai:key_gone', person: meiO },
  ])
})
const read = async (subject: string, at: TenantId = tenant) =>
  readPerson(db, at, subject, range, directory, await stitchedOf(at))

describe('a person’s page', () => {
  it('is the same by any of the subjects, with the row of the list', async () => {
    const [one, two] = [await read(meiA), await read(meiO)]
    expect(one).toEqual(two)
    const { people } = await readPeople(db, tenant, range, {}, directory, await stitchedOf(tenant))
    expect(one?.person).toEqual(people.find(({ subject }) => subject === mei))
  })
  it('has the hours of both vendors, together and apart', async () => {
    const found = await read(meiA)
    const hours = (heat: number[][] | undefined) =>
      heat?.flatMap((week, day) => week.flatMap((count, hour) => (count === 0 ? [] : [[day, hour, count]])))
    // 2 and 3 November 2026 are a Monday and a Tuesday.
    expect(hours(found?.heat)).toEqual([
      [0, 9, 2],
      [1, 10, 1],
    ])
    expect(found?.heat_by_source.map(({ source, heat }) => [source, hours(heat)])).toEqual([
      ['anthropic', [[0, 9, 1]]],
      [
        'openai',
        [
          [0, 9, 1],
          [1, 10, 1],
        ],
      ],
    ])
    expect(found?.days.slice(1, 3).map(({ activities }) => activities)).toEqual([2, 1])
  })
  it('lists every identity with its vendor, its record and why it is there', async () => {
    const found = await read(mei)
    const other = mei === meiA ? meiO : meiA
    const own = (subject: string) =>
      subject === meiA ? ['anthropic', 'mei@northwind.example', 1] : ['openai', 'Mei@Northwind.io', 3]
    expect(
      found?.identities.map(({ identity, how, vendor, label, seq }) => [identity, how, vendor, label, seq]),
    ).toEqual([
      [mei, 'own', ...own(mei)],
      [other, 'email', ...own(other)],
      ['openai:key_mei', 'holder', 'openai', 'mei-laptop', 7],
    ])
  })
  it('has one row a vendor of an identity that is at both', async () => {
    const found = await read(ada)
    expect(found?.identities.map(({ identity, vendor, seq }) => [identity, vendor, seq])).toEqual([
      [ada, 'anthropic', 2],
      [ada, 'openai', 4],
    ])
  })
  it('has the keys held with what they used where no user is named, and those linked by hand', async () => {
    expect((await read(meiA))?.keys).toEqual([
      {
        key: 'key_mei',
        vendor: 'openai',
        name: 'mei-laptop',
        status: 'active',
        created_at: '2026-02-01T00:00:00.000Z',
        seq: 7,
        how: 'holder',
        tokens: '166',
        estimate: { nano: '100', rows_without_price: 0 },
      },
    ])
    const found = await read(former, linked)
    expect(found?.person.subject).toBe(mei)
    expect(found?.keys[1]).toMatchObject({
      key: 'key_gone',
      how: 'linked',
      status: 'unlisted',
      seq: 501,
      estimate: { nano: '10000' },
    })
    expect(found?.identities.find(({ identity }) => identity === former)).toMatchObject({ how: 'linked', seq: 500 })
  })
  it('says of a claimed address that it is not verified', async () => {
    expect((await read(claim))?.person).toMatchObject({
      name: 'mei@northwind.example (not verified)',
      subjects: [claim],
    })
    expect((await read(claim))?.person).not.toHaveProperty('email')
  })
})
