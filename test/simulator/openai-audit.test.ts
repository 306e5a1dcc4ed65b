// The audit log of the second vendor: order, cursors, bounds, filters, and what it says about people.
import { describe, expect, it } from 'vitest'
import { dayNumber } from './days.ts'
import { simulatorAt, turn } from './support/asking.ts'
import { allOpenai, askOpenai, at } from './support/openai-asking.ts'
import { truthBetween } from './truth.ts'

interface Event {
  readonly id: string
  readonly type: string
  readonly effective_at: number
  readonly project?: { readonly id: string }
  readonly actor: {
    readonly type: string
    readonly session?: { readonly user: { readonly id: string; readonly email?: string }; readonly ip_address: string }
    readonly api_key?: { readonly id: string; readonly type: string; readonly user?: { readonly id: string } }
  }
}

const simulator = simulatorAt()
const { specials } = simulator.world.openai
const events = async (query: string, own = simulator): Promise<Event[]> => allOpenai(own, `audit_logs?${query}`)
const fortnight = `effective_at[gte]=${at('2026-11-06')}&effective_at[lt]=${at('2026-11-20')}`

it('lists newest first, twenty a page, each event once, as many as happened', async () => {
  const { body } = await askOpenai(simulator, `audit_logs?${fortnight}`)
  expect(body.data).toHaveLength(20)
  expect([body.first_id, body.last_id]).toEqual([body.data[0].id, body.data[19].id])
  const all = await events(fortnight)
  const times = all.map((event) => event.effective_at)
  expect(times).toEqual([...times].sort((a, b) => b - a))
  expect(new Set(all.map((event) => event.id)).size).toBe(all.length)
  const truth = truthBetween(simulator.world, dayNumber('2026-11-06'), dayNumber('2026-11-19'))
  expect(all).toHaveLength(truth.reduce((sum, day) => sum + day.openai.audit.events, 0))
})

it('is about fifteen events a weekday, of many types, and the present is its end', async () => {
  const all = await events(`effective_at[gte]=${at('2026-08-22')}`)
  expect(all.length / 64).toBeGreaterThan(10)
  expect(all.length / 64).toBeLessThan(22)
  expect(new Set(all.map((event) => event.type)).size).toBeGreaterThan(20)
  expect(all[0]?.effective_at).toBeLessThanOrEqual(simulator.world.clock.now().getTime() / 1000)
})

it('goes back with after and forth with before', async () => {
  const all = await events(fortnight)
  const middle = all[30]?.id
  const { body: older } = await askOpenai(simulator, `audit_logs?${fortnight}&limit=5&after=${middle}`)
  expect(older.data.map((event: Event) => event.id)).toEqual(all.slice(31, 36).map((event) => event.id))
  const { body: newer } = await askOpenai(simulator, `audit_logs?${fortnight}&limit=5&before=${middle}`)
  expect(newer.data.map((event: Event) => event.id)).toEqual(all.slice(25, 30).map((event) => event.id))
  expect((await askOpenai(simulator, `audit_logs?${fortnight}&after=audit_log-none`)).status).toBe(400)
  expect((await askOpenai(simulator, 'audit_logs?limit=101')).status).toBe(400)
})

it('keeps to each kind of time bound', async () => {
  const all = await events(fortnight)
  const time = all[10]?.effective_at ?? 0
  const from = `effective_at[gte]=${at('2026-11-06')}`
  const count = async (bound: string) => (await events(`${from}&${bound}`)).length
  const later = all.filter((event) => event.effective_at > time).length
  const same = all.filter((event) => event.effective_at === time).length
  expect(await count(`effective_at[lt]=${time}`)).toBe(all.length - later - same)
  expect(await count(`effective_at[lte]=${time}`)).toBe(all.length - later)
  const end = `effective_at[lt]=${at('2026-11-20')}`
  expect((await events(`effective_at[gt]=${time}&${end}`)).length).toBe(later)
  expect((await events(`effective_at%5Bgte%5D=${time}&${end}`)).length).toBe(later + same)
})

