import { beforeAll, describe, expect, it } from 'vitest'
import { readPeople } from '../../worker/db/tenant/people.ts'
import { member } from '../../worker/db/tenant/schema.ts'
import type { Spender } from '../../worker/db/tenant/spend.ts'
import { readUnmapped } from '../../worker/db/tenant/unmapped.ts'
import { newTenantId, type TenantId } from '../../worker/ids.ts'
import {
  ada,
  byHand,
  claim,
  directory,
  erased,
  former,
  mei,
  meiA,
  meiO,
  range,
  seedCompany,
  seedLinks,
  stitchedOf,
} from './people-company.ts'
import { db, insertRows } from './seed.ts'

const tenant = newTenantId()
const linked = newTenantId()
const left = newTenantId()
beforeAll(async () => {
  for (const one of [tenant, linked, left]) await seedCompany(one)
  await seedLinks(linked, byHand)
  const gone = { tenant: left, vendor: 'openai', role: 'reader', addedAt: null, vanished: 1, seq: 77, rev: 1 }
  await insertRows(member, [{ ...gone, subject: former }])
})
const read = async (at: TenantId = tenant, vendor?: Spender, days = range) =>
  readUnmapped(db, at, days, vendor, directory, await stitchedOf(at))
const identities = async (...args: Parameters<typeof read>) => (await read(...args)).rows.map((row) => row.identity)

describe('unmapped', () => {
  it('are subjects without an address and keys that nobody holds, most use first, and software beside them', async () => {
    expect(await identities()).toEqual([former, 'openai:key_gone', 'openai:key_bot', 'openai:svc_acct_1'])
  })
  it('tell what is known: where, what it is called, what it used and when', async () => {
    const [one, gone, bot, account] = (await read()).rows
    const nothing = { how: null, workspace: null, workspace_name: null, status: null, seq: null, suggestion: null }
    expect(one).toEqual({
      ...nothing,
      identity: former,
      kind: 'vendor_user',
      vendor: 'openai',
      label: former,
      linkable: true,
      tokens: '166',
      estimate: { nano: '100000', rows_without_price: 0 },
      activities: 1,
      last_active: '2026-11-08T00:00:00.000Z',
    })
    expect(gone).toMatchObject({ ...nothing, kind: 'api_key', label: 'key_gone', linkable: true, activities: 0 })
    expect(bot).toMatchObject({
      kind: 'api_key',
      label: 'nightly',
      linkable: false,
      status: 'active',
      workspace_name: 'Search',
      seq: 8,
    })
    expect(account).toMatchObject({
      kind: 'service_account',
      label: 'ci-runner',
      linkable: false,
      workspace_name: 'Search',
      seq: 9,
      estimate: { nano: '1000' },
    })
  })
  it('never are people who were erased, an address that was only claimed, or use without a user and a key', async () => {
    const all = await identities()
    for (const nobody of [erased, claim, meiA, meiO, 'openai:null']) expect(all).not.toContain(nobody)
  })
  it('are of the range, and of the vendor asked for', async () => {
    expect(await identities(tenant, undefined, { from: '2026-11-11', to: '2026-11-20', days: 10 })).toEqual([
      'openai:svc_acct_1',
    ])
    expect(await identities(tenant, 'anthropic')).toEqual([])
    expect(await identities(tenant, 'openai')).toHaveLength(4)
  })
  it('say of a former member that they left', async () => {
    expect((await read(left)).rows[0]).toMatchObject({ identity: former, status: 'removed', seq: 77 })
  })
  it('are as many as the list of people says, software apart', async () => {
    for (const at of [tenant, linked]) {
      const { unmapped } = await readPeople(db, at, range, {}, directory, await stitchedOf(at))
      expect(unmapped).toBe((await read(at)).rows.filter(({ linkable }) => linkable).length)
    }
  })
})

describe('links by hand', () => {
  it('take an identity out of the list, and a key that is kept apart into it', async () => {
    expect(await identities(linked)).toEqual(['openai:key_bot', 'openai:svc_acct_1', 'openai:key_mei'])
    const kept = (await read(linked)).rows.find(({ identity }) => identity === 'openai:key_mei')
    // Who is called like the key stands there, and is not suggested again.
    expect(kept).toMatchObject({ how: 'apart', label: 'mei-laptop', linkable: true, suggestion: null })
  })
  it('stand below it, with the person as named today', async () => {
    const { links } = await read(linked)
    expect(new Map(links.map((link) => [link.identity, link]))).toEqual(
      new Map([
        [
          former,
          expect.objectContaining({
            how: 'linked',
            vendor: 'openai',
            seq: 500,
            person: expect.objectContaining({ subject: mei, name: 'Mei Zhao' }),
          }),
        ],
        [
          'openai:key_gone',
          expect.objectContaining({
            how: 'linked',
            kind: 'api_key',
            person: expect.objectContaining({ name: 'Ada Quill' }),
          }),
        ],
        ['openai:key_mei', expect.objectContaining({ how: 'apart', label: 'mei-laptop', person: null })],
      ]),
    )
    expect((await read(tenant)).links).toEqual([])
  })
  it('are suggested where a key is called like one person', async () => {
    const known = { ...directory, labels: { ...directory.labels, key_gone: { name: 'ada notebook' } } }
    const { rows } = await readUnmapped(db, tenant, range, 'openai', known, await stitchedOf(tenant))
    const gone = rows.find(({ identity }) => identity === 'openai:key_gone')
    expect(gone?.suggestion).toEqual({ subject: ada, name: 'Ada Quill', email: 'ada@northwind.example' })
  })
})
