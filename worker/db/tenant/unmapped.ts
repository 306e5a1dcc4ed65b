// The identities that wait for a person, service accounts beside them, and the links that were made by hand.
import { sql } from 'drizzle-orm'
import { isSubjectId, type TenantId } from '../../ids.ts'
import { keyIdentity, keyOf, type Stitched } from '../../people/stitch.ts'
import { suggestionFor } from '../../people/suggest.ts'
import type { TenantDatabase, VendorName } from './database.ts'
import { type Names, namesFrom, type Person, personIn, workspacesQuery } from './labels.ts'
import { type LinkRow, linksQuery } from './links.ts'
import { type ListedKey, readTraces, type Traces, tracesOf } from './people-traces.ts'
import type { DayRange } from './range.ts'
import { serviceAccount } from './schema.ts'
import { type Spender, sumEstimates, type Used } from './spend.ts'
import type { KnownDirectory } from './stitched.ts'
import type { Estimate } from './tokens.ts'
import { looseIdentities } from './unmapped-rows.ts'

export type IdentityRow = {
  identity: string
  kind: 'vendor_user' | 'api_key' | 'service_account'
  vendor: VendorName | null
  label: string
  how: 'email' | 'own' | 'holder' | 'linked' | 'apart' | null
  seq: number | null
}
export type UnmappedRow = IdentityRow & {
  linkable: boolean
  status: string | null
  workspace: string | null
  workspace_name: string | null
  tokens: string
  estimate: Estimate
  activities: number
  last_active: string | null
  suggestion: Person | null
}
export type HandLink = IdentityRow & { person: Person | null; at: string }
export type UnmappedScreen = { rows: UnmappedRow[]; total: number; links: HandLink[] }

type Account = {
  vendor: VendorName
  id: string
  workspace: string | null
  vanished: number
  seq: number
}

/** Most use first; `vendor` leaves out the other vendor's. Links are those of all vendors and all time. */
export async function readUnmapped(
  db: TenantDatabase,
  tenant: TenantId,
  range: DayRange,
  vendor: Spender | undefined,
  directory: KnownDirectory,
  stitched: Stitched,
): Promise<UnmappedScreen> {
  const [all, [accounts, links, workspaces]] = await Promise.all([
    readTraces(db, tenant, range),
    db.batch([
      db.ask<Account>(sql`
        SELECT ${serviceAccount.vendor} AS vendor, ${serviceAccount.id} AS id, ${serviceAccount.workspace} AS workspace,
          ${serviceAccount.vanished} AS vanished, ${serviceAccount.seq} AS seq
        FROM ${serviceAccount} WHERE ${serviceAccount.tenant} = ${tenant}`),
      linksQuery(db, tenant),
      workspacesQuery(db, tenant),
    ]),
  ])
  const names = namesFrom(workspaces, directory)
  const traces = tracesOf(all, vendor)
  const theirs = accounts.filter((account) => vendor === undefined || account.vendor === vendor)
  const rows = [...looseRows(traces, directory, stitched, names), ...accountRows(theirs, traces, stitched, names)]
  rows.sort(
    (a, b) => more(a.estimate.nano, b.estimate.nano) || more(a.tokens, b.tokens) || (a.identity < b.identity ? -1 : 1),
  )
  return { rows, total: rows.length, links: links.map((link) => handLink(link, all, names, stitched)) }
}

const more = (a: string, b: string): number => (BigInt(a) > BigInt(b) ? -1 : BigInt(a) < BigInt(b) ? 1 : 0)
const tokensOf = (used: readonly Used[]): string => String(used.reduce((sum, { tokens }) => sum + BigInt(tokens), 0n))

