// What the connected keys open, through their whole life, and what a person sees of answers that were set aside.
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import { appOn, type Call, connectionsAt, ownerAt } from '../flows/front-door.ts'
import { deliver, drain, HOUR, keyOf, later, message, rowsOf, type Stage, stage, turn } from '../pull/stage.ts'
import { home, ledger } from '../support/tenants.ts'

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

describe('capabilities at OpenAI', () => {
  const none = { admin: false, costs: false, audit_logs: false, project_users: false, per_user_breakdown: false }
  const openai = async () => (await capabilities()).openai
  const lineOf = async (id: string) => (await list())[0]?.checklist.find((item) => item.id === id)
  const read = (id: string, ...names: string[]) => deliver(on, 'pulls', [message(tenant, id, 'live', ...names)])
  const settled = () => ledger(tenant).settle()

  it('are on as soon as the key is sealed, but for audit logs: reachable is not populated', async () => {
    await connect('openaiAdmin')
    const sealed = { ...none, admin: true, costs: true, project_users: true, per_user_breakdown: true }
    expect(await openai()).toEqual(sealed)
    expect((await lineOf('audit_logs'))?.state).toBe('ok')
    await drain(on)
    await settled()
    expect(await openai()).toEqual({ ...sealed, audit_logs: true })
    expect(Object.values((await capabilities()).anthropic)).toEqual(Array(5).fill(false))
  })

  it('have no audit logs while an owner has not switched them on, and have them with the first event', async () => {
    await turn(on, { openai_audit: 'off_empty' })
    const { id } = await connect('openaiAdmin')
    expect(await lineOf('audit_logs')).toMatchObject({
      state: 'empty',
      words: 'Reachable, nothing ingested yet.',
      remedy: expect.stringContaining('Audit logging'),
    })
    await drain(on)
    await settled()
    expect(await openai()).toMatchObject({ admin: true, audit_logs: false })
    await turn(on, { openai_audit: 'on' })
    await read(id, 'openai.costs')
    await settled()
    expect(await openai()).toMatchObject({ audit_logs: false })
    later(HOUR)
    await read(id, 'openai.audit_logs')
    await settled()
    expect(await openai()).toMatchObject({ audit_logs: true })
  })

  it('tell no use by person where the organization does not, until it does', async () => {
    await turn(on, { openai_user_ids: 'off' })
    const { id } = await connect('openaiAdmin')
    expect((await lineOf('per_user_breakdown'))?.state).toBe('empty')
    await drain(on)
    await settled()
    expect(await openai()).toMatchObject({ admin: true, costs: true, per_user_breakdown: false })
    await turn(on, { openai_user_ids: 'on' })
    await read(id, 'openai.usage.completions')
    await settled()
    expect(await openai()).toMatchObject({ per_user_breakdown: true })
  })

  it('have no costs with a key that may not read usage, before and after it was tried', async () => {
    await turn(on, { openai_missing_scope: 'api.usage.read' })
    await connect('openaiAdmin')
    expect(await lineOf('costs')).toMatchObject({ state: 'missing', words: expect.stringContaining('Usage → Read') })
    const held = { ...none, admin: true, project_users: true }
    expect(await openai()).toEqual(held)
    await drain(on)
    await settled()
    expect(await openai()).toEqual({ ...held, audit_logs: true })
  })

  it('have no people of projects with a key that may read usage only', async () => {
    await connect('openaiUsageOnly')
    expect(await openai()).toEqual({ ...none, admin: true, costs: true, per_user_breakdown: true })
    expect((await lineOf('project_users'))?.state).toBe('missing')
  })

  it('end with the key: revoked, and disconnected', async () => {
    const { id } = await connect('openaiAdmin')
    await drain(on)
    await settled()
    await turn(on, { revoked: ['openaiAdmin'] })
    await read(id, ...(await rowsOf(tenant)).map(({ stream }) => stream))
    expect(await openai()).toEqual(none)
    expect((await list())[0]).toMatchObject({ state: 'broken', words: expect.stringContaining('Replace the key') })
    await call('PUT', `/api/connections/${id}/key`, { key: keyOf(on, 'openaiAdminSecond') })
    expect(await openai()).toMatchObject({ admin: true, audit_logs: true })
    await call('DELETE', `/api/connections/${id}`)
    expect(await openai()).toEqual(none)
  })
})

describe('what capabilities look through', () => {
  /** Of activity and usage, the two that grow for ever: which a call of the route asked for. */
  async function asked(): Promise<string[]> {
    const d1 = home.db
    const tables = new Set<string>()
    const heard = vi.spyOn(Object.getPrototypeOf(d1), 'prepare')
    await capabilities()
    for (const [query] of heard.mock.calls) {
      for (const table of ['activity', 'usage']) if (String(query).includes(`FROM "${table}"`)) tables.add(table)
    }
    heard.mockRestore()
    return [...tables]
  }

  it('is nothing while OpenAI is not connected, and use only where the key was not seen to name people', async () => {
    expect(await asked()).toEqual([])
    await connect('admin')
    expect(await asked()).toEqual([])
    const { id } = await connect('openaiAdmin')
    expect(await asked()).toEqual(['activity'])
    await call('DELETE', `/api/connections/${id}`)
    await turn(on, { openai_user_ids: 'off' })
    await connect('openaiAdmin')
    expect(await asked()).toEqual(['activity', 'usage'])
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
