// People over both vendors: what was spent in words, whose an identity may be, and who a typed word means.
import { describe, expect, it } from 'vitest'
import {
  addEstimates,
  atBoth,
  estimateWords,
  medianSpend,
  spendOrder,
  tokensOf,
  vendorShares,
} from '../../web/src/figures/spend.ts'
import {
  bareIdentity,
  becauseOf,
  findPeople,
  inWords,
  kindWords,
  mayPart,
  splitUnmapped,
  usageOf,
} from '../../web/src/pages/people/identity-words.ts'
import { cellsOf, sourcesOf } from '../../web/src/pages/person/heat.ts'
import { identitiesTitle } from '../../web/src/pages/person/words.ts'
import { recordTitle } from '../../web/src/records/words.ts'
import type { PersonRow, UnmappedRow, VendorSpend } from '../../worker/http/schemas/people.ts'

const dollar = 1_000_000_000n
const estimate = (dollars: number, without = 0) => ({
  nano: String(BigInt(dollars) * dollar),
  rows_without_price: without,
})
const spend = (vendor: VendorSpend['vendor'], dollars: number, without = 0): VendorSpend => ({
  vendor,
  estimate: estimate(dollars, without),
  via_keys: '0',
  tokens: '9007199254740993',
  records: 1,
})
const spender = (...list: VendorSpend[]): Pick<PersonRow, 'estimate' | 'spend'> => ({
  estimate: addEstimates(list.map((one) => one.estimate)),
  spend: list,
})

describe('what a person spent', () => {
  it('says at least where a row has no price, and "no price" where none has one', () => {
    expect(estimateWords(estimate(12))).toBe('$12.00')
    expect(estimateWords(estimate(12, 3))).toBe('≥ $12.00')
    expect(estimateWords(estimate(0, 3))).toBe('no price')
    expect(estimateWords(estimate(0))).toBe('$0.00')
  })

  it('adds up over vendors without losing a nanodollar, a token or a row without a price', () => {
    const both = [{ nano: '9007199254740993', rows_without_price: 1 }, estimate(1, 2)]
    expect(addEstimates(both)).toEqual({ nano: '9007200254740993', rows_without_price: 3 })
    expect(addEstimates([])).toEqual({ nano: '0', rows_without_price: 0 })
    expect(tokensOf([spend('anthropic', 1), spend('openai', 1)])).toBe(18014398509481986n)
  })

  it('is divided among the vendors that have a price; without one there is no bar', () => {
    expect(vendorShares([spend('anthropic', 3), spend('openai', 1)])).toEqual([
      { vendor: 'anthropic', share: 0.75 },
      { vendor: 'openai', share: 0.25 },
    ])
    expect(vendorShares([spend('anthropic', 3), spend('openai', 0, 2)])).toEqual([{ vendor: 'anthropic', share: 1 }])
    expect(vendorShares([spend('openai', 0, 2)])).toEqual([])
  })

  it('is sorted with the unknown last, which is not the smallest', () => {
    expect(spendOrder(spender(spend('openai', 2)))).toBe(2n * dollar)
    expect(spendOrder(spender(spend('openai', 0)))).toBe(0n)
    expect(spendOrder(spender(spend('openai', 0, 4)))).toBeNull()
    expect(spendOrder(spender())).toBeNull()
  })

  it('has a middle among those who spent anything', () => {
    const people = [0, 40, 5, 100].map((dollars) => ({ estimate: estimate(dollars) }))
    expect(medianSpend(people)).toBe(estimate(40).nano)
    expect(medianSpend(people.slice(0, 3))).toBe(estimate(5).nano)
    expect(medianSpend([{ estimate: estimate(0, 7) }])).toBeNull()
  })

  it('counts who uses both vendors', () => {
    const two = spender(spend('anthropic', 1), spend('openai', 1))
    expect(atBoth([two, spender(spend('openai', 1)), spender()])).toBe(1)
  })
})

