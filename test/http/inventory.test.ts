import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { connection, stream, workspace } from '../../worker/db/tenant/schema.ts'
import { inventoryRoutes } from '../../worker/http/routes/inventory.ts'
import { OrganizationAnswer, VendorMemberList, WorkspaceList } from '../../worker/http/schemas/inventory.ts'
import { newTenantId } from '../../worker/ids.ts'
import { connectionSeed, insertRows, streamSeed } from '../db/seed.ts'
import { ledger, makeTenant } from '../support/tenants.ts'
import { page as batch, workspace as draftWorkspace, gone } from '../tenant/drafts.ts'
import { at } from './harness.ts'
import { ada, ben, READ, read, seedInventory, tenant } from './inventory-company.ts'
import { actorOf, get } from './read-app.ts'

beforeAll(seedInventory)

describe('GET /api/organization', () => {
  it('names this organization, and those at the vendors from lists and from connections', async () => {
    const answer = await read(OrganizationAnswer, '/api/organization')
    expect(answer.tenant).toEqual({ id: tenant, name: 'Tarnwick Instruments', region: 'us' })
    expect(answer.organizations).toMatchObject([
      { vendor: 'anthropic', id: 'org-1', name: 'Tarnwick', connected: true, seq: 1 },
      { vendor: 'openai', id: 'org-o', name: 'Tarnwick Instruments', connected: true, seq: null, history: null },
    ])
  })
})

describe('GET /api/workspaces', () => {
  it('lists both vendors’ by state, the archived and the vanished too', async () => {
    const answer = await read(WorkspaceList, '/api/workspaces')
    expect(answer.rows.map(({ id, kind, state }) => [id, kind, state])).toEqual([
      ['wrkspc_0', 'workspace', 'active'],
      ['wrkspc_1', 'workspace', 'archived'],
      ['wrkspc_2', 'workspace', 'gone'],
      ['proj_1', 'project', 'active'],
    ])
    expect(answer.standing).toEqual({ read_at: READ, empty: null, words: null })
    for (const [query, ids] of [
      ['vendor=openai', ['proj_1']],
      ['state=archived', ['wrkspc_1']],
      ['state=active&vendor=anthropic', ['wrkspc_0']],
    ] as const) {
      const some = await read(WorkspaceList, `/api/workspaces?${query}`)
      expect([some.rows.map(({ id }) => id), some.total]).toEqual([ids, ids.length])
    }
  })

  it('gives every row once over pages of any size, and refuses a cursor of another list', async () => {
    const whole = (await read(WorkspaceList, '/api/workspaces')).rows
    for (const limit of [1, 2, 3, 4]) {
      const rows = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const more: string = cursor === '' ? '' : `&cursor=${cursor}`
        const answer: WorkspaceList = await read(WorkspaceList, `/api/workspaces?limit=${limit}${more}`)
        expect(answer.total).toBe(4)
        rows.push(...answer.rows)
        cursor = answer.next_cursor
      }
      expect(rows).toEqual(whole)
    }
    const other = (await read(VendorMemberList, '/api/vendor-members?limit=1')).next_cursor
    const reply = await get(inventoryRoutes, actorOf(tenant), `/api/workspaces?cursor=${other}`)
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('invalid_cursor')])
  })

  it('says since when and until when the ledger knows each', async () => {
    const own = await makeTenant()
    const list = { stream: 'anthropic.workspaces' }
    await ledger(own).append(batch([draftWorkspace('a', 'Assay'), draftWorkspace('b', 'Bench')], list))
    await ledger(own).append(batch([draftWorkspace('a', 'Assay Lab', 1), gone('b', 1)], list))
    await ledger(own).settle()
    await insertRows(connection, [connectionSeed(own, 'cn_1')])
    await insertRows(stream, [streamSeed(own, 'cn_1', list.stream, { lastSuccess: READ })])
    const { rows } = await read(WorkspaceList, '/api/workspaces', own)
    const [a, b] = rows.map(({ history }) => history)
    expect([a?.revisions, b?.revisions, rows[1]?.state]).toEqual([2, 2, 'gone'])
    expect([a?.last_seen, b?.last_seen]).toEqual([READ, b?.last_changed])
    expect((a?.first_seen ?? '') <= (a?.last_changed ?? '')).toBe(true)
    const [first] = await ledger(own).records(a?.first_record ?? -1, a?.first_record ?? -1)
    expect(JSON.parse(first?.text ?? '{}')).toMatchObject({ id: 'a', data: { name: 'Assay' } })
  })
})

