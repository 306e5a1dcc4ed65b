import { describe, expect, it } from 'vitest'
import { type KeyHolder, type Known, type Link, type StitchInput, stitch } from '../../worker/people/stitch.ts'

const MEI = 'mei@northwind.example'
const made = (input: Partial<StitchInput>) => stitch({ known: [], links: [], keys: [], aliases: [], ...input })
const know = (subject: string, email?: string, more: Partial<Known> = {}): Known => ({
  subject,
  ...(email !== undefined && { email }),
  ...more,
})
const link = (identity: string, person: string | null): Link => ({ identity, person })
const key = (id: string, holder: string | null, holderType: string | null = 'user'): KeyHolder => ({
  vendor: 'openai',
  key: id,
  holder,
  holderType,
})

type Case = [name: string, known: Known[], links: Link[], groups: string[][]]

/** Groups as sorted lists of subjects; whoever is not listed stands alone. */
const cases: Case[] = [
  ['the same address', [know('sub_a', MEI), know('sub_b', ' MEI@Northwind.example')], [], [['sub_a', 'sub_b']]],
  ['an alias of the domain', [know('sub_a', MEI), know('sub_b', 'mei@northwind.io')], [], [['sub_a', 'sub_b']]],
  ['a plus-address', [know('sub_a', MEI), know('sub_b', 'mei+x@northwind.example')], [], [['sub_a'], ['sub_b']]],
  ['other dots', [know('sub_a', 'm.ei@a.example'), know('sub_b', 'mei@a.example')], [], [['sub_a'], ['sub_b']]],
  ['no address at all', [know('sub_a'), know('sub_b')], [], [['sub_a'], ['sub_b']]],
  ['empty addresses', [know('sub_a', ''), know('sub_b', '')], [], [['sub_a'], ['sub_b']]],
  ['malformed addresses', [know('sub_a', 'unknown'), know('sub_b', 'unknown')], [], [['sub_a'], ['sub_b']]],
  ['a claimed address', [know('sub_a', MEI), know('sub_b', MEI, { claimed: true })], [], [['sub_a'], ['sub_b']]],
  ['a link', [know('sub_a', MEI), know('sub_b')], [link('sub_b', 'sub_a')], [['sub_a', 'sub_b']]],
  ['a link to one nobody knows', [know('sub_a')], [link('sub_a', 'sub_z')], [['sub_a', 'sub_z']]],
  [
    'a claim linked by hand',
    [know('sub_a', MEI), know('sub_b', 'x@a.example', { claimed: true })],
    [link('sub_b', 'sub_a')],
    [['sub_a', 'sub_b']],
  ],
  [
    'an identity kept apart from its address',
    [know('sub_a', MEI), know('sub_b', MEI)],
    [link('sub_b', null)],
    [['sub_a'], ['sub_b']],
  ],
  [
    'a link against the address',
    [know('sub_a', MEI), know('sub_b', MEI), know('sub_c', 'ada@a.example')],
    [link('sub_b', 'sub_c')],
    [['sub_a'], ['sub_b', 'sub_c']],
  ],
  [
    'a link to any subject of a person',
    [know('sub_a', MEI), know('sub_b', MEI), know('sub_c')],
    [link('sub_c', 'sub_b')],
    [['sub_a', 'sub_b', 'sub_c']],
  ],
  [
    'a chain of links',
    [know('sub_a', MEI), know('sub_b'), know('sub_c')],
    [link('sub_c', 'sub_b'), link('sub_b', 'sub_a')],
    [['sub_a', 'sub_b', 'sub_c']],
  ],
  [
    'a ring of links',
    [know('sub_a'), know('sub_b')],
    [link('sub_a', 'sub_b'), link('sub_b', 'sub_a')],
    [['sub_a', 'sub_b']],
  ],
  ['a link to itself', [know('sub_a', MEI), know('sub_b')], [link('sub_a', 'sub_a')], [['sub_a'], ['sub_b']]],
  [
    'somebody linked to one who is kept apart',
    [know('sub_a', MEI), know('sub_b', MEI), know('sub_c')],
    [link('sub_b', null), link('sub_c', 'sub_b')],
    [['sub_a'], ['sub_b', 'sub_c']],
  ],
]

describe('subjects become people with', () => {
  it.each(cases)('%s', (_, known, links, groups) => {
    const people = made({ known, links, aliases: [['northwind.example', 'northwind.io']] })
    for (const group of groups) {
      for (const subject of group) {
        expect([...people.subjectsOf(subject)].sort(), subject).toEqual(group)
        expect(people.personOf(subject)).toBe(people.subjectsOf(subject)[0])
        expect(group).toContain(people.personOf(subject))
      }
    }
  })
  it('an address after the one of before, because the directory has the one of today', () => {
    const before = made({ known: [know('sub_a', 'old@a.example'), know('sub_b', 'new@a.example')] })
    const after = made({ known: [know('sub_a', 'new@a.example'), know('sub_b', 'new@a.example')] })
    expect(before.personOf('sub_a')).not.toBe(before.personOf('sub_b'))
    expect(after.personOf('sub_a')).toBe(after.personOf('sub_b'))
  })
  it('an erased one alone, but for a link', () => {
    const erased = [know('sub_a'), know('sub_b', MEI)]
    expect(made({ known: erased }).subjectsOf('sub_a')).toEqual(['sub_a'])
    expect(made({ known: erased, links: [link('sub_a', 'sub_b')] }).personOf('sub_a')).toBe('sub_b')
  })
})

