// Connect: one connection an organization, however often it is asked, and a better key in the place of a worse one.
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { findConnection } from '../../worker/db/tenant/connections.ts'
import { connect } from '../../worker/pull/connect.ts'
import { validateKey } from '../../worker/pull/validate.ts'
import { home, makeTenant } from '../support/tenants.ts'
import { ownConnections } from './own-connections.ts'
import {
  acting,
  connectKey,
  deliver,
  drain,
  headOf,
  keyOf,
  later,
  MINUTE,
  message,
  recordsIn,
  rowOf,
  rowsOf,
  turn,
} from './stage.ts'

const at = ownConnections()
const { all, only, sealed, actions } = at

const validated = async (name: string) => {
  const { draft } = await validateKey(acting(at.on, at.tenant), {
    kind: 'anthropic_admin',
    key: keyOf(at.on, name),
    euResident: false,
  })
  if (draft === null) throw new Error(`${name} was refused`)
  return draft
}

describe('connect', () => {
  it('seals the key, says what it opens, and starts lists, days and the past, lists first', async () => {
    const id = await connectKey(at.on, at.tenant)
    expect(await only()).toMatchObject({
      id,
      name: 'admin',
      state: 'working',
      generation: 'analytics',
      organizationName: 'Tarnwick Instruments',
      last4: keyOf(at.on, 'admin').slice(-4),
      connectedBy: 'usr_1',
    })
    expect(await sealed(id)).toEqual({ ok: true, value: keyOf(at.on, 'admin').slice(-4) })
    const streams = at.on.pulls.map(({ body }) => (body as { streams: string[] }).streams)
    expect(streams[0]).toContain('anthropic.members')
    expect(streams[1]).toContain('anthropic.usage')
    expect(at.on.backfills).toHaveLength(5)
    const rows = await rowsOf(at.tenant)
    expect(rows).toHaveLength(10)
    expect(rows.find(({ stream }) => stream === 'anthropic.usage')).toMatchObject({
      state: 'catching_up',
      backfillState: 'running',
      backfillAsked: 3,
      backfillFrom: '2026-11-18',
    })
    expect(at.on.acts).toMatchObject([{ kind: 'connection', data: { action: 'connected', connection: id } }])
  })

  it('puts ids into its messages and nothing else', async () => {
    await connectKey(at.on, at.tenant)
    for (const { body } of [...at.on.pulls, ...at.on.backfills]) {
      expect(Object.keys(body as object).sort()).toEqual(['connection', 'lane', 'region', 'streams', 'tenant', 'v'])
    }
  })

  it('twice at once with the same draft is one connection', async () => {
    const who = acting(at.on, at.tenant)
    const asked = { draft: await validated('admin'), key: keyOf(at.on, 'admin'), name: 'main' }
    const done = await Promise.all([connect(who, asked), connect(who, asked)])
    const { id } = await only()
    for (const one of done) if (one.ok) expect(one.id).toBe(id)
    expect(done.some(({ ok }) => ok)).toBe(true)
    expect(await sealed(id)).toMatchObject({ ok: true })
  })

  it('twice at once with two drafts and two keys of one organization is one connection', async () => {
    const who = acting(at.on, at.tenant)
    const drafts = [await validated('admin'), await validated('adminSecond')]
    const keys = [keyOf(at.on, 'admin'), keyOf(at.on, 'adminSecond')]
    await Promise.all(drafts.map((draft, at) => connect(who, { draft, key: keys[at] ?? '', name: 'main' })))
    const row = await only()
    expect(await sealed(row.id)).toEqual({ ok: true, value: row.last4 })
    expect(await rowsOf(at.tenant)).toHaveLength(10)
  })

  it('refuses a draft that another tenant made, that was used, and that is too old', async () => {
    const draft = await validated('admin')
    const key = keyOf(at.on, 'admin')
    const other = acting(at.on, await makeTenant())
    expect(await connect(other, { draft, key, name: 'x' })).toEqual({ ok: false, code: 'draft_expired' })
    later(31 * MINUTE)
    expect(await connect(acting(at.on, at.tenant), { draft, key, name: 'x' })).toEqual({
      ok: false,
      code: 'draft_expired',
    })
    const used = await validated('admin')
    expect(await connect(acting(at.on, at.tenant), { draft: used, key, name: 'x' })).toMatchObject({ ok: true })
    expect(await connect(acting(at.on, at.tenant), { draft: used, key, name: 'x' })).toMatchObject({
      code: 'draft_expired',
    })
    expect(await connect(acting(at.on, at.tenant), { draft: 'none', key, name: 'x' })).toMatchObject({
      code: 'draft_expired',
    })
  })

  it.each(['adminSecond', 'adminOther', 'workspaceKey'])(
    'refuses the key %s in place of the one that was checked',
    async (name) => {
      const draft = await validated('admin')
      const swapped = await connect(acting(at.on, at.tenant), { draft, key: keyOf(at.on, name), name: 'x' })
      expect(swapped).toEqual({ ok: false, code: 'other_key' })
      expect(await all()).toEqual([])
    },
  )

  it('takes the key with the spaces and quotes that were pasted around it', async () => {
    const pasted = `  "${keyOf(at.on, 'admin')}"\n`
    const ask = { kind: 'anthropic_admin', key: pasted, euResident: false } as const
    const { draft } = await validateKey(acting(at.on, at.tenant), ask)
    expect(await connect(acting(at.on, at.tenant), { draft: draft ?? '', key: pasted, name: 'x' })).toMatchObject({
      ok: true,
    })
    await drain(at.on)
    expect((await only()).state).toBe('working')
  })

  it('that died before the key was sealed shows nothing, and the next try finds its place', async () => {
    const who = acting(at.on, at.tenant)
    const asked = { draft: await validated('admin'), key: keyOf(at.on, 'admin'), name: 'main' }
    const put = vi.spyOn(env.VAULT_US, 'put').mockRejectedValue(new Error('R2 is away'))
    await expect(connect(who, asked)).rejects.toThrow('R2 is away')
    put.mockRestore()
    expect(await all()).toEqual([])
    expect(await connect(who, asked)).toMatchObject({ ok: true, rotated: false })
    await only()
  })
})

