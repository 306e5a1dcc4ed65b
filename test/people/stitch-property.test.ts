import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Stitched, type StitchInput, stitch } from '../../worker/people/stitch.ts'

const SUBJECTS = Array.from({ length: 7 }, (_, at) => `sub_${at}`)
const KEYS = ['key_0', 'key_1', 'key_2']
const ADDRESSES = ['a@x.example', 'A@X.example', 'a@y.example', 'b@x.example', 'b+1@x.example', 'unknown', '']

const subject = fc.constantFrom(...SUBJECTS)
const known = fc.uniqueArray(
  fc.record(
    { subject, email: fc.constantFrom(...ADDRESSES), claimed: fc.boolean(), member: fc.boolean() },
    { requiredKeys: ['subject'] },
  ),
  { selector: (one) => one.subject },
)
const identity = fc.constantFrom(...SUBJECTS, ...KEYS.map((key) => `openai:${key}`))
const links = fc.uniqueArray(fc.record({ identity, person: fc.option(subject) }), { selector: (one) => one.identity })
const holder = fc.option(fc.constantFrom(...SUBJECTS, 'svc_acct_1'))
const keys = fc.uniqueArray(
  fc.record({
    vendor: fc.constant('openai'),
    key: fc.constantFrom(...KEYS),
    holder,
    holderType: fc.constantFrom('user', 'service_account', null),
  }),
  { selector: (one) => one.key },
)
const aliases = fc.constantFrom([], [['x.example', 'y.example']])
const input: fc.Arbitrary<StitchInput> = fc.record({ known, links, keys, aliases })

/** Everything that can be asked, as plain data. */
const told = (people: Stitched) => ({
  subjects: SUBJECTS.map((one) => [
    people.personOf(one),
    people.subjectsOf(one),
    people.keysOf(one),
    people.howOf(one),
  ]),
  keys: KEYS.map((key) => [people.personOfKey('openai', key), people.howOf(`openai:${key}`)]),
})

/** The rules, slowly: is there a way from one subject to the other over equal addresses and links? */
function sameByRules({ known, links, aliases }: StitchInput, from: string, to: string): boolean {
  const decided = new Set(links.map((link) => link.identity))
  const address = (one: string): string | undefined => {
    const found = known.find(({ subject }) => subject === one)
    if (found?.email === undefined || found.claimed === true || decided.has(one) || !found.email.includes('@'))
      return undefined
    const lower = found.email.toLowerCase()
    return aliases.length === 0 ? lower : lower.replace('@y.', '@x.')
  }
  const joined = (a: string, b: string): boolean =>
    (address(a) !== undefined && address(a) === address(b)) ||
    links.some(
      ({ identity, person }) =>
        person !== null && ((identity === a && person === b) || (identity === b && person === a)),
    )
  const reached = new Set([from])
  for (const here of reached) for (const next of SUBJECTS) if (joined(here, next)) reached.add(next)
  return reached.has(to)
}

it('two subjects are one person exactly when addresses and links lead from one to the other', () => {
  fc.assert(
    fc.property(input, subject, subject, (given, a, b) => {
      const people = stitch(given)
      expect(people.personOf(a) === people.personOf(b)).toBe(sameByRules(given, a, b))
    }),
    { numRuns: 2000 },
  )
})

it('the order in which anything is told never matters', () => {
  const shuffled = input.chain((given) =>
    fc.record({
      given: fc.constant(given),
      other: fc.record({
        known: fc.shuffledSubarray([...given.known], { minLength: given.known.length }),
        links: fc.shuffledSubarray([...given.links], { minLength: given.links.length }),
        keys: fc.shuffledSubarray([...given.keys], { minLength: given.keys.length }),
        aliases: fc.constant(given.aliases.map((list) => list.toReversed())),
      }),
    }),
  )
  fc.assert(
    fc.property(shuffled, ({ given, other }) => {
      expect(told(stitch(other))).toEqual(told(stitch(given)))
    }),
    { numRuns: 500 },
  )
})

it('a person is the person of the person, and one of the person’s own subjects', () => {
  fc.assert(
    fc.property(input, subject, (given, one) => {
      const people = stitch(given)
      const person = people.personOf(one)
      expect(people.personOf(person)).toBe(person)
      expect(people.subjectsOf(one)).toEqual(people.subjectsOf(person))
      expect(people.subjectsOf(person)[0]).toBe(person)
      expect(people.subjectsOf(person)).toContain(one)
    }),
    { numRuns: 500 },
  )
})

it('a link always wins, whatever else is known', () => {
  fc.assert(
    fc.property(input, identity, fc.option(subject), (given, linked, person) => {
      const rest = given.links.filter((one) => one.identity !== linked)
      const people = stitch({ ...given, links: [...rest, { identity: linked, person }] })
      const key = linked.startsWith('openai:') ? linked.slice('openai:'.length) : undefined
      expect(people.howOf(linked)).toBe(person === null ? 'apart' : 'linked')
      if (key !== undefined) {
        expect(people.personOfKey('openai', key)).toBe(person === null ? null : people.personOf(person))
      } else if (person !== null) expect(people.personOf(linked)).toBe(people.personOf(person))
      else {
        const others = people.subjectsOf(linked).filter((one) => one !== linked)
        // Whoever is still with it was linked there by hand.
        const near = new Set(rest.flatMap((one) => [one.identity, one.person]))
        expect(others.length === 0 || rest.some((one) => one.person === linked)).toBe(true)
        expect(others.every((one) => near.has(one))).toBe(true)
      }
    }),
    { numRuns: 1000 },
  )
})

it('a key is in the list of exactly the person it belongs to', () => {
  fc.assert(
    fc.property(input, (given) => {
      const people = stitch(given)
      for (const key of KEYS) {
        const owners = SUBJECTS.filter((one) => people.keysOf(one).some((held) => held.key === key))
        const owner = people.personOfKey('openai', key)
        expect(owners).toEqual(owner === null ? [] : SUBJECTS.filter((one) => people.personOf(one) === owner))
      }
    }),
    { numRuns: 500 },
  )
})
