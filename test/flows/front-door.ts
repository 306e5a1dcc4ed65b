// The product's front door on the stage: the real app with real ledgers, its queues in the test's hands.
import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import type { z } from 'zod'
import { createApp } from '../../worker/http/app.ts'
import {
  Capabilities,
  ConnectionList,
  ConnectionView,
  StreamList,
  ValidateAnswer,
} from '../../worker/http/schemas/connections.ts'
import { isTenantId, type TenantId } from '../../worker/ids.ts'
import type { Region } from '../../worker/region.ts'
import { createLedger, recordAct } from '../../worker/tenant/acts.ts'
import { type app, at, type Browser, newTenant, outside, type Reply } from '../http/harness.ts'
import { keyOf, type Stage } from '../pull/stage.ts'

export type Call = (method: string, path: string, json?: unknown) => Promise<Reply>

/** An app whose bindings are the stage's, for `Browser.send`. Floods are not what these tests are about. */
export function appOn(stage: Stage): typeof app {
  const real = createApp({ ...outside, recordAct, createLedger })
  const free = { limit: async () => ({ success: true }) }
  const bindings = { ...stage.env, VALIDATE_LIMIT: free, API_LIMIT: free }
  const request = (input: string, init: RequestInit) => real.request(input, init, bindings)
  return { request } as unknown as typeof app // the one method that the harness calls
}

/** Calls of one person at the front door. */
export const callsOf =
  (browser: Browser, door: typeof app): Call =>
  (method, path, json) =>
    browser.send(method, path, { app: door, ...(json !== undefined && { json }) })

/** A tenant with a ledger in its region, and its owner at the front door. */
export async function ownerAt(
  door: typeof app,
  region: Region = 'us',
): Promise<{ tenant: TenantId; call: Call; browser: Browser }> {
  const name = 'Tarnwick Instruments'
  const { owner, tenantId } = await newTenant(name, region)
  if (!isTenantId(tenantId)) throw new Error('no tenant')
  await createLedger(env, { tenant: tenantId, region, name })
  return { tenant: tenantId, call: callsOf(owner.browser, door), browser: owner.browser }
}

/** The body, which must have exactly the shape that the API document says. */
function shaped<T extends z.ZodType>(schema: T, reply: Reply, status = 200): z.output<T> {
  expect([reply.status, at(reply.body, 'error', 'message')]).toEqual([status, undefined])
  return schema.parse(reply.body)
}

/** What an admin does with connections, each answer held to its schema. `name` is a key of the simulator. */
export function connectionsAt(on: Stage, call: Call) {
  /** A key's name says whose it is. `more`: what the body says besides, `eu_resident` for one. */
  const validate = async (name: string, more: { eu_resident?: boolean } = {}) => {
    const kind = name.startsWith('openai') ? 'openai_admin' : 'anthropic_admin'
    const body = { kind, key: keyOf(on, name), ...more }
    return shaped(ValidateAnswer, await call('POST', '/api/connections/validate', body))
  }
  return {
    validate,
    async connect(name = 'admin', label = 'Production', more: { eu_resident?: boolean } = {}) {
      const { draft } = await validate(name, more)
      const reply = await call('POST', '/api/connections', { draft, key: keyOf(on, name), name: label })
      return shaped(ConnectionView, reply, 201)
    },
    list: async () => shaped(ConnectionList, await call('GET', '/api/connections')).connections,
    streams: async () => shaped(StreamList, await call('GET', '/api/streams')),
    capabilities: async () => shaped(Capabilities, await call('GET', '/api/me/capabilities')),
  }
}