function looseRows(traces: Traces, directory: KnownDirectory, stitched: Stitched, names: Names): UnmappedRow[] {
  const people = Object.keys(directory.people)
    .filter((subject) => stitched.personOf(subject) === subject && directory.people[subject]?.email !== undefined)
    .map((subject) => personIn(names, stitched, subject))
  return looseIdentities(traces, directory, stitched).map((loose) => {
    const { identity, kind, vendor, linkable, activities, last_active, used, key } = loose
    const stands = traces.standing.find(({ subject }) => subject === identity)
    const how = kind === 'api_key' ? stitched.howOf(identity) : null
    const label = labelOf(identity, names)
    return {
      identity,
      kind,
      vendor,
      label,
      how,
      seq: key?.seq ?? stands?.seq ?? null,
      linkable,
      status: key?.status ?? stands?.state ?? null,
      ...placeOf(key?.vendor, key?.workspace ?? null, names),
      tokens: tokensOf(used),
      estimate: sumEstimates(used),
      activities,
      last_active,
      // Whoever kept it apart has looked already.
      suggestion: linkable && how !== 'apart' ? suggestionFor(label, people) : null,
    }
  })
}

/** Service accounts that stand today or whose keys were used in the range. Their use is that of their keys, which stand in the list too. */
function accountRows(accounts: readonly Account[], traces: Traces, stitched: Stitched, names: Names): UnmappedRow[] {
  const holds = ({ vendor, id }: Account, key: ListedKey) =>
    key.vendor === vendor && key.holder === id && stitched.personOfKey(vendor, key.key) === null
  return accounts.flatMap((account): UnmappedRow[] => {
    const keys = new Set(traces.keys.filter((key) => holds(account, key)).map(({ key }) => key))
    const used = traces.used.filter((row) => row.vendor === account.vendor && row.key !== null && keys.has(row.key))
    if (account.vanished === 1 && used.length === 0) return []
    const days = used.map(({ last }) => last).sort()
    return [
      {
        identity: keyIdentity(account.vendor, account.id),
        kind: 'service_account',
        vendor: account.vendor,
        label: names.label(account.id) ?? account.id,
        how: null,
        seq: account.seq,
        linkable: false,
        status: account.vanished === 1 ? 'vanished' : 'active',
        ...placeOf(account.vendor, account.workspace, names),
        tokens: tokensOf(used),
        estimate: sumEstimates(used),
        activities: 0,
        last_active: days.length === 0 ? null : `${days.at(-1)}T00:00:00.000Z`,
        suggestion: null,
      },
    ]
  })
}

function placeOf(vendor: string | undefined, workspace: string | null, names: Names) {
  const name = vendor === undefined || workspace === null ? null : names.workspace(vendor, workspace)
  return { workspace, workspace_name: name }
}

/** What an identity is called: a key's name, a person's name or address, else its id. */
export function labelOf(identity: string, names: Names): string {
  const key = keyOf(identity)
  if (key !== undefined) return names.key(key.key)
  const { name, email } = names.person(identity)
  return email ?? name ?? identity
}

/** Where a subject was met; null when nowhere or at several. */
export function vendorOf(subject: string, { standing, seen, coded, used, last }: Traces): VendorName | null {
  const met = [...standing, ...seen, ...coded, ...used, ...last].filter((row) => row.subject === subject)
  const vendors = new Set<VendorName>(met.map(({ vendor }) => vendor))
  return vendors.size === 1 ? ([...vendors][0] ?? null) : null
}

function handLink({ identity, person, at, seq }: LinkRow, traces: Traces, names: Names, stitched: Stitched): HandLink {
  const key = keyOf(identity)
  return {
    identity,
    kind: key === undefined ? 'vendor_user' : 'api_key',
    vendor: key === undefined ? vendorOf(identity, traces) : vendorName(key.vendor),
    label: labelOf(identity, names),
    how: person === null ? 'apart' : 'linked',
    seq: seq < 0 ? null : seq,
    person: person === null || !isSubjectId(person) ? null : personIn(names, stitched, person),
    at,
  }
}

/** The vendor in an identity's name, where it is one. */
export const vendorName = (said: string): VendorName | null =>
  said === 'anthropic' || said === 'openai' || said === 'tallystick' ? said : null
