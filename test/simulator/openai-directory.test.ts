// Members, projects, keys and invitations of the second vendor, with the hard cases by name.
import { describe, expect, it } from 'vitest'
import { isService } from './openai/company/projects.ts'
import { simulatorAt, turn } from './support/asking.ts'
import { allOpenai, askOpenai, at, everyUsageDimension } from './support/openai-asking.ts'

const simulator = simulatorAt()
const { openai, company } = simulator.world
const { specials } = openai
const week = `usage/completions?start_time=${at('2026-11-12')}&limit=31&${everyUsageDimension}`

describe('members', () => {
  it('are about forty, mostly people of the company under the same address', async () => {
    const users = await allOpenai(simulator, 'users?limit=100')
    expect(users.length).toBeGreaterThanOrEqual(38)
    expect(users.length).toBeLessThanOrEqual(45)
    const addresses = new Set(company.people.map((person) => person.email))
    const same = users.filter((user) => addresses.has(String(user.email).toLowerCase()))
    expect(same.length).toBeGreaterThan(30)
    expect(same.filter((user) => !addresses.has(user.email)).length).toBe(specials.otherCase.length)
    expect(users.filter((user) => user.is_service_account === true)).toMatchObject([{ email: null }])
  })

  it('page by last id, in order, and an unknown cursor is refused', async () => {
    const users = await allOpenai(simulator, 'users?limit=7')
    expect(users).toEqual(await allOpenai(simulator, 'users?limit=100'))
    expect((await askOpenai(simulator, 'users?after=user-none')).status).toBe(400)
    expect((await askOpenai(simulator, 'users?limit=101')).status).toBe(400)
  })

  it('are filtered by address and read one by one', async () => {
    const { email, id } = specials.onlyAtOpenai
    const { body } = await askOpenai(simulator, `users?emails[]=${email}`)
    expect(body.data).toMatchObject([{ id, name: 'Odile Fairweather' }])
    expect((await askOpenai(simulator, `users/${id}`)).body).toEqual(body.data[0])
    expect((await askOpenai(simulator, 'users/user-none')).status).toBe(404)
  })

  it('hold every hard case, and everybody of them is in usage', async () => {
    const users = await allOpenai(simulator, 'users?limit=100')
    const of = (id: string) => users.find((user) => user.id === id)
    expect(of(specials.nullName.id)).toMatchObject({ name: null, email: specials.nullName.person?.email })
    expect(of(specials.aliasDomain.id)?.email).toMatch(/@tarnwick-labs\.example$/)
    expect(specials.aliasDomain.person?.email).toMatch(/@tarnwick\.example$/)
    expect(of(specials.plusAddress.id)?.email).toMatch(/\+openai@tarnwick\.example$/)
    expect(company.people.some((person) => person.email === specials.onlyAtOpenai.email)).toBe(false)
    const buckets = await allOpenai(simulator, week)
    const used = new Set(buckets.flatMap((bucket) => bucket.results.map((row: { user_id: string }) => row.user_id)))
    for (const each of [specials.nullName, specials.aliasDomain, specials.plusAddress, specials.onlyAtOpenai]) {
      expect(used.has(each.id)).toBe(true)
    }
  })

  it('who are gone stay in usage by id and stand on no list', async () => {
    const { formerMember, deletedKey } = specials
    const lists = ['users?limit=100', 'projects?include_archived=true&limit=100']
    const projects = await allOpenai(simulator, lists[1] ?? '')
    for (const { id } of projects) lists.push(`projects/${id}/api_keys?owner_project_access=any&limit=100`)
    const seen = JSON.stringify(await Promise.all(lists.map((path) => allOpenai(simulator, path))))
    const used = JSON.stringify(await allOpenai(simulator, week))
    for (const id of [formerMember.id, deletedKey.id, specials.formerKey.id]) {
      expect(seen).not.toContain(id)
      expect(used).toContain(id)
    }
  })

  it('vanish when a test says so', async () => {
    const own = simulatorAt()
    const member = openai.members.all[5]
    await turn(own, 'knobs', { vanish_member: member?.email })
    expect((await askOpenai(own, `users/${member?.id}`)).status).toBe(404)
  })
})

