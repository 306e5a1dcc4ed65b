// The people screen: one row a person over both vendors. Everyone in a directory, invited, or seen in use, events or sessions.
import type { TenantId } from '../../ids.ts'
import type { Stitched } from '../../people/stitch.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type Freshness, readFreshness } from './freshness.ts'
import { type Names, namesFrom, type Person, personIn } from './labels.ts'
import { type PersonState, readTraces, type Traces, tracesOf } from './people-traces.ts'
import type { DayRange } from './range.ts'
import { member } from './schema.ts'
import { type Spender, spendOf, sumSpend, type VendorSpend } from './spend.ts'
import type { KnownDirectory } from './stitched.ts'
import type { Estimate } from './tokens.ts'
import { countUnmapped } from './unmapped-rows.ts'

export type { PersonState } from './people-traces.ts'
export type PersonRow = Person & {
  subjects: string[]
  role: string | null
  state: PersonState
  added_at: string | null
  last_active: string | null
  vendors: VendorName[]
  activities: number
  code_sessions: number
  lines_added: number
  code_estimate: string | null
  estimate: Estimate
  spend: VendorSpend[]
  keys: number
  seq: number | null
}
export type PeopleFilter = { vendor?: Spender | undefined; state?: PersonState | undefined; q?: string | undefined }
export type PeopleScreen = {
  freshness: Freshness
  people: PersonRow[]
  total: number
  active: number
  unmapped: number
}

/** Everyone, by name, before any filter but the vendor's; `active` did something themselves in the range. */
export function everyone(traces: Traces, directory: KnownDirectory, stitched: Stitched, vendor?: Spender) {
  const own = tracesOf(traces, vendor)
  const names = namesFrom([], directory)
  const personOf = (row: { subject: string }) => stitched.personOf(row.subject)
  const used = own.used.flatMap(({ subject, ...row }) => (subject === null ? [] : [{ ...row, subject }]))
  const of = {
    standing: Map.groupBy(own.standing, personOf),
    seen: Map.groupBy(own.seen, personOf),
    coded: Map.groupBy(own.coded, personOf),
    last: Map.groupBy(own.last, personOf),
    used: Map.groupBy(used, personOf),
    spend: spendOf(own.used, stitched),
    vendors: vendorsOf(traces, stitched),
  }
  const active = new Set([of.seen, of.coded, of.used].flatMap((rows) => [...rows.keys()]))
  const all = new Set([...active, ...of.standing.keys(), ...of.last.keys(), ...of.spend.keys()])
  const live = new Set(
    own.keys.filter(({ status }) => status === 'active').map(({ vendor, key }) => `${vendor}:${key}`),
  )
  const people = [...all].map((person): PersonRow => {
    const stands = of.standing.get(person)?.[0]
    const [coded, spend] = [of.coded.get(person), of.spend.get(person) ?? []]
    const days = of.used.get(person)?.map((row) => `${row.last}T00:00:00.000Z`) ?? []
    const signs = [...(of.last.get(person)?.map((row) => row.at) ?? []), ...days].sort()
    return {
      ...personIn(names, stitched, person),
      subjects: [...stitched.subjectsOf(person)],
      role: stands?.role ?? null,
      state: stands?.state ?? 'seen',
      added_at: stands?.added_at ?? null,
      last_active: signs.at(-1) ?? null,
      vendors: [...(of.vendors.get(person) ?? [])].sort(),
      activities: add(of.seen.get(person), (row) => row.count),
      code_sessions: add(coded, (row) => row.sessions),
      lines_added: add(coded, (row) => row.lines),
      code_estimate: coded === undefined ? null : String(coded.reduce((sum, row) => sum + BigInt(row.estimate), 0n)),
      estimate: sumSpend(spend),
      spend,
      keys: stitched.keysOf(person).filter(({ vendor, key }) => live.has(`${vendor}:${key}`)).length,
      seq: stands?.seq ?? null,
    }
  })
  return { people: people.sort(byName), active, names }
}

const add = <Row>(rows: readonly Row[] | undefined, of: (row: Row) => number): number =>
  rows?.reduce((sum, row) => sum + of(row), 0) ?? 0

/** Where each person stands or was met in the range, whatever the filter: a person at both vendors stays one in the list of either. */
function vendorsOf({ standing, seen, coded, used }: Traces, stitched: Stitched): Map<string, Set<VendorName>> {
  const vendors = new Map<string, Set<VendorName>>()
  const note = (person: string, vendor: VendorName) => {
    vendors.set(person, (vendors.get(person) ?? new Set<VendorName>()).add(vendor))
  }
  for (const { subject, vendor } of [...standing, ...seen, ...coded]) note(stitched.personOf(subject), vendor)
  for (const [person, spend] of spendOf(used, stitched)) for (const { vendor } of spend) note(person, vendor)
  return vendors
}

/** The people whom the filter selects. `q` looks for a part of name, address or subject, whatever the case. */
export async function readPeople(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  filter: PeopleFilter,
  directory: KnownDirectory,
  stitched: Stitched,
): Promise<PeopleScreen> {
  const traces = await readTraces(db, tenant, range, filter.vendor)
  const found = everyone(traces, directory, stitched, filter.vendor)
  // An address that somebody typed into a sign-in form is an attempt, not a person.
  const known = found.people.filter(({ subject }) => !stitched.isClaim(subject))
  const part = filter.q?.trim().toLowerCase() ?? ''
  const people = known.filter(
    (person) =>
      (filter.state === undefined || person.state === filter.state) &&
      textsOf(person, found.names).some((text) => text.toLowerCase().includes(part)),
  )
  const source = { table: member, tenantColumn: member.tenant, day: member.addedAt }
  const freshness = await readFreshness(db, tenant, range, people.length, traces.streams, source)
  const filtered = people.length === 0 && known.length > 0
  return {
    freshness: filtered ? { ...freshness, empty: 'filter_matches_nothing', nearest_day: null } : freshness,
    people,
    total: people.length,
    active: people.filter((person) => found.active.has(person.subject)).length,
    unmapped: countUnmapped(tracesOf(traces, filter.vendor), directory, stitched),
  }
}

/** Everything a person may be looked for by: all identities with their names and addresses. */
function textsOf(person: PersonRow, names: Names): string[] {
  return person.subjects.flatMap((subject) => {
    const { name, email } = names.person(subject)
    return [subject, name, email].filter((text) => text !== undefined)
  })
}

/** Named people by name; those without a name after them. */
function byName(a: PersonRow, b: PersonRow): number {
  const [x, y] = [a.name ?? a.email, b.name ?? b.email]
  if (x === undefined || y === undefined) return x === y ? a.subject.localeCompare(b.subject) : x === undefined ? 1 : -1
  return x.localeCompare(y) || a.subject.localeCompare(b.subject)
}
