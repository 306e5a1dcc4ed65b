import { describe, expect, it } from 'vitest'
import { isSubjectId } from '../../worker/ids.ts'
import { identityHashes } from '../../worker/people/identity.ts'
import { ledger, makeTenant, vault } from '../support/tenants.ts'

const key = new Uint8Array(32).fill(1)

describe('the keyed hashes of an identity', () => {
  it('put the vendor id before the address, and leave out what is not there', () => {
    expect(identityHashes(key, { vendorUser: 'anthropic:u1', email: 'ada@example.com' })).toHaveLength(2)
    expect(identityHashes(key, { email: 'ada@example.com' })).toEqual(
      identityHashes(key, { vendorUser: 'anthropic:u1', email: 'ada@example.com' }).slice(1),
    )
    expect(identityHashes(key, { email: '' })).toEqual([])
    expect(identityHashes(key, {})).toEqual([])
  })

  it('do not depend on case, spaces around or the Unicode form of an address', () => {
    const [plain] = identityHashes(key, { email: 'zoé@example.com' })
    expect(identityHashes(key, { email: '  ZOÉ@Example.com ' })).toEqual([plain])
    expect(identityHashes(key, { email: 'zoe\u0301@example.com' })).toEqual([plain])
    expect(identityHashes(key, { email: 'zoe@example.com' })).not.toEqual([plain])
  })

  it('tell a vendor id from an address of the same letters, and one key from another', () => {
    const [user] = identityHashes(key, { vendorUser: 'ada@example.com' })
    const [email] = identityHashes(key, { email: 'ada@example.com' })
    expect(user).not.toBe(email)
    expect(identityHashes(new Uint8Array(32), { email: 'ada@example.com' })).not.toEqual([email])
  })
})

describe('subjects', () => {
  it('are one for the same address at two vendors, and random', async () => {
    const tenant = await makeTenant()
    const identityKey = await vault(tenant).identityKey()
    const at = (vendorUser: string) => identityHashes(identityKey, { vendorUser, email: 'ada@example.com' })
    const [first, second] = await ledger(tenant).subjects([at('anthropic:1'), at('openai:9')])
    expect(second).toBe(first)
    expect(isSubjectId(first)).toBe(true)
    const other = await makeTenant()
    expect(await ledger(other).subjects([at('anthropic:1')])).not.toEqual([first])
  })

  it('follow a person whose address changes', async () => {
    const tenant = await makeTenant()
    const [before] = await ledger(tenant).subjects([['user', 'old']])
    expect(await ledger(tenant).subjects([['user', 'new']])).toEqual([before])
    expect(await ledger(tenant).subjects([['new']])).toEqual([before])
  })

  it('never move once they are given: records name them', async () => {
    const tenant = await makeTenant()
    const [a, b] = await ledger(tenant).subjects([['user-a'], ['mail-b']])
    expect(a).not.toBe(b)
    expect(await ledger(tenant).subjects([['user-a', 'mail-b']])).toEqual([a])
    expect(await ledger(tenant).subjects([['mail-b'], ['user-a']])).toEqual([b, a])
  })

  it('are the same within one call as over several', async () => {
    const tenant = await makeTenant()
    const people = [['u1', 'm1'], ['u2', 'm1'], ['u3'], ['u3', 'm2'], ['m2'], []]
    const [one, two, three, four, five, nobody] = await ledger(tenant).subjects(people)
    expect([two, four, five]).toEqual([one, three, three])
    expect(new Set([one, three, nobody]).size).toBe(3)
    expect((await ledger(tenant).subjects(people)).slice(0, 5)).toEqual([one, two, three, four, five])
  })

  it('are one a person when 50 pulls ask at once', async () => {
    const tenant = await makeTenant()
    const people = Array.from({ length: 40 }, (_, i) => [`user-${i}`, `mail-${i}`])
    const answers = await Promise.all(Array.from({ length: 50 }, () => ledger(tenant).subjects(people)))
    expect(new Set(answers.map((answer) => answer.join())).size).toBe(1)
    expect(new Set(answers[0]).size).toBe(40)
  })

  it('are given to nobody when nobody is asked for', async () => {
    expect(await ledger(await makeTenant()).subjects([])).toEqual([])
  })
})