it('filters by type, project, actor, address and target', async () => {
  const all = await events(`effective_at[gte]=${at('2026-08-22')}`)
  const window = `effective_at[gte]=${at('2026-08-22')}`
  const key = all.find((event) => event.actor.api_key !== undefined)?.actor.api_key?.id
  const email = all.find((event) => event.actor.session?.user.email !== undefined)?.actor.session?.user.email ?? ''
  const project = all.find((event) => event.project !== undefined)?.project?.id
  const of = async (filter: string) => (await events(`${window}&${filter}`)).map((event) => event.id)
  const kept = (isIt: (event: Event) => boolean) => all.filter(isIt).map((event) => event.id)
  expect(await of('event_types[]=api_key.created&event_types[]=api_key.deleted')).toEqual(
    kept((event) => /^api_key\.(created|deleted)$/.test(event.type)),
  )
  expect(await of(`project_ids[]=${project}`)).toEqual(kept((event) => event.project?.id === project))
  expect(await of(`actor_ids[]=${key}`)).toEqual(kept((event) => event.actor.api_key?.id === key))
  expect(await of(`actor_emails[]=${encodeURIComponent(email)}`)).toEqual(
    kept((event) => JSON.stringify(event.actor).includes(email)),
  )
})

it('shows tenant events only when asked, and then nothing else', async () => {
  const tenant = await events(`tenant_only=true&effective_at[gte]=${at('2026-08-22')}`)
  expect(tenant.length).toBeGreaterThan(3)
  expect(tenant.every((event) => event.type.startsWith('tenant.'))).toBe(true)
  expect((await events(fortnight)).some((event) => event.type.startsWith('tenant.'))).toBe(false)
  expect((await askOpenai(simulator, 'audit_logs?tenant_only=true&event_types[]=login.succeeded')).status).toBe(400)
})

it('keeps the id of the former member, without an address', async () => {
  const own = await events(`actor_ids[]=${specials.formerMember.id}&effective_at[gte]=${at('2026-08-22')}`)
  expect(own.length).toBeGreaterThan(0)
  for (const event of own) expect(event.actor.session?.user).toEqual({ id: specials.formerMember.id })
})

it('knows persons, their keys and service accounts as actors', async () => {
  const all = await events(`effective_at[gte]=${at('2026-06-22')}`)
  const kinds = new Set(all.map((event) => event.actor.api_key?.type ?? event.actor.type))
  expect(kinds).toEqual(new Set(['session', 'user', 'service_account']))
})

describe('knobs', () => {
  it('switch logging off, as an empty list or as an error', async () => {
    const own = simulatorAt()
    await turn(own, 'knobs', { openai_audit: 'off_empty' })
    expect((await askOpenai(own, 'audit_logs')).body).toMatchObject({ object: 'list', data: [], has_more: false })
    await turn(own, 'knobs', { openai_audit: 'off_error' })
    expect((await askOpenai(own, 'audit_logs')).status).toBe(403)
  })

  it('add an event of an unknown type now, and one of any type in the past', async () => {
    const own = simulatorAt()
    await turn(own, 'knobs', { openai_unknown_event: 'galaxy.reached' })
    await turn(own, 'knobs', {
      late_event: { created_at: '2026-11-12T12:00:00Z', type: 'api_key.deleted', vendor: 'openai' },
    })
    const { body } = await askOpenai(own, 'audit_logs?limit=1')
    expect(body.data[0]).toMatchObject({ type: 'galaxy.reached', 'galaxy.reached': { data: { geography: 'eu' } } })
    const at12 = Date.parse('2026-11-12T12:00:00Z') / 1000
    const late = await events(`effective_at[gte]=${at12}&effective_at[lte]=${at12}&event_types[]=api_key.deleted`, own)
    expect(late).toHaveLength(1)
    expect(await events(`effective_at[gte]=${at12}&effective_at[lte]=${at12}&event_types[]=api_key.deleted`)).toEqual(
      [],
    )
  })
})
