// Which subjects and keys are one person, over all vendors: by address, by who holds a key, and before all by hand.
import { addressKey, domainAliases } from './address.ts'
import { Groups } from './groups.ts'

/**
 * A subject that somebody knows. `email` is the address the directory has for it today. `claimed`: nobody verified it, so it
 * never matches. `member`: stands in a vendor's member list.
 */
export type Known = { subject: string; email?: string; claimed?: boolean; member?: boolean }
/** What an admin decided: the identity (a subject, or `<vendor>:<key id>`) belongs to this person, or (null) to nobody else. One an identity. */
export type Link = { identity: string; person: string | null }
/** A key as its vendor lists it; `holder` is a subject or the open id of a service account. */
export type KeyHolder = { vendor: string; key: string; holder: string | null; holderType: string | null }
export type HeldKey = { vendor: string; key: string; how: 'holder' | 'linked' }
export type How = 'email' | 'own' | 'holder' | 'linked' | 'apart'

export type StitchInput = {
  known: readonly Known[]
  links: readonly Link[]
  keys: readonly KeyHolder[]
  /** Lists of domains that are one. */
  aliases: readonly (readonly string[])[]
}

export type Stitched = {
  /** The subject that names the person everywhere; a subject nobody knows is its own person. */
  personOf(subject: string): string
  /** All subjects of a person, the naming one first. Takes any subject of the person. */
  subjectsOf(person: string): readonly string[]
  /** Keys whose use that names no user is this person's. Takes any subject of the person. */
  keysOf(person: string): readonly HeldKey[]
  /** Null: nobody's key, as those of service accounts are. */
  personOfKey(vendor: string, key: string): string | null
  /** Whether nothing but a claimed address is known of the person: an attempt to sign in, not somebody to count. */
  isClaim(subject: string): boolean
  /** Why an identity belongs where it does; null for a key that belongs to nobody. */
  howOf(identity: string): How | null
}

const SUBJECT = /^sub_/

/** How a key is called as an identity. */
export const keyIdentity = (vendor: string, key: string): string => `${vendor}:${key}`

/** Vendor and key of such an identity, undefined for a subject. */
export function keyOf(identity: string): { vendor: string; key: string } | undefined {
  const colon = identity.indexOf(':')
  return colon < 1 ? undefined : { vendor: identity.slice(0, colon), key: identity.slice(colon + 1) }
}

/**
 * Pure: the same input in any order gives the same people. An identity that was decided by hand, linked or kept apart, takes
 * no part in matching by address; a link leads to whatever person the subject it names belongs to, so links may form chains
 * and rings. Keys of service accounts belong to nobody unless the key itself was linked.
 */
export function stitch({ known, links, keys, aliases }: StitchInput): Stitched {
  const decided = new Map(links.map(({ identity, person }) => [identity, person]))
  const groups = groupSubjects(known, decided, aliases)
  const members = membersOf(groups, known, decided)
  const subjectsOf = (subject: string) => members.get(groups.rootOf(subject)) ?? [subject]
  const personOf = (subject: string) => subjectsOf(subject)[0] ?? subject
  const claims = new Set(known.filter(({ claimed }) => claimed === true).map(({ subject }) => subject))

  const held = new Map<string, HeldKey & { person: string }>()
  for (const { vendor, key, holder, holderType } of keys) {
    if (holder === null || holderType === 'service_account' || !SUBJECT.test(holder)) continue
    held.set(keyIdentity(vendor, key), { vendor, key, how: 'holder', person: personOf(holder) })
  }
  for (const [identity, person] of decided) {
    const key = keyOf(identity)
    if (key === undefined) continue
    if (person === null) held.delete(identity)
    else held.set(identity, { ...key, how: 'linked', person: personOf(person) })
  }
  const keysByPerson = new Map<string, HeldKey[]>()
  for (const [, { person, ...key }] of [...held].sort(byText)) {
    keysByPerson.set(person, [...(keysByPerson.get(person) ?? []), key])
  }
  return {
    personOf,
    subjectsOf,
    keysOf: (person) => keysByPerson.get(personOf(person)) ?? [],
    personOfKey: (vendor, key) => held.get(keyIdentity(vendor, key))?.person ?? null,
    isClaim: (subject) => subjectsOf(subject).every((one) => claims.has(one)),
    howOf(identity) {
      const person = decided.get(identity)
      if (person !== undefined) return person === null ? 'apart' : 'linked'
      if (keyOf(identity) !== undefined) return held.get(identity)?.how ?? null
      return personOf(identity) === identity ? 'own' : 'email'
    },
  }
}

type Decided = ReadonlyMap<string, string | null>

function groupSubjects(known: readonly Known[], decided: Decided, aliases: StitchInput['aliases']): Groups {
  const groups = new Groups()
  const domainOf = domainAliases(aliases)
  const first = new Map<string, string>()
  for (const { subject, email, claimed } of known) {
    if (email === undefined || claimed === true || decided.has(subject)) continue
    const address = addressKey(email, domainOf)
    if (address === undefined) continue
    groups.join(first.get(address) ?? subject, subject)
    first.set(address, subject)
  }
  for (const [identity, person] of decided) {
    if (person !== null && keyOf(identity) === undefined) groups.join(identity, person)
  }
  return groups
}

/** Every group's subjects, the one that names the person first. */
function membersOf(groups: Groups, known: readonly Known[], decided: Decided): Map<string, string[]> {
  const facts = new Map(known.map((one) => [one.subject, one]))
  const linked = [...decided].flatMap(([identity, person]) =>
    person === null || keyOf(identity) !== undefined ? [] : [identity, person],
  )
  // Whom others were linked to names the person before those who were linked; then a standing member, then one with an address.
  const rank = (subject: string): number => {
    const fact = facts.get(subject)
    const moved = typeof decided.get(subject) === 'string' ? 4 : 0
    return moved + (fact?.member === true ? 0 : 2) + (fact?.email === undefined || fact.claimed === true ? 1 : 0)
  }
  const all = [...new Set([...facts.keys(), ...linked])]
  const sorted = all.map((subject) => ({ subject, rank: rank(subject) }))
  sorted.sort((a, b) => a.rank - b.rank || (a.subject < b.subject ? -1 : 1))
  const members = new Map<string, string[]>()
  for (const { subject } of sorted) {
    const root = groups.rootOf(subject)
    const group = members.get(root)
    if (group === undefined) members.set(root, [subject])
    else group.push(subject)
  }
  return members
}

const byText = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0