describe('a better key', () => {
  it('in place of a revoked one: same streams, same cursors, nothing twice', async () => {
    const id = await connectKey(at.on, at.tenant)
    await drain(at.on)
    const before = await headOf(at.tenant)
    await turn(at.on, { revoked: ['admin'] })
    await deliver(at.on, 'pulls', [message(at.tenant, id, 'live', 'anthropic.usage', 'anthropic.members')])
    expect(await only()).toMatchObject({ state: 'broken', words: expect.stringContaining('Replace the key') })
    expect(await headOf(at.tenant)).toEqual(before)
    expect(await connectKey(at.on, at.tenant, 'adminSecond')).toBe(id)
    expect(await only()).toMatchObject({ state: 'working', words: null, rotatedAt: '2026-11-20T10:00:00.000Z' })
    expect(await sealed(id)).toMatchObject({ value: keyOf(at.on, 'adminSecond').slice(-4) })
    await drain(at.on)
    expect(await headOf(at.tenant)).toEqual(before)
    expect((await rowsOf(at.tenant)).map(({ state, failures }) => [state, failures])).toEqual(
      Array(10).fill(['reading', 0]),
    )
    expect(actions()).toEqual(['connected', 'rotated'])
  })

  it('fills the gap of a stream that could not be read before, and the checklist says so', async () => {
    const id = await connectKey(at.on, at.tenant, 'adminOldActivity')
    expect((await only()).state).toBe('partial')
    await drain(at.on)
    expect(await rowOf(at.tenant, id, 'anthropic.activity')).toMatchObject({
      state: 'skipped',
      words: expect.stringContaining('fills the gap'),
      backfillState: 'waiting',
      lastSuccess: null,
    })
    at.on.backfills.splice(0)
    await connectKey(at.on, at.tenant, 'admin')
    expect(await only()).toMatchObject({ state: 'working', checklist: expect.not.stringContaining('"missing"') })
    await drain(at.on)
    expect(await rowOf(at.tenant, id, 'anthropic.activity')).toMatchObject({ state: 'reading', backfillState: 'done' })
    const days = new Set(
      (await recordsIn(at.tenant, 'anthropic.activity')).map(({ occurred_at: at }) => at.slice(0, 10)),
    )
    expect([...days].sort()).toEqual(['2026-11-18', '2026-11-19', '2026-11-20'])
  })

  it('of another organization is refused for a connection, and changes nothing', async () => {
    const id = await connectKey(at.on, at.tenant)
    const key = keyOf(at.on, 'adminOther')
    const draft = await validated('adminOther')
    const asked = { draft, key, name: 'x', connection: id }
    expect(await connect(acting(at.on, at.tenant), asked)).toEqual({ ok: false, code: 'other_organization' })
    expect(await sealed(id)).toMatchObject({ value: keyOf(at.on, 'admin').slice(-4) })
    await only()
  })

  it('never changes which report the costs come from', async () => {
    const id = await connectKey(at.on, at.tenant)
    await turn(at.on, { analytics: 'off' })
    await connectKey(at.on, at.tenant, 'adminSecond')
    // Without the newer reports nothing is missing that anybody needs.
    expect(await findConnection(home.db, at.tenant, id)).toMatchObject({ generation: 'analytics', state: 'working' })
  })
})
