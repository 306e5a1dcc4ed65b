// GET /api/people, one person's page, and the list as CSV: one row a person over all vendors. Names come from the erasable directory at the moment of asking.
import { z } from '@hono/zod-openapi'
import { type PersonRow, readPeople } from '../../db/tenant/people.ts'
import { readPerson } from '../../db/tenant/person.ts'
import { isSubjectId } from '../../ids.ts'
import { identityHashes } from '../../people/identity.ts'
import { homeOf, rootKeys } from '../../region.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import { openVault } from '../../vault/keys.ts'
import { type Column, csvFile, dollars } from '../csv.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure, isFailure } from '../errors.ts'
import { openReading, readRange } from '../reading.ts'
import { RangeQuery } from '../schemas/common.ts'
import { PeopleAnswer, PeopleQuery, PersonAnswer } from '../schemas/people.ts'
import { peopleLinkRoutes } from './people-links.ts'

const list = tenantRoute({
  method: 'get',
  path: '/api/people',
  summary: 'Everyone known, invited or seen, with what they did in the range',
  tag: 'People',
  needs: 'read:people',
  query: PeopleQuery,
  answer: PeopleAnswer,
  handler: async ({ query, actor, env }) => {
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    return { range, ...(await readPeople(db, tenant, range, query, directory, await stitched())) }
  },
})

const one = tenantRoute({
  method: 'get',
  path: '/api/people/{subject}',
  summary: 'One person, by any of their subjects: hours and days of work, identities, keys held',
  tag: 'People',
  needs: 'read:people',
  params: z.object({ subject: z.string() }),
  query: RangeQuery,
  answer: PersonAnswer,
  handler: async ({ params, query, actor, env }) => {
    if (!isSubjectId(params.subject)) return failure('not_found')
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const found = await readPerson(db, tenant, params.subject, range, directory, await stitched())
    return found === null ? failure('not_found') : { range, ...found }
  },
})

const own = tenantRoute({
  method: 'get',
  path: '/api/me/person',
  summary: 'What this ledger says of yourself, found by your address',
  tag: 'People',
  needs: 'read:own',
  query: RangeQuery,
  answer: PersonAnswer,
  handler: async ({ query, actor, env }) => {
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const home = homeOf(env, actor.tenant.region)
    const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant })
    const { id, email } = actor.user
    const identity = { vendorUser: `tallystick:${id}`, email }
    const [subject] = await ledgerOf(home, tenant).subjects([identityHashes(await vault.identityKey(), identity)])
    if (subject === undefined || !isSubjectId(subject)) return failure('not_found')
    const found = await readPerson(db, tenant, subject, range, directory, await stitched())
    return found === null ? failure('not_found') : { range, ...found }
  },
})

const COLUMNS: readonly Column<PersonRow>[] = [
  ['person', (row) => row.subject],
  ['name', (row) => row.name ?? null],
  ['email', (row) => row.email ?? null],
  ['state', (row) => row.state],
  ['role', (row) => row.role],
  ['vendors', (row) => row.vendors.join(' ')],
  ['added_at', (row) => row.added_at],
  ['last_active', (row) => row.last_active],
  ['activities', (row) => row.activities],
  ['code_sessions', (row) => row.code_sessions],
  ['lines_added', (row) => row.lines_added],
  ['code_estimate_usd', (row) => dollars(row.code_estimate)],
  ['estimate_usd', (row) => dollars(row.estimate.nano)],
  ['rows_without_price', (row) => row.estimate.rows_without_price],
  ['anthropic_estimate_usd', (row) => spentAt(row, 'anthropic')],
  ['openai_estimate_usd', (row) => spentAt(row, 'openai')],
  ['keys', (row) => row.keys],
  ['identities', (row) => row.subjects.join(' ')],
  ['record', (row) => row.seq],
]

/** Empty where the person used nothing: no use is no zero bill. */
function spentAt({ spend }: PersonRow, vendor: 'anthropic' | 'openai'): string | null {
  return dollars(spend.find((one) => one.vendor === vendor)?.estimate.nano ?? null)
}

const csv = tenantRoute({
  method: 'get',
  path: '/api/people.csv',
  summary: 'Exactly the people that the filter selects, as CSV',
  tag: 'People',
  needs: 'read:people',
  query: PeopleQuery,
  handler: async ({ query, actor, env }) => {
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    const { people } = await readPeople(db, tenant, range, query, directory, await stitched())
    return csvFile('people', range, COLUMNS, async () => ({ rows: people, next: null }))
  },
})

// Paths of words before the path of any subject.
export const peopleRoutes: readonly Route[] = [list, csv, own, ...peopleLinkRoutes, one]