describe('an identity', () => {
  const key = { identity: 'openai:key_abc', kind: 'api_key', vendor: 'openai', label: 'ci-runner' } as const
  const user = { identity: 'sub_a', kind: 'vendor_user', vendor: 'anthropic', label: 'mei@example.com' } as const

  it('says what it is and where', () => {
    expect(kindWords(key)).toBe('API key of OpenAI')
    expect(kindWords({ kind: 'vendor_user', vendor: null })).toBe('User')
    expect(kindWords({ kind: 'vendor_user', vendor: 'tallystick' })).toBe('User in Tallystick')
    expect(kindWords({ kind: 'service_account', vendor: 'openai' })).toBe('Service account of OpenAI')
    expect(inWords(key)).toBe('the key “ci-runner”')
  })

  it('leads to its own rows of usage: those of the key as the vendor writes it, or of the subject', () => {
    expect(bareIdentity(key)).toBe('key_abc')
    expect(usageOf(key)).toEqual({ key: ['key_abc'] })
    expect(usageOf(user)).toEqual({ person: ['sub_a'] })
    expect(usageOf({ ...key, kind: 'service_account' })).toBeNull()
  })

  it('may leave a person unless it names the person, is apart already, or is software', () => {
    const parts = (['own', 'email', 'holder', 'linked', 'apart', null] as const).filter((how) =>
      mayPart({ how, kind: 'vendor_user' }),
    )
    expect(parts).toEqual(['email', 'holder', 'linked'])
    expect(mayPart({ how: 'linked', kind: 'service_account' })).toBe(false)
  })

  it('says who decided', () => {
    expect(becauseOf('email')).toEqual({ words: 'Same verified e-mail', by: 'automatic' })
    expect(becauseOf('linked').by).toBe('by hand')
    expect(becauseOf(null).words).toBe('–')
  })

  it('that cannot be linked stands apart from those that wait', () => {
    const row = (identity: string, linkable: boolean) => ({ identity, linkable }) as UnmappedRow // only these are read
    const { people, software } = splitUnmapped([row('a', true), row('b', false), row('c', true)])
    expect([people.map((one) => one.identity), software.map((one) => one.identity)]).toEqual([['a', 'c'], ['b']])
  })

  it('is counted in the title of its person', () => {
    expect([1, 3, 12].map(identitiesTitle)).toEqual([
      'One person, one identity',
      'One person, three identities',
      'One person, 12 identities',
    ])
  })

  it('that was linked or kept apart is a record with that name', () => {
    const record = (data: object) => ({ kind: 'identity', record: JSON.stringify({ data }) })
    expect(recordTitle(record({ action: 'linked' }))).toBe('Identity linked to a person')
    expect(recordTitle(record({ action: 'unlinked' }))).toBe('Identity kept apart')
    expect(recordTitle(record({ action: 'other' }))).toBe('Identity')
  })
})

describe('finding a person', () => {
  const people = [
    { subject: 'sub_1', name: 'Bao Trịnh', email: 'bao@example.com' },
    { subject: 'sub_2', name: 'Tomasz Wierzba', email: 'tomasz@example.com' },
    { subject: 'sub_3', email: 'trinh.bao@example.test' },
    { subject: 'sub_4' },
  ]
  const found = (typed: string, first?: string) => findPeople(people, typed, first).map((one) => one.subject)

  it('goes by every word of name, address and subject, accents and capitals aside', () => {
    expect(found('TRINH bao')).toEqual(['sub_3', 'sub_1'])
    expect(found('wierz')).toEqual(['sub_2'])
    expect(found('sub_4')).toEqual(['sub_4'])
    expect(found('nobody')).toEqual([])
  })

  it('puts names that begin so first, and the guess on top while nothing is typed', () => {
    expect(found('b')[0]).toBe('sub_1')
    expect(found('', 'sub_3')).toEqual(['sub_3', 'sub_1', 'sub_2', 'sub_4'])
    expect(found('  ')).toEqual(['sub_1', 'sub_2', 'sub_3', 'sub_4'])
  })

  it('leaves the list as it was', () => {
    const before = [...people]
    found('', 'sub_4')
    expect(people).toEqual(before)
  })
})

describe('the hours of one source', () => {
  const week = (value: number) => Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => value))
  const answer = { heat: week(3), heat_by_source: [{ source: 'anthropic' as const, heat: week(2) }] }

  it('are those of the source alone, and none where it saw nothing', () => {
    expect(cellsOf(answer, undefined)).toEqual(week(3))
    expect(cellsOf(answer, 'anthropic')).toEqual(week(2))
    expect(cellsOf(answer, 'openai')).toEqual(week(0))
  })

  it('can be asked of both vendors always, of our own acts where there are some', () => {
    const values = (sources: typeof answer.heat_by_source) =>
      sourcesOf({ heat_by_source: sources }).map((one) => one.value)
    expect(values(answer.heat_by_source)).toEqual(['anthropic', 'openai'])
    expect(sourcesOf({ heat_by_source: [{ source: 'tallystick', heat: week(1) }] }).map((one) => one.label)).toEqual([
      'Anthropic',
      'OpenAI',
      'Tallystick',
    ])
  })
})
