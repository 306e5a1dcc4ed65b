// Search keys: one a person, made once, never shown, and gone with the person.
import { beforeEach, describe, expect, it } from 'vitest'
import { newSubjectId, type SubjectId, type TenantId } from '../../worker/ids.ts'
import { forgetSearchKey, readSearchKeys, searchKeysFor } from '../../worker/vault/search-keys.ts'
import { home, makeTenant, vault } from '../support/tenants.ts'

let tenant: TenantId
let ada: SubjectId
let oli: SubjectId
const WORDS = ['heron', 'zinc']

beforeEach(async () => {
  tenant = await makeTenant()
  ada = newSubjectId()
  oli = newSubjectId()
})

const stored = async () => home.vault.get(`search-keys/${tenant}`)

describe('search keys', () => {
  it('are made once: the same person and word give the same token again', async () => {
    const first = (await searchKeysFor(vault(tenant), [ada, null])).tokens(ada, WORDS)
    const again = (await searchKeysFor(vault(tenant), [oli, ada])).tokens(ada, WORDS)
    expect(again).toEqual(first)
    expect(first.every((token) => Number.isSafeInteger(token) && token >= 0 && token < 2 ** 48)).toBe(true)
  })

  it('tell people apart, and texts of nobody from everybody’s', async () => {
    const keys = await searchKeysFor(vault(tenant), [ada, oli, null])
    const all = [ada, oli, null].flatMap((subject) => keys.tokens(subject, WORDS))
    expect(new Set(all).size).toBe(6)
    const other = await searchKeysFor(vault(await makeTenant()), [null])
    expect(all).not.toContain(other.tokens(null, WORDS)[0])
  })

  it('are asked for all at once, or for some people only', async () => {
    const keys = await searchKeysFor(vault(tenant), [ada, oli])
    const of = (subject: SubjectId) => keys.tokens(subject, WORDS).map((token, word) => [token, word])
    expect(keys.asked(WORDS, [oli, newSubjectId()])).toEqual(of(oli))
    expect(new Set(keys.asked(WORDS).map(([token]) => token))).toEqual(
      new Set([...of(ada), ...of(oli)].map(([token]) => token)),
    )
  })

  it('are made at the same time by two indexers without losing one', async () => {
    const people = Array.from({ length: 4 }, newSubjectId)
    await Promise.all(people.map((subject) => searchKeysFor(vault(tenant), [subject])))
    const keys = await readSearchKeys(vault(tenant))
    for (const subject of people) expect(keys.tokens(subject, WORDS)).toHaveLength(2)
  })

  it('lie sealed, and writing nothing new leaves the object alone', async () => {
    await searchKeysFor(vault(tenant), [ada])
    const before = await stored()
    expect(await before?.text()).not.toContain(ada)
    await searchKeysFor(vault(tenant), [ada])
    expect((await stored())?.etag).toBe(before?.etag)
  })

  it('are forgotten one by one: a new one gives other tokens, the others stay', async () => {
    const keys = await searchKeysFor(vault(tenant), [ada, oli])
    await forgetSearchKey(vault(tenant), [ada])
    await forgetSearchKey(vault(tenant), [ada])
    const left = await readSearchKeys(vault(tenant))
    expect(() => left.tokens(ada, WORDS)).toThrow(/no search key/)
    expect(left.tokens(oli, WORDS)).toEqual(keys.tokens(oli, WORDS))
    const anew = await searchKeysFor(vault(tenant), [ada])
    expect(anew.tokens(ada, WORDS)).not.toEqual(keys.tokens(ada, WORDS))
  })

  it('take subjects only', async () => {
    await expect(searchKeysFor(vault(tenant), ['../other'])).rejects.toThrow(RangeError)
    await expect(forgetSearchKey(vault(tenant), ['nobody'])).rejects.toThrow(RangeError)
  })
})
