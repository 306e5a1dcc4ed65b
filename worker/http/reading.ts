// What every read route begins with: the tenant's read models, its names, today, and the range that was asked for.

import type { TenantActor } from '../access/actor.ts'
import { controlDatabase } from '../db/control/database.ts'
import { selectTenant } from '../db/control/tenants.ts'
import { type TenantDatabase, tenantDatabase } from '../db/tenant/database.ts'
import { type Day, type DayRange, dayOf, resolveRange } from '../db/tenant/range.ts'
import { type KnownDirectory, readStitched } from '../db/tenant/stitched.ts'
import type { TenantId } from '../ids.ts'
import { unverified } from '../people/claimed.ts'
import type { Stitched } from '../people/stitch.ts'
import { homeOf, rootKeys } from '../region.ts'
import { readDirectory } from '../vault/directory.ts'
import { openVault } from '../vault/keys.ts'
import { type Failure, failure } from './errors.ts'
import { decodeCursor, encodeCursor } from './paging.ts'

export type Reading = {
  db: TenantDatabase
  tenant: TenantId
  today: Day
  /** Read once a request; names are in no database. */
  directory: KnownDirectory
  /** Who is one person over all vendors. Read when first asked for, once a request. */
  stitched: () => Promise<Stitched>
}

/** Opens the actor's own tenant: region and id come from the session or token and from nowhere else. */
export async function openReading(env: Env, actor: Pick<TenantActor, 'tenant'>): Promise<Reading> {
  const { id: tenant, region } = actor.tenant
  const home = homeOf(env, region)
  const directory = unverified(await readDirectory(openVault({ bucket: home.vault, roots: rootKeys(env), tenant })))
  const db = tenantDatabase(home.db)
  const stitched = once(async () => {
    const row = await selectTenant(controlDatabase(env), tenant)
    return readStitched(db, tenant, directory, row?.domainAliases ?? [])
  })
  return { db, tenant, today: dayOf(new Date()), directory, stitched }
}

/** Asks at the first call and gives every later one the same answer. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask()
    return asked
  }
}

/** The days asked for, or the failure that says which of the two is wrong and why. */
export function readRange(asked: { from?: Day | undefined; to?: Day | undefined }, today: Day): DayRange | Failure {
  const range = resolveRange(asked, today)
  if (!('problem' in range)) return range
  return failure('invalid_request', { details: [{ path: `query.${range.field}`, problem: range.problem }] })
}

type Kind = 'string' | 'number'

/** The position in a cursor of ours, null without a cursor, a failure when it is not one of this list's. */
export function readPosition<P extends readonly (string | number)[]>(
  cursor: string | undefined,
  kinds: readonly Kind[],
): P | null | Failure {
  if (cursor === undefined) return null
  const position = decodeCursor(cursor, kinds.length)
  if (position === null || !position.every((part, index) => typeof part === kinds[index])) {
    return failure('invalid_cursor')
  }
  // Number and types of the parts were compared with those of P, which `kinds` spells out.
  return position as readonly (string | number)[] as P
}

export function cursorOf(next: readonly (string | number)[] | null): string | null {
  return next === null ? null : encodeCursor(next)
}
