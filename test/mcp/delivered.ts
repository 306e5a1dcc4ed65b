// The queue of the turn tests: delivers what waits, as often as wanted, and reads what became of it.
import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { consumeTurns } from '../../worker/mcp/connector/consume.ts'
import { rootKeys } from '../../worker/region.ts'
import { openFields } from '../../worker/tenant/describe.ts'
import { ledgerOf } from '../../worker/tenant/reach.ts'
import { openVault } from '../../worker/vault/keys.ts'
import { home } from '../support/tenants.ts'

export type Kept = { record: LedgerRecord; summary: string }

/** Delivers what waits, `times` over, and reads every turn of the ledger. */
export async function deliver(tenant: TenantId, times = 1): Promise<Kept[]> {
  const { objects } = await home.vault.list({ prefix: `turns/${tenant}/` })
  const bodies = objects.map(({ key }) => ({
    v: 1,
    job: 'turn',
    region: 'us',
    tenant,
    id: `turn/${key.split('/').at(-1)}`,
  }))
  for (let i = 0; i < times; i++) {
    const messages = bodies.map((body, at) => message(`m-${i}-${at}`, body))
    const { messages: rest } = await consumeTurns(env, { queue: 'jobs', messages })
    expect(rest).toEqual([])
  }
  return turns(tenant)
}

const message = (id: string, body: unknown): Message => ({
  id,
  body,
  timestamp: new Date(),
  attempts: 1,
  ack: () => undefined,
  retry: () => {
    throw new Error('a turn was put back')
  },
})

/** Every turn of the ledger, opened. */
export async function turns(tenant: TenantId): Promise<Kept[]> {
  const ledger = ledgerOf(home, tenant)
  const { size } = await ledger.state()
  const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant })
  const kept: Kept[] = []
  for (let seq = 0; seq < size; seq++) {
    const view = await ledger.record(seq)
    if (view === null) continue
    // Our own bytes.
    const record = JSON.parse(view.text) as LedgerRecord
    if (record.kind !== 'interaction') continue
    kept.push({ record, summary: String((await openFields(vault, view, true)).fields?.summary) })
  }
  return kept
}
