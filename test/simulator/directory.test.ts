// Members, invites, workspaces and keys as lists: paging by id in both directions, filters, and how they change with time.
import { describe, expect, it } from 'vitest'
import { all, ask, simulatorAt } from './support/asking.ts'

interface Named {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly role: string
}

const list = async (path: string, now?: Date) => (await all(simulatorAt(now), `/v1/organizations/${path}`)) as Named[] // lists of the directory all have these

describe('paging by id', () => {
  it('goes on with after_id and back with before_id, and an empty page has null ids', async () => {
    const simulator = simulatorAt()
    const users = '/v1/organizations/users?limit=5'
    const whole = await list('users?limit=1000')
    const second = await ask(simulator, `${users}&after_id=${whole[4]?.id}`)
    expect(second.body.data.map((user: Named) => user.id)).toEqual(whole.slice(5, 10).map((user) => user.id))
    const back = await ask(simulator, `${users}&before_id=${whole[7]?.id}`)
    expect(back.body.data.map((user: Named) => user.id)).toEqual(whole.slice(2, 7).map((user) => user.id))
    expect(back.body.has_more).toBe(true)
    const empty = await ask(simulator, `${users}&email=nobody@example.com`)
    expect(empty.body).toEqual({ data: [], has_more: false, first_id: null, last_id: null })
  })

  it('refuses a limit out of bounds, both cursors, an unknown cursor', async () => {
    for (const query of ['limit=0', 'limit=1001', 'after_id=a&before_id=b', 'after_id=user_nobody']) {
      expect((await ask(simulatorAt(), `/v1/organizations/users?${query}`)).status).toBe(400)
    }
  })
})

describe('filters', () => {
  it('choose members by role, keys by status and workspace', async () => {
    expect((await list('users?roles[]=admin&roles[]=billing')).map((user) => user.role).sort()).toEqual([
      'admin',
      'admin',
      'billing',
    ])
    expect((await list('api_keys?status=archived')).map((key) => key.name)).toEqual(['legacy-chatbot', 'hackathon'])
    const production = simulatorAt().world.company.workspaces[1]?.id
    expect(await list(`api_keys?workspace_id=${production}`)).toHaveLength(3)
    const pending = await list('invites?statuses[]=pending')
    expect(pending.every((invite) => invite.status === 'pending')).toBe(true)
    expect(pending).toHaveLength(2)
  })

  it('show archived and default workspaces only when asked', async () => {
    const names = async (query: string) => (await list(`workspaces?${query}`)).map((workspace) => workspace.name)
    expect(await names('')).not.toContain('Default')
    expect(await names('')).not.toContain('Prototype')
    expect(await names('include_archived=true')).toContain('Prototype')
    expect(await names('include_default=true')).toContain('Default')
    expect(await names('include_default=true')).toContain('Claude Code')
  })
})

describe('time', () => {
  it('brings members and keys one by one, and takes a leaver off the list', async () => {
    const earlier = await list('users?limit=1000', new Date('2026-06-10T00:00:00Z'))
    expect(earlier.length).toBeLessThan((await list('users?limit=1000')).length)
    expect(earlier.map((user) => user.name)).toContain('Harvey Ashdown')
    const later = await list('users?limit=1000', new Date('2026-06-14T00:00:00Z'))
    expect(later.map((user) => user.name)).not.toContain('Harvey Ashdown')
    expect((await list('api_keys', new Date('2025-01-01T00:00:00Z'))).map((key) => key.name)).toEqual([
      'hackathon',
      'svc-assistant-prod',
    ])
  })

  it('switches the leaked key off the day after', async () => {
    const simulator = simulatorAt(new Date('2026-11-20T12:00:00Z'))
    const status = async () => {
      const { body } = await ask(simulator, '/v1/organizations/api_keys?limit=100')
      return body.data.find((key: Named) => key.name === 'deploy-preview')?.status
    }
    expect(await status()).toBe('inactive')
    simulator.world.clock.set(new Date('2026-11-11T12:00:00Z'))
    expect(await status()).toBe('active')
  })
})
