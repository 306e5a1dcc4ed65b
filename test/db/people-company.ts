// A small company at both vendors for the tests of people: one with two addresses, one with one, a bot, and what is nobody's.
import {
  activity,
  identityLink,
  member,
  serviceAccount,
  usage,
  vendorKey,
  workspace,
} from '../../worker/db/tenant/schema.ts'
import { type KnownDirectory, readStitched } from '../../worker/db/tenant/stitched.ts'
import { newSubjectId, type TenantId } from '../../worker/ids.ts'
import type { Link } from '../../worker/people/stitch.ts'
import { activitySeed, db, directoryOf, insertRows, usageSeed } from './seed.ts'

export const range = { from: '2026-11-01', to: '2026-11-20', days: 20 }
export const aliases = [['northwind.example', 'northwind.io']]

const subjects = Array.from({ length: 7 }, () => newSubjectId())
const [meiA = '', meiO = '', ada = '', former = '', claim = '', erased = '', plus = ''] = subjects

/** Whom both of Mei's subjects are: neither was linked, both are members, so the smaller. */
export const [mei = ''] = [meiA, meiO].sort()
export { ada, claim, erased, former, meiA, meiO, plus }

export const directory: KnownDirectory = {
  ...directoryOf(
    {},
    { key_mei: { name: 'mei-laptop' }, key_bot: { name: 'nightly' }, svc_acct_1: { name: 'ci-runner' } },
  ),
  people: {
    [meiA]: { name: 'Mei Zhao', email: 'mei@northwind.example' },
    [meiO]: { email: 'Mei@Northwind.io' },
    [ada]: { name: 'Ada Quill', email: 'ada@northwind.example' },
    [plus]: { email: 'mei+test@northwind.example' },
    [claim]: { name: 'mei@northwind.example (not verified)', claimed: true },
  },
  removed: { [erased]: 9 },
}

export const stitchedOf = (tenant: TenantId, known = directory, domains = aliases) =>
  readStitched(db, tenant, known, domains)

const openai = { stream: 'openai.usage.completions', vendor: 'openai', model: 'gpt-6.2-sol' }
const at = '2026-02-01T00:00:00.000Z'

/** `nano` of each row is its own power of ten, so that a sum says which rows are in it. */
export async function seedCompany(tenant: TenantId): Promise<void> {
  const standing = { tenant, role: 'user', addedAt: at, vanished: 0, rev: 0 }
  await insertRows(member, [
    { ...standing, vendor: 'anthropic', subject: meiA, seq: 1 },
    { ...standing, vendor: 'anthropic', subject: ada, role: 'admin', seq: 2 },
    { ...standing, vendor: 'openai', subject: meiO, role: 'reader', seq: 3 },
    { ...standing, vendor: 'openai', subject: ada, role: 'owner', seq: 4 },
    { ...standing, vendor: 'openai', subject: plus, seq: 5 },
  ])
  await insertRows(workspace, [
    { tenant, vendor: 'openai', id: 'proj_1', name: 'Search', isDefault: 0, vanished: 0, seq: 6, rev: 0 },
  ])
  const key = { tenant, vendor: 'openai', status: 'active', workspace: 'proj_1', createdAt: at, vanished: 0, rev: 0 }
  await insertRows(vendorKey, [
    { ...key, id: 'key_mei', createdBy: meiO, holderType: 'user', seq: 7 },
    { ...key, id: 'key_bot', createdBy: 'svc_acct_1', holderType: 'service_account', seq: 8 },
  ])
  await insertRows(serviceAccount, [
    {
      tenant,
      vendor: 'openai',
      id: 'svc_acct_1',
      workspace: 'proj_1',
      role: 'member',
      createdAt: at,
      vanished: 0,
      seq: 9,
      rev: 0,
    },
    {
      tenant,
      vendor: 'openai',
      id: 'svc_acct_0',
      workspace: null,
      role: 'member',
      createdAt: at,
      vanished: 1,
      seq: 10,
      rev: 0,
    },
  ])
  await insertRows(usage, [
    // Anthropic reports by person, and the same use again without: only the first may count.
    usageSeed(tenant, '2026-11-02', { view: 'actors', subject: meiA, estimate: 1 }),
    usageSeed(tenant, '2026-11-02', { view: 'dimensions', apiKey: 'apikey_1', estimate: 777 }),
    usageSeed(tenant, '2026-11-03', { ...openai, subject: meiO, estimate: 10 }),
    usageSeed(tenant, '2026-11-04', { ...openai, subject: meiO, estimate: null }),
    usageSeed(tenant, '2026-11-05', { ...openai, apiKey: 'key_mei', estimate: 100 }),
    usageSeed(tenant, '2026-11-06', { ...openai, apiKey: 'key_bot', estimate: 1000 }),
    usageSeed(tenant, '2026-11-07', { ...openai, apiKey: 'key_gone', estimate: 10_000 }),
    usageSeed(tenant, '2026-11-08', { ...openai, subject: former, apiKey: 'key_old', estimate: 100_000 }),
    usageSeed(tenant, '2026-11-09', { ...openai, subject: erased, estimate: 1_000_000 }),
    usageSeed(tenant, '2026-11-10', { ...openai, estimate: 10_000_000 }),
    usageSeed(tenant, '2026-10-31', { ...openai, subject: meiO, estimate: 888 }),
  ])
  await insertRows(activity, [
    activitySeed(tenant, '2026-11-02T09:00:00.000Z', { subject: meiA }),
    activitySeed(tenant, '2026-11-02T09:10:00.000Z', { subject: meiO, vendor: 'openai' }),
    activitySeed(tenant, '2026-11-03T10:00:00.000Z', { subject: meiO, vendor: 'openai' }),
    activitySeed(tenant, '2026-11-04T11:00:00.000Z', { subject: claim }),
    activitySeed(tenant, '2026-11-05T12:00:00.000Z', { subject: former, vendor: 'openai' }),
  ])
}

/** Links that somebody made: a former user to Mei, a key without a holder to Ada, and one of Mei's keys kept apart. */
export const byHand: readonly Link[] = [
  { identity: former, person: meiO },
  { identity: 'openai:key_gone', person: ada },
  { identity: 'openai:key_mei', person: null },
]

export async function seedLinks(tenant: TenantId, links: readonly Link[]): Promise<void> {
  const row = { tenant, at: '2026-11-19T00:00:00.000Z' }
  await insertRows(
    identityLink,
    links.map((link, seq) => ({ ...row, ...link, seq: 500 + seq })),
  )
}
