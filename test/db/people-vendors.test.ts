import { beforeAll, describe, expect, it } from 'vitest'
import { type PeopleFilter, readPeople } from '../../worker/db/tenant/people.ts'
import { readSpend } from '../../worker/db/tenant/spend.ts'
import { newTenantId, type TenantId } from '../../worker/ids.ts'
import {
  ada,
  aliases,
  byHand,
  claim,
  directory,
  erased,
  former,
  mei,
  meiA,
  meiO,
  plus,
  range,
  seedCompany,
  seedLinks,
  stitchedOf,
} from './people-company.ts'
import { db } from './seed.ts'

const tenant = newTenantId()
const linked = newTenantId()
const other = newTenantId()
beforeAll(async () => {
  for (const one of [tenant, linked, other]) await seedCompany(one)
  await seedLinks(linked, [...byHand, { identity: claim, person: ada }])
})

const read = async (filter: PeopleFilter = {}, at: TenantId = tenant, domains = aliases) =>
  readPeople(db, at, range, filter, directory, await stitchedOf(at, directory, domains))
const rowsOf = async (...args: Parameters<typeof read>) =>
  new Map((await read(...args)).people.map((row) => [row.subject, row]))

describe('a person at both vendors', () => {
  it('is one row with the identities, counts and spend of both', async () => {
    const row = (await rowsOf()).get(mei)
    expect(row).toMatchObject({
      name: 'Mei Zhao',
      state: 'member',
      activities: 3,
      vendors: ['anthropic', 'openai'],
      last_active: '2026-11-04T00:00:00.000Z',
      estimate: { nano: '111', rows_without_price: 1 },
      keys: 1,
      seq: 1,
    })
    expect([...(row?.subjects ?? [])].sort()).toEqual([meiA, meiO].sort())
    expect(row?.spend).toEqual([
      { vendor: 'anthropic', estimate: { nano: '1', rows_without_price: 0 }, via_keys: '0', tokens: '166', records: 1 },
      {
        vendor: 'openai',
        estimate: { nano: '110', rows_without_price: 1 },
        via_keys: '100',
        tokens: '498',
        records: 3,
      },
    ])
  })
  it('is two while nobody said that the domains are one', async () => {
    const rows = await rowsOf({}, tenant, [])
    expect(rows.get(meiA)?.subjects).toEqual([meiA])
    expect(rows.get(meiO)).toMatchObject({ subjects: [meiO], estimate: { nano: '110', rows_without_price: 1 } })
  })
  it('counts as one that is active', async () => {
    expect(await read()).toMatchObject({ active: 3, total: 5 })
    expect(await read({}, tenant, [])).toMatchObject({ active: 4, total: 6 })
  })
  it('is not the one with a plus in the address, nor who claimed the address', async () => {
    const rows = await rowsOf()
    expect(rows.get(plus)?.subjects).toEqual([plus])
    expect(rows.has(claim)).toBe(false)
  })
})

describe('the vendor filter', () => {
  it('counts what was done at that vendor, of people who are there', async () => {
    const rows = await rowsOf({ vendor: 'openai' })
    expect(rows.get(mei)).toMatchObject({
      activities: 2,
      role: 'reader',
      estimate: { nano: '110', rows_without_price: 1 },
      vendors: ['anthropic', 'openai'],
    })
    expect(rows.get(ada)).toMatchObject({ role: 'owner', spend: [] })
    const anthropic = await rowsOf({ vendor: 'anthropic' })
    expect([...anthropic.keys()].sort()).toEqual([mei, ada].sort())
    expect(anthropic.get(mei)).toMatchObject({ activities: 1, keys: 0, estimate: { nano: '1' } })
  })
})

describe('links by hand', () => {
  it('move use and events of an identity, and use of a key, to the person', async () => {
    const rows = await rowsOf({}, linked)
    expect(rows.get(mei)).toMatchObject({ activities: 4, estimate: { nano: '100011', rows_without_price: 1 }, keys: 0 })
    expect(rows.get(mei)?.subjects).toContain(former)
    expect(rows.get(ada)).toMatchObject({ estimate: { nano: '10000' }, activities: 1, name: 'Ada Quill' })
    expect(rows.has(former)).toBe(false)
  })
  it('are found by any identity of the person', async () => {
    const found = async (q: string) => (await read({ q }, linked)).people.map(({ subject }) => subject)
    expect(await found(former)).toEqual([mei])
    expect(await found('northwind.io')).toEqual([mei])
  })
})

describe('spend', () => {
  it('is nobody’s where no user is named and nobody holds the key', async () => {
    const spend = await readSpend(db, tenant, range, await stitchedOf(tenant))
    expect([...spend.keys()].sort()).toEqual([mei, former, erased].sort())
    const all = [...spend.values()].flat().reduce((sum, { estimate }) => sum + Number(estimate.nano), 0)
    // Not in it: the bot's key, the deleted key, use without a key, Anthropic's second view, the day before.
    expect(all).toBe(1 + 10 + 100 + 100_000 + 1_000_000)
  })
  it('of one vendor is the same, less the other’s', async () => {
    const spend = await readSpend(db, tenant, range, await stitchedOf(tenant), 'anthropic')
    expect([...spend]).toEqual([[mei, [expect.objectContaining({ vendor: 'anthropic', records: 1 })]]])
  })
})