describe('a person is named by', () => {
  it.each<[string, Known[], Link[], string]>([
    ['the smallest subject', [know('sub_b', MEI), know('sub_a', MEI)], [], 'sub_a'],
    ['a standing member first', [know('sub_a', MEI), know('sub_b', MEI, { member: true })], [], 'sub_b'],
    [
      'the smallest standing member',
      [know('sub_a', MEI), know('sub_c', MEI, { member: true }), know('sub_b', MEI, { member: true })],
      [],
      'sub_b',
    ],
    [
      'whom somebody was linked to, not who was linked',
      [know('sub_a', 'x@a.example', { member: true }), know('sub_b', MEI)],
      [link('sub_a', 'sub_b')],
      'sub_b',
    ],
    ['the smallest in a ring', [], [link('sub_b', 'sub_a'), link('sub_a', 'sub_b')], 'sub_a'],
  ])('%s', (_, known, links, name) => {
    const people = made({ known, links })
    for (const subject of people.subjectsOf(name)) expect(people.personOf(subject)).toBe(name)
    expect(people.subjectsOf(name).length).toBeGreaterThan(1)
  })
  it('its own subject when nobody knows it', () => {
    const people = made({})
    expect([people.personOf('sub_x'), people.subjectsOf('sub_x'), people.keysOf('sub_x')]).toEqual([
      'sub_x',
      ['sub_x'],
      [],
    ])
  })
})

describe('a key belongs to', () => {
  const known = [know('sub_a', MEI), know('sub_b', MEI), know('sub_c')]
  it('the person who holds it, over all their subjects', () => {
    const people = made({ known, keys: [key('key_1', 'sub_b'), key('key_0', 'sub_a', null)] })
    expect(people.personOfKey('openai', 'key_1')).toBe('sub_a')
    const held = [
      { vendor: 'openai', key: 'key_0', how: 'holder' },
      { vendor: 'openai', key: 'key_1', how: 'holder' },
    ]
    expect(people.keysOf('sub_a')).toEqual(held)
    expect(people.keysOf('sub_b')).toEqual(held)
    expect(people.howOf('openai:key_1')).toBe('holder')
  })
  it('nobody when a service account holds it, even one that is named like a subject', () => {
    const keys = [key('key_1', 'svc_acct_1', 'service_account'), key('key_2', 'sub_a', 'service_account')]
    const people = made({ known, keys: [...keys, key('key_3', 'svc_acct_1', null), key('key_4', null, 'user')] })
    for (const id of ['key_1', 'key_2', 'key_3', 'key_4', 'key_unlisted']) {
      expect(people.personOfKey('openai', id), id).toBeNull()
      expect(people.howOf(`openai:${id}`)).toBeNull()
    }
    expect(people.keysOf('sub_a')).toEqual([])
  })
  it('whomever an admin says, whoever holds it, listed or not', () => {
    const keys = [key('key_1', 'sub_a'), key('key_2', 'svc_acct_1', 'service_account')]
    const links = ['key_1', 'key_2', 'key_3'].map((id) => link(`openai:${id}`, 'sub_c'))
    const people = made({ known, keys, links })
    expect(people.keysOf('sub_c')).toEqual(
      ['key_1', 'key_2', 'key_3'].map((id) => ({ vendor: 'openai', key: id, how: 'linked' })),
    )
    expect(people.keysOf('sub_a')).toEqual([])
    expect(people.howOf('openai:key_3')).toBe('linked')
    // A key joins no subjects: the person stays who they were.
    expect(people.subjectsOf('sub_c')).toEqual(['sub_c'])
  })
  it('nobody when it is kept apart', () => {
    const people = made({ known, keys: [key('key_1', 'sub_a')], links: [link('openai:key_1', null)] })
    expect([people.personOfKey('openai', 'key_1'), people.keysOf('sub_a')]).toEqual([null, []])
    expect(people.howOf('openai:key_1')).toBe('apart')
  })
  it('the person its holder was linked to', () => {
    const people = made({ known, keys: [key('key_1', 'sub_c')], links: [link('sub_c', 'sub_b')] })
    expect(people.personOfKey('openai', 'key_1')).toBe('sub_a')
  })
  it('one vendor’s person only: the same id at the other is another key', () => {
    expect(made({ known, keys: [key('key_1', 'sub_a')] }).personOfKey('anthropic', 'key_1')).toBeNull()
  })
})

it('counts nobody of whom only a claimed address is known, until that is linked to somebody', () => {
  const known = [know('sub_a', 'x@a.example', { claimed: true }), know('sub_b', MEI), know('sub_c')]
  expect(['sub_a', 'sub_b', 'sub_c', 'sub_z'].map(made({ known }).isClaim)).toEqual([true, false, false, false])
  const linked = made({ known, links: [link('sub_a', 'sub_b')] })
  expect(['sub_a', 'sub_b'].map(linked.isClaim)).toEqual([false, false])
})

it('says how each identity came to its person', () => {
  const known = [know('sub_a', MEI), know('sub_b', MEI), know('sub_c'), know('sub_d', MEI)]
  const people = made({ known, links: [link('sub_c', 'sub_a'), link('sub_d', null)] })
  expect(['sub_a', 'sub_b', 'sub_c', 'sub_d', 'sub_e'].map(people.howOf)).toEqual([
    'own',
    'email',
    'linked',
    'apart',
    'own',
  ])
})
