// Whoever acts on captured texts, with what every such act needs: the tenant's home, its vault, and a record that is durable before anything else happens.
import type { ActiveTenant } from '../access/actor.ts'
import type { UserRow } from '../access/rows.ts'
import type { SubjectId } from '../ids.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { type Home, homeOf, rootKeys } from '../region.ts'
import { type Act, recordNow, sealAct, subjectOf } from '../tenant/acts.ts'
import type { Batch } from '../tenant/draft.ts'
import { openVault, type Vault } from '../vault/keys.ts'

export type Desk = {
  readonly env: Env
  readonly tenant: ActiveTenant
  readonly user: UserRow
  readonly home: Home
  readonly vault: Vault
  readonly now: Date
}

export function deskOf(env: Env, tenant: ActiveTenant, user: UserRow, now = new Date()): Desk {
  const home = homeOf(env, tenant.region)
  return {
    env,
    tenant,
    user,
    home,
    vault: openVault({ bucket: home.vault, roots: rootKeys(env), tenant: tenant.id }),
    now,
  }
}

/** What is recorded of an act at the desk. `fields` are sealed under the key of whoever acts. */
export type DeskAct = Pick<Act, 'kind' | 'stream' | 'id'> & {
  data: JsonObject
  refs?: readonly number[]
  fields?: Record<string, string>
}

/** Appends the act and returns its seq, once it is durable. Throws where it cannot be recorded: then nothing may happen. */
export async function recordAtDesk(desk: Desk, act: DeskAct): Promise<number> {
  return recordNow(desk.home, desk.vault, actOf(desk, act))
}

/** The same act, sealed, for a transaction that does more than append it. */
export async function sealAtDesk(desk: Desk, act: DeskAct): Promise<Batch> {
  return sealAct(desk.home, desk.vault, actOf(desk, act))
}

function actOf({ user, now }: Desk, { refs, fields, ...act }: DeskAct): Act {
  const name = user.name === '' ? {} : { name: user.name }
  return {
    ...act,
    ...(refs !== undefined && refs.length > 0 && { refs: [...refs] }),
    ...(fields !== undefined && { fields }),
    who: { userId: user.id, email: user.email, ...name },
    occurredAt: now,
  }
}

/** Who acts, as the ledger knows them. */
export const subjectAtDesk = ({ home, vault, user }: Desk): Promise<SubjectId> =>
  subjectOf(home, vault, { userId: user.id, email: user.email })
