// Two organizations of one tenant: each has its own lists, and nobody flips between them.
import { beforeAll, describe, expect, it } from 'vitest'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { runInventory } from '../../worker/pull/live.ts'
import { members } from '../../worker/vendors/anthropic/members.ts'
import { vendorClient } from '../../worker/vendors/http.ts'
import { home, ledger, makeTenant } from '../support/tenants.ts'
import { scripted } from './scripted.ts'
import { connectKey, deliver, headOf, message, recordsIn, type Stage, stage, turn } from './stage.ts'

let on: Stage
let tenant: TenantId
let first: ConnectionId
let second: ConnectionId

beforeAll(async () => {
  on = stage()
  tenant = await makeTenant()
  first = await connectKey(on, tenant, 'admin')
  second = await connectKey(on, tenant, 'adminOther')
})

const lists = ['anthropic.members', 'anthropic.workspaces', 'anthropic.api_keys', 'anthropic.invites']
const read = async () => {
  for (const id of [first, second]) await deliver(on, 'pulls', [message(tenant, id, 'live', ...lists)])
}
const vanished = async () => (await recordsIn(tenant, 'anthropic.members')).filter(({ data }) => data.vanished === true)

describe('two organizations', () => {
  it('are two connections', () => {
    expect(first).not.toBe(second)
  })

  it('read one after the other take nothing of each other for vanished', async () => {
    await read()
    const before = await headOf(tenant)
    await read()
    expect(await headOf(tenant)).toEqual(before)
    expect(await vanished()).toEqual([])
    const { company, other } = on.simulator.world
    const scopes = (await recordsIn(tenant, 'anthropic.members')).map(({ id }) => id.split('/')[0])
    expect(new Set(scopes)).toEqual(new Set([company.uuid, other.uuid]))
  })

  it('a person who belongs to both has two memberships and is one subject', async () => {
    const both = {
      id: 'user_both',
      email: 'both@example.com',
      name: 'Both Example',
      role: 'user',
      added_at: '2026-01-01T00:00:00Z',
    }
    const client = vendorClient({
      baseUrl: 'http://vendor.example',
      headers: {},
      userAgent: 'test',
      fetch: async () => Response.json({ data: [both], has_more: false }),
    })
    const other = await makeTenant()
    const ids = [await connectKey(on, other, 'admin'), await connectKey(on, other, 'adminOther')]
    for (let times = 0; times < 2; times++) {
      for (const id of ids) {
        const script = await scripted(other, id, (ask) => members.page(client, ask), { stream: 'anthropic.members' })
        await runInventory(script)
      }
    }
    const own = await recordsIn(other, 'anthropic.members')
    expect(own.map(({ rev }) => rev)).toEqual([0, 0])
    expect(new Set(own.map(({ subject }) => subject)).size).toBe(1)
    expect(new Set(own.map(({ id }) => id)).size).toBe(2)
    await ledger(other).settle()
    const rows = await home.db
      .prepare('SELECT organization, subject FROM member WHERE tenant = ? AND subject = ?')
      .bind(other, own[0]?.subject ?? '')
      .all<{ organization: string }>()
    expect(new Set(rows.results.map(({ organization }) => organization)).size).toBe(2)
  })

  it('somebody who leaves one of them is gone from that one', async () => {
    const { company } = on.simulator.world
    await turn(on, { vanish_member: company.people[10]?.email })
    await read()
    const gone = await vanished()
    expect(gone).toHaveLength(1)
    expect(gone[0]?.id).toBe(`${company.uuid}/${gone[0]?.subject}`)
  })
})
