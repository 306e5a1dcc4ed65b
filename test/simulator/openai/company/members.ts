// Who of the company has an account at the second vendor: mostly the same people under the same address, and the hard cases.
import type { Person } from '../../company/people.ts'
import { dayNumber, startOf } from '../../days.ts'
import { chanceOf } from '../../random.ts'
import { openaiId } from './ids.ts'

export interface Member {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  readonly role: 'owner' | 'reader'
  readonly joined: number
  /** Unix seconds. */
  readonly addedAt: number
  /** The same human at the first vendor, if that one has an account there. */
  readonly person: Person | null
  readonly isCoder: boolean
  readonly isServiceAccount: boolean
  readonly address: string
}

export interface Members {
  /** Everybody on the vendor's list, a service account among them. */
  readonly all: readonly Member[]
  /** Listed nowhere any more; only the id is left in usage and audit logs. */
  readonly former: Member
  readonly nullName: Member
  readonly onlyHere: Member
  readonly aliasDomain: Member
  readonly plusAddress: Member
  readonly otherCase: readonly Member[]
}

const opened = dayNumber('2024-11-21')

/** `maren.holdt` → `Maren.Holdt`, as some people typed it. */
function titled(email: string): string {
  const [local = '', domain = ''] = email.split('@')
  const typed = local
    .split('.')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('.')
  return `${typed}@${domain}`
}

/** The alias domain of the company: `tarnwick.example` → `tarnwick-labs.example`. */
export function aliasOf(domain: string): string {
  const [name = '', ...rest] = domain.split('.')
  return [`${name}-labs`, ...rest].join('.')
}

function memberOf(seed: number, label: string, joined: number, more: Partial<Member>): Member {
  const day = Math.max(opened, joined)
  const person = more.person ?? null
  return {
    id: openaiId('user-', seed, label),
    name: person?.name ?? null,
    email: person?.email ?? null,
    role: 'reader',
    joined: day,
    addedAt: startOf(day) / 1000 + 28_800 + Math.floor(30_000 * chanceOf(seed, `openai join ${label}`)),
    isCoder: person !== null && person.code !== null,
    isServiceAccount: false,
    address: person?.address ?? '192.0.2.200',
    ...more,
    person,
  }
}

/** About forty members. The special ones are code writers, so that they are in usage on both sides. */
export function membersOf(seed: number, domain: string, people: readonly Person[]): Members {
  const chosen = people.filter((person, index) => person.left === null && index % 3 !== 2)
  const coders = chosen.filter((person) => person.code === 'api')
  const [, alias, , plus, , nameless] = coders
  if (alias === undefined || plus === undefined || nameless === undefined)
    throw new Error('too few people who write code')
  const members = chosen.map((person, index): Member => {
    const [local = ''] = person.email.split('@')
    const plain = memberOf(seed, person.name, person.joined, { person, role: index < 2 ? 'owner' : 'reader' })
    if (person === alias) return { ...plain, email: `${local}@${aliasOf(domain)}` }
    if (person === plus) return { ...plain, email: `${local}+openai@${domain}` }
    if (person === nameless) return { ...plain, name: null }
    return index % 6 === 4 ? { ...plain, email: titled(person.email) } : plain
  })
  const own = (label: string, date: string, more: Partial<Member>) => memberOf(seed, label, dayNumber(date), more)
  const name = 'Odile Fairweather'
  const email = `odile.fairweather@${domain}`
  const onlyHere = own(name, '2025-10-06', { name, email, isCoder: true })
  const service = own('nightly-batch', '2025-09-08', { name: 'nightly-batch', isServiceAccount: true })
  const of = (person: Person) => members.find((each) => each.person === person) ?? onlyHere
  return {
    all: [...members, onlyHere, service],
    former: own('Cosima Vale', '2025-04-14', { isCoder: true, address: '192.0.2.201' }),
    nullName: of(nameless),
    onlyHere,
    aliasDomain: of(alias),
    plusAddress: of(plus),
    otherCase: members.filter((each) => each.email !== each.email?.toLowerCase()),
  }
}
