// How everything outside reaches a tenant's ledger object: a fresh stub a call, and one retry where the platform says it is safe.
import type { TenantId } from '../ids.ts'
import type { Home } from '../region.ts'

export type LedgerStub = ReturnType<typeof ledgerOf>

/** A stub is good until it throws: make a new one for each piece of work. */
export function ledgerOf(home: Home, tenant: TenantId) {
  return home.ledgers.getByName(tenant)
}

const TRIES = 4
const FIRST_WAIT_MS = 50

/**
 * Runs idempotent work against the ledger; when the platform marks the failure retryable (the object was moved or its code updated)
 * it is tried again with a new stub. Every append is idempotent: the cursor and the values decide.
 */
export async function withLedger<T>(
  home: Home,
  tenant: TenantId,
  work: (ledger: LedgerStub) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(ledgerOf(home, tenant))
    } catch (error) {
      const retryable = typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === true
      if (!retryable || attempt === TRIES) throw error
      await new Promise((done) => setTimeout(done, FIRST_WAIT_MS * 2 ** attempt))
    }
  }
}
