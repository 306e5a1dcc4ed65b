// The product's front door on the stage: the real app with real ledgers, its queues in the test's hands.
import { createApp } from '../../worker/http/app.ts'
import { isTenantId, type TenantId } from '../../worker/ids.ts'
import { createLedger, recordAct } from '../../worker/tenant/acts.ts'
import { type app, type Browser, newTenant, openLedger, outside, type Reply } from '../http/harness.ts'
import type { Stage } from '../pull/stage.ts'

export type Call = (method: string, path: string, json?: unknown) => Promise<Reply>

/** An app whose bindings are the stage's, for `Browser.send`. Floods are not what these tests are about. */
export function appOn(stage: Stage): typeof app {
  const real = createApp({ ...outside, recordAct, createLedger })
  const free = { limit: async () => ({ success: true }) }
  const env = { ...stage.env, VALIDATE_LIMIT: free, API_LIMIT: free }
  const request = (input: string, init: RequestInit) => real.request(input, init, env)
  return { request } as unknown as typeof app // the one method that the harness calls
}

/** Calls of one person at the front door. */
export const callsOf =
  (browser: Browser, door: typeof app): Call =>
  (method, path, json) =>
    browser.send(method, path, { app: door, ...(json !== undefined && { json }) })

/** A tenant with a ledger, and its owner at the front door. */
export async function ownerAt(door: typeof app): Promise<{ tenant: TenantId; call: Call; browser: Browser }> {
  const { owner, tenantId } = await newTenant('Tarnwick Instruments')
  if (!isTenantId(tenantId)) throw new Error('no tenant')
  await openLedger(tenantId)
  return { tenant: tenantId, call: callsOf(owner.browser, door), browser: owner.browser }
}
