// What the connected keys open, through their whole life, and what a person sees of answers that were set aside.
import { beforeEach, describe, expect, it } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import { appOn, type Call, connectionsAt, ownerAt } from '../flows/front-door.ts'
import { deliver, drain, keyOf, message, rowsOf, type Stage, stage, turn } from '../pull/stage.ts'

type Door = ReturnType<typeof connectionsAt>
let on: Stage
let door: Door
let tenant: TenantId
let call: Call

beforeEach(async () => {
  on = stage({ BACKFILL_DAYS: '1' })
  const made = await ownerAt(appOn(on))
  tenant = made.tenant
  call = made.call
  door = connectionsAt(on, call)
})

const connect = (...args: Parameters<Door['connect']>) => door.connect(...args)
const list = (...args: Parameters<Door['list']>) => door.list(...args)
const streams = (...args: Parameters<Door['streams']>) => door.streams(...args)
const capabilities = (...args: Parameters<Door['capabilities']>) => door.capabilities(...args)

describe('capabilities', () => {
  const none = {
    admin_api: false,
    code_analytics: false,
    activity_feed: false,
    content_capture: false,
    mcp_connector: false,
  }

  it('are exactly those of the design, all off before anything is connected', async () => {
    expect(await capabilities()).toEqual({
      anthropic: none,
      openai: { admin: false, costs: false, audit_logs: false, project_users: false, per_user_breakdown: false },
    })
  })

  it('follow the keys through their life', async () => {
    const { id } = await connect('adminOldActivity')
    expect((await capabilities()).anthropic).toEqual({ ...none, admin_api: true, code_analytics: true })
    await drain(on)
    expect((await capabilities()).anthropic.activity_feed).toBe(false)
    await call('PUT', `/api/connections/${id}/key`, { key: keyOf(on, 'admin') })
    await drain(on)
    expect((await capabilities()).anthropic).toEqual({
      ...none,
      admin_api: true,
      code_analytics: true,
      activity_feed: true,
    })
    // Switched off at the vendor.
    await turn(on, { activity: 'off' })
    await deliver(on, 'pulls', [message(tenant, id, 'live', 'anthropic.activity')])
    expect((await capabilities()).anthropic.activity_feed).toBe(false)
    // Revoked.
    await turn(on, { revoked: ['admin'] })
    await deliver(on, 'pulls', [message(tenant, id, 'live', ...(await rowsOf(tenant)).map(({ stream }) => stream))])
    expect((await capabilities()).anthropic).toEqual(none)
    expect((await list())[0]).toMatchObject({ state: 'broken', words: expect.stringContaining('Replace the key') })
    await call('PUT', `/api/connections/${id}/key`, { key: keyOf(on, 'adminSecond') })
    expect((await capabilities()).anthropic.admin_api).toBe(true)
    await call('DELETE', `/api/connections/${id}`)
    expect((await capabilities()).anthropic).toEqual(none)
  })
})

describe('what was set aside', () => {
  it('is listed with its hash until the stream parses again', async () => {
    const { id } = await connect()
    await turn(on, { faults: [{ path: '/v1/organizations/workspaces', kind: 'garbage_html' }] })
    await deliver(on, 'pulls', [message(tenant, id, 'live', 'anthropic.workspaces')])
    const { quarantined } = await streams()
    expect(quarantined).toMatchObject([
      { stream: 'anthropic.workspaces', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    await deliver(on, 'pulls', [message(tenant, id, 'live', 'anthropic.workspaces')])
    expect((await streams()).quarantined).toEqual([])
  })
})
