// Every sensitive act becomes a record. The act waits in CONTROL from the same batch that did it until its ledger has it.

import { deleteAct, type PendingAct, selectActs } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import type { TenantId } from '../ids.ts'
import type { Act, RecordAct } from '../tenant/acts.ts'
import { newActId } from './ids.ts'
import type { UserRow } from './rows.ts'

/** What happened, in open words, ids and codes; addresses and names only in `fields`, which can be erased. */
type ActSpec = Pick<Act, 'kind' | 'stream' | 'data'> & { fields?: Record<string, string> }

/**
 * An act by `who` (null: nobody signed in, as behind a link), ready to be written beside what it did. The id is fixed here:
 * delivered twice, it is one record.
 */
export function newAct(
  tenant: TenantId,
  who: UserRow | null,
  spec: ActSpec,
  now: Date,
  id: string = newActId(),
): PendingAct {
  const person = who && { who: { userId: who.id, email: who.email, ...(who.name === '' ? {} : { name: who.name }) } }
  return { id, tenantId: tenant, act: JSON.stringify({ ...spec, id, ...person, occurredAt: now.toISOString() }) }
}

/**
 * Hands acts to their ledgers: the given ones, or (from the cron) the oldest that are still waiting. A ledger that
 * does not answer delays its records, never the person; the act stays and goes with the next round. Returns how many
 * were delivered.
 */
export async function deliverActs(env: Env, record: RecordAct, ids?: readonly string[]): Promise<number> {
  const db = controlDatabase(env)
  let delivered = 0
  for (const { id, tenantId, act } of await selectActs(db, ids)) {
    try {
      await record(env, tenantId, readAct(act))
      // Dying between these two lines repeats the record under the same id, which the ledger takes for the same.
      await deleteAct(db, id)
      delivered++
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      console.log(JSON.stringify({ event: 'act_waits', act: id, tenant: tenantId, name }))
    }
  }
  return delivered
}

function readAct(text: string): Act {
  // Written by newAct and nobody else.
  const stored = JSON.parse(text) as Omit<Act, 'occurredAt'> & { occurredAt: string }
  return { ...stored, occurredAt: new Date(stored.occurredAt) }
}
