// What the vendors list, as the routes and the MCP tools answer it: a page of the read model, names, and the history from the ledger.
import type { TenantActor } from '../access/actor.ts'
import type { VendorName } from '../db/tenant/database.ts'
import { type ReadingRow, readByVendor, standingOf } from '../db/tenant/list-standing.ts'
import { readOrganizations } from '../db/tenant/organizations.ts'
import { readVendorKeys, type VendorKeyFilter, type VendorKeyPosition } from '../db/tenant/vendor-keys.ts'
import { readVendorMembers, type VendorMemberFilter, type VendorMemberPosition } from '../db/tenant/vendor-members.ts'
import { type ListPage, readWorkspaces, type WorkspaceFilter, type WorkspacePosition } from '../db/tenant/workspaces.ts'
import { homeOf } from '../region.ts'
import { ledgerOf } from '../tenant/reach.ts'
import { emptyWords } from './empty-words.ts'
import { type Failure, isFailure } from './errors.ts'
import { cursorOf, openReading, readPosition, readRange } from './reading.ts'
import type {
  History,
  OrganizationAnswer,
  VendorKeyList,
  VendorMemberList,
  WorkspaceList,
} from './schemas/inventory.ts'

/** Who asks: which tenant, and what they may see of people. */
export type Reader = Pick<TenantActor, 'tenant' | 'permissions'>
export type Paged = { limit: number; cursor?: string | undefined }
type Ranged = { from?: string | undefined; to?: string | undefined }

type Recorded = { vendor: VendorName; seq: number | null; state?: string; status?: string }

/** The rows with what the ledger knows of each; null where it has no such record, as for keys that only use tells of. */
async function withHistory<Row extends Recorded>(
  env: Env,
  reader: Reader,
  rows: readonly Row[],
  readings: readonly ReadingRow[],
): Promise<(Row & { history: History | null })[]> {
  const seqs = rows.flatMap(({ seq }) => seq ?? [])
  const found =
    seqs.length === 0 ? [] : await ledgerOf(homeOf(env, reader.tenant.region), reader.tenant.id).histories(seqs)
  const histories = new Map(found.map((one) => [one.seq, one]))
  const until = readByVendor(readings)
  return rows.map((row) => {
    const known = row.seq === null ? undefined : histories.get(row.seq)
    if (known === undefined) return { ...row, history: null }
    const gone = row.state === 'gone' || row.state === 'removed' || row.status === 'gone'
    const read = until.get(row.vendor) ?? ''
    const history = {
      first_seen: known.firstAt,
      last_changed: known.lastAt,
      last_seen: !gone && read > known.lastAt ? read : known.lastAt,
      revisions: known.revisions,
      first_record: known.first,
    }
    return { ...row, history }
  })
}

function standing(readings: readonly ReadingRow[], rows: number, all: number) {
  const stands = standingOf(readings, rows, all)
  return { ...stands, words: emptyWords(stands.empty) }
}

const listOf = ({ readings, total, all, next }: ListPage<unknown, readonly string[]>) => ({
  standing: standing(readings, total, all),
  total,
  next_cursor: cursorOf(next),
})

/** This tenant, and its organizations at the vendors. */
export async function answerOrganization(env: Env, reader: Reader): Promise<OrganizationAnswer> {
  const { db, tenant } = await openReading(env, reader)
  const { rows, readings } = await readOrganizations(db, tenant)
  const { id, name, region } = reader.tenant
  return {
    tenant: { id, name, region },
    standing: standing(readings, rows.length, rows.length),
    organizations: await withHistory(env, reader, rows, readings),
  }
}

/** Workspaces and projects, archived and vanished ones too. */
export async function answerWorkspaces(
  env: Env,
  reader: Reader,
  { limit, cursor, ...filter }: Paged & WorkspaceFilter,
): Promise<WorkspaceList | Failure> {
  const { db, tenant } = await openReading(env, reader)
  const after = readPosition<WorkspacePosition>(cursor, ['string', 'string'])
  if (isFailure(after)) return after
  const page = await readWorkspaces(db, tenant, { filter, limit, after })
  return { ...listOf(page), rows: await withHistory(env, reader, page.rows, page.readings) }
}

/** Memberships and open invitations at the vendors. */
export async function answerVendorMembers(
  env: Env,
  reader: Reader,
  { limit, cursor, ...filter }: Paged & VendorMemberFilter,
): Promise<VendorMemberList | Failure> {
  const { db, tenant, directory, stitched } = await openReading(env, reader)
  const after = readPosition<VendorMemberPosition>(cursor, ['string', 'string', 'string', 'string'])
  if (isFailure(after)) return after
  const page = await readVendorMembers(db, tenant, { filter, limit, after }, directory, await stitched())
  return { ...listOf(page), rows: await withHistory(env, reader, page.rows, page.readings) }
}

/** Keys with their use in the range. Whoever may not see people is not told whose a key is. */
export async function answerVendorKeys(
  env: Env,
  reader: Reader,
  { limit, cursor, from, to, ...filter }: Paged & Ranged & VendorKeyFilter,
): Promise<VendorKeyList | Failure> {
  const { db, tenant, today, directory, stitched } = await openReading(env, reader)
  const range = readRange({ from, to }, today)
  if (isFailure(range)) return range
  const after = readPosition<VendorKeyPosition>(cursor, ['string', 'string'])
  if (isFailure(after)) return after
  const page = await readVendorKeys(db, tenant, { range, filter, limit, after }, directory, await stitched())
  const may = reader.permissions.has('read:people')
  const rows = page.rows.map((row) => (may ? row : { ...row, holder: null }))
  return { range, ...listOf(page), rows: await withHistory(env, reader, rows, page.readings) }
}