describe('GET /api/vendor-members', () => {
  it('lists memberships and open invitations with the person behind them', async () => {
    const { rows, total } = await read(VendorMemberList, '/api/vendor-members')
    expect(rows.map(({ vendor, state, subject, who }) => [vendor, state, subject, who?.name])).toEqual([
      ['anthropic', 'invited', null, undefined],
      ['anthropic', 'member', ada, 'Ada Example'],
      ['anthropic', 'removed', ben, undefined],
      ['openai', 'member', ada, 'Ada Example'],
    ])
    expect([total, rows[0]?.organization, rows[1]?.organization]).toEqual([4, null, 'org-1'])
    const removed = await read(VendorMemberList, '/api/vendor-members?state=removed')
    expect(removed.rows.map(({ subject }) => subject)).toEqual([ben])
  })
})

describe('the four lists', () => {
  const paths = ['/api/workspaces', '/api/vendor-members', '/api/keys', '/api/organization'] as const

  it.each(paths)('%s is empty with words where nothing is connected', async (path) => {
    const reply = await get(inventoryRoutes, actorOf(newTenantId()), path)
    expect(reply.json()).toMatchObject({
      standing: { read_at: null, empty: 'not_connected', words: expect.stringContaining('Settings, Integrations') },
    })
  })

  it('tell apart what is being read, what may not be read, what is empty, and what the filter hides', async () => {
    const own = newTenantId()
    const cause = async (path = '/api/workspaces?vendor=anthropic') =>
      (await read(WorkspaceList, path, own)).standing.empty
    await insertRows(connection, [connectionSeed(own, 'cn_1')])
    const set = async (more: Parameters<typeof streamSeed>[3]) => {
      await env.TENANTS_US.prepare('DELETE FROM stream WHERE tenant = ?').bind(own).run()
      await insertRows(stream, [streamSeed(own, 'cn_1', 'anthropic.workspaces', more)])
    }
    await set({ lastSuccess: null })
    expect(await cause()).toBe('backfill_running')
    await set({ lastSuccess: null, state: 'skipped' })
    expect(await cause()).toBe('not_readable')
    await set({})
    expect([await cause(), await cause('/api/workspaces?vendor=openai')]).toEqual(['no_data_in_range', 'not_connected'])
    await insertRows(workspace, [
      { tenant: own, vendor: 'anthropic', id: 'w', name: 'W', isDefault: 0, vanished: 0, rev: 0, seq: 0 },
    ])
    expect(await cause('/api/workspaces?state=gone')).toBe('filter_matches_nothing')
  })

  it.each([
    ['/api/workspaces', ['owner', 'admin', 'auditor', 'finance']],
    ['/api/organization', ['owner', 'admin', 'auditor', 'finance']],
    ['/api/keys', ['owner', 'admin', 'auditor', 'finance']],
    ['/api/vendor-members', ['owner', 'admin', 'auditor']],
  ] as const)('%s opens for %j only', async (path, roles) => {
    const opened = []
    for (const role of ['owner', 'admin', 'auditor', 'finance', 'member'] as const) {
      if ((await get(inventoryRoutes, actorOf(tenant, role), path)).status === 200) opened.push(role)
    }
    expect(opened).toEqual(roles)
  })
})

describe('the OpenAPI document', () => {
  it('has the four with typed answers, for sessions and for tokens', async () => {
    const document: unknown = await (await exports.default.fetch('http://localhost/api/openapi.json')).json()
    for (const path of ['/api/organization', '/api/workspaces', '/api/vendor-members', '/api/keys']) {
      const content = at(document, 'paths', path, 'get', 'responses', '200', 'content', 'application/json', 'schema')
      expect(Object.keys(at(content, 'properties') ?? {})).toContain('standing')
      expect(at(document, 'paths', path, 'get', 'security')).toEqual([{ session: [] }, { token: [] }])
    }
  })
})
