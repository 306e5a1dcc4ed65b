// Who may call which read tool: every tool against every role and every single scope, from the tables themselves.
import { describe, expect, it, vi } from 'vitest'
import { PERMISSIONS, ROLE_PERMISSIONS, ROLES } from '../../worker/access/roles.ts'
import { ROUTES } from '../../worker/http/routes/all.ts'
import { TOOLS } from '../../worker/mcp/admin/tools.ts'
import { makeTenant } from '../support/tenants.ts'
import { call, mcpActorOf } from './mcp-admin-client.ts'

const tenant = await makeTenant()
const TWINS = {
  'get-organization': '/api/organization',
  'list-workspaces': '/api/workspaces',
  'list-members': '/api/vendor-members',
  'list-api-keys': '/api/keys',
  'get-usage': '/api/usage',
  'get-costs': '/api/costs',
  'list-activity': '/api/activity',
  'verify-record': '/api/ledger/records/{seq}/proof',
}
const argsOf = (name: string) => (name === 'verify-record' ? { seq: 0 } : {})

describe('each tool', () => {
  it('has a route that answers the same to the same people', () => {
    expect(Object.keys(TWINS).sort()).toEqual(TOOLS.map(({ name }) => name).sort())
    for (const [name, path] of Object.entries(TWINS)) {
      const needs = TOOLS.find((tool) => tool.name === name)?.needs
      expect([name, needs]).toEqual([name, ROUTES.find((route) => route.path === path)?.access])
    }
  })

  it('asks for reading permissions only', () => {
    for (const { needs } of TOOLS) expect(needs.every((permission) => permission.startsWith('read:'))).toBe(true)
  })
})

describe.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s', (name, { needs }) => {
  it.each(ROLES)('opens for a person who is %s as the table of roles says', async (role) => {
    const { isError, texts } = await call(mcpActorOf(tenant, role), name, argsOf(name))
    const may = needs.some((permission) => ROLE_PERMISSIONS[role].includes(permission))
    expect([isError, texts[0]?.startsWith('forbidden')]).toEqual([!may, !may])
    if (!may) expect(texts[0]).toContain(`Needs ${needs.join(' or ')}.`)
  })

  it('opens for each single permission that it needs and for no other', async () => {
    const opened: string[] = []
    for (const permission of PERMISSIONS) {
      const { isError } = await call(mcpActorOf(tenant, 'owner', [permission]), name, argsOf(name))
      if (!isError) opened.push(permission)
    }
    expect(opened.sort()).toEqual([...needs].sort())
  })
})

describe('people', () => {
  it('are no question for whoever may see usage but not people', async () => {
    const finance = mcpActorOf(tenant, 'finance')
    const { isError, texts } = await call(finance, 'get-usage', { group_by: 'person' })
    expect([isError, texts[0]]).toEqual([true, expect.stringContaining('Needs read:people.')])
    expect((await call(finance, 'get-usage')).isError).toBe(false)
  })
})

describe('a call', () => {
  it('is logged with who and what, and never with its arguments', async () => {
    const lines: string[] = []
    const spy = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
    await call(mcpActorOf(tenant, 'member'), 'get-usage', { model: ['telling-name'] })
    spy.mockRestore()
    const logged = lines.map((line) => JSON.parse(line)).find(({ event }) => event === 'mcp_tool')
    expect(logged).toMatchObject({ tool: 'get-usage', error: 'forbidden', tenant, user: 'user-1', role: 'member' })
    expect(lines.join()).not.toMatch(/telling-name|@/)
  })
})