describe('projects', () => {
  it('are eight and an archived one, which is hidden unless asked for and still has usage', async () => {
    const open = await allOpenai(simulator, 'projects')
    const all = await allOpenai(simulator, 'projects?include_archived=true&limit=3')
    expect([open.length, all.length]).toEqual([8, 9])
    const archived = all.find((project) => project.status === 'archived')
    expect(archived).toMatchObject({ id: specials.archivedProject.id, archived_at: expect.any(Number) })
    expect(all.filter((project) => project.residency === 'EU_STORAGE_PROCESSING')).toMatchObject([
      { name: 'Support Copilot' },
    ])
    const path = `usage/completions?start_time=${at('2026-11-05')}&limit=31&project_ids[]=${archived?.id}`
    const rows = (await allOpenai(simulator, path)).flatMap((bucket) => bucket.results)
    expect(rows.length).toBeGreaterThan(5)
    expect(
      (await askOpenai(simulator, `costs?start_time=${at('2026-11-05')}&project_ids[]=${archived?.id}`)).body.data[0]
        .results,
    ).toHaveLength(1)
  })

  it('refuse members and service accounts of an archived one with 400, and list its keys', async () => {
    const { id } = specials.archivedProject
    expect((await askOpenai(simulator, `projects/${id}/users`)).status).toBe(400)
    expect((await askOpenai(simulator, `projects/${id}/service_accounts`)).status).toBe(400)
    expect((await askOpenai(simulator, `projects/${id}/api_keys`)).body.data).toHaveLength(1)
  })

  it('are archived and moved to the EU by knobs', async () => {
    const own = simulatorAt()
    await turn(own, 'knobs', { openai_archived: 'Research', openai_residency: 'eu' })
    const open = await allOpenai(own, 'projects')
    expect(open.map((project) => project.name)).not.toContain('Research')
    expect(open.every((project) => project.residency === 'EU_STORAGE_PROCESSING')).toBe(true)
  })

  it('have members: owners and whoever holds a key', async () => {
    const id = openai.projects.find((project) => project.name === 'Engineering')?.id
    const users = await allOpenai(simulator, `projects/${id}/users?limit=5`)
    expect(users.length).toBeGreaterThan(10)
    expect(new Set(users.map((user) => user.role))).toEqual(new Set(['owner', 'member']))
  })
})

describe('keys', () => {
  const keysIn = async (access: string) => {
    const lists = openai.projects.map(({ id }) => allOpenai(simulator, `projects/${id}/api_keys?limit=4${access}`))
    return (await Promise.all(lists)).flat()
  }

  it('are all listed with owner_project_access=any, and without it only those of owners with access', async () => {
    const any = await keysIn('&owner_project_access=any')
    const listed = openai.keys.filter((key) => !key.isDeleted)
    expect(any.map((key) => key.id).sort()).toEqual(listed.map((key) => key.id).sort())
    const inactive = await keysIn('&owner_project_access=inactive')
    expect(inactive).toMatchObject([{ id: specials.inactiveKey.id, owner_project_access: 'inactive' }])
    expect((await keysIn('')).length).toBe(any.length - 1)
    const { id } = openai.projects[0] ?? {}
    expect((await askOpenai(simulator, `projects/${id}/api_keys?owner_project_access=maybe`)).status).toBe(400)
  })

  it('lead from usage to an owner, whose id is the one in usage', async () => {
    const owners = new Map((await keysIn('&owner_project_access=any')).map((key) => [key.id, key.owner]))
    const rows = (await allOpenai(simulator, week)).flatMap((bucket) => bucket.results)
    for (const row of rows) {
      const owner = owners.get(row.api_key_id)
      if (owner !== undefined) expect(owner.user?.id ?? null).toBe(row.user_id)
    }
    expect(openai.keys.filter((key) => isService(key.owner))).toHaveLength(7)
  })

  it('of the organization show our own reading key as used', async () => {
    const keys = await allOpenai(simulator, 'admin_api_keys')
    expect(keys.filter((key) => key.last_used_at !== null)).toMatchObject([{ name: 'openaiAdmin' }])
    expect((await askOpenai(simulator, `admin_api_keys/${keys[0]?.id}`)).body).toEqual(keys[0])
    expect(JSON.stringify(keys)).not.toContain(simulator.keys.openaiAdmin)
    const down = await allOpenai(simulator, 'admin_api_keys?order=desc')
    expect(down).toEqual([...keys].reverse())
  })
})

it('invitations are pending, expired and accepted', async () => {
  const invites = await allOpenai(simulator, 'invites?limit=10')
  expect(new Set(invites.map((invite) => invite.status))).toEqual(new Set(['pending', 'expired', 'accepted']))
})
