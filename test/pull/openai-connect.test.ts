// Connecting OpenAI: beside Anthropic or alone, one connection an organization, and never before an EU tenant has confirmed.
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { findConnection, listConnections } from '../../worker/db/tenant/connections.ts'
import { newTenantId, type TenantId } from '../../worker/ids.ts'
import type { Acting } from '../../worker/pull/acting.ts'
import { connect } from '../../worker/pull/connect.ts'
import { validateKey } from '../../worker/pull/validate.ts'
import { homeOf } from '../../worker/region.ts'
import { createLedger } from '../../worker/tenant/acts.ts'
import { ledgerOf } from '../../worker/tenant/reach.ts'
import { withCredential } from '../../worker/vault/credential.ts'
import { home, makeTenant, vault } from '../support/tenants.ts'
import {
  acting,
  connectKey,
  deliver,
  drain,
  keyOf,
  message,
  recordsIn,
  rowsOf,
  type Stage,
  stage,
  turn,
} from './stage.ts'
import { expectAnthropicTruth, expectOpenaiTruth } from './truth.ts'
import { inForce } from './twins.ts'

const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20']
let on: Stage
let tenant: TenantId

beforeEach(async () => {
  on = stage()
  tenant = await makeTenant()
})

const ask = (name: string, euResident = false) => ({ kind: 'openai_admin' as const, key: keyOf(on, name), euResident })
const asked = (vendor: string) => on.simulator.world.log.list().filter((entry) => entry.vendor === vendor)
const draftOf = async (who: Acting, name: string, euResident = false) => {
  const { draft } = await validateKey(who, ask(name, euResident))
  if (draft === null) throw new Error(`${name} was refused`)
  return draft
}

describe('the two vendors', () => {
  it.each([
    ['admin', 'openaiAdmin'],
    ['openaiAdmin', 'admin'],
  ])('in the order %s, %s give the same: all that happened at both, and people who are one', async (first, second) => {
    await connectKey(on, tenant, first)
    await drain(on)
    await connectKey(on, tenant, second)
    await drain(on)
    expect((await listConnections(home.db, tenant)).map(({ kind }) => kind).sort()).toEqual([
      'anthropic_admin',
      'openai_admin',
    ])
    const rows = await rowsOf(tenant)
    expect(rows).toHaveLength(26)
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['reading']))
    const found = await inForce(tenant)
    expectAnthropicTruth(on, DAYS, found)
    expectOpenaiTruth(on, DAYS, found)
    const subjects = (stream: string) => new Set(found(stream).records.flatMap(({ subject }) => subject ?? []))
    const both = [...subjects('openai.users')].filter((subject) => subjects('anthropic.members').has(subject))
    expect(both.length).toBeGreaterThan(10)
    expect(both.length).toBeLessThan(subjects('openai.users').size)
  })

  it('need not both be there', async () => {
    await connectKey(on, tenant, 'openaiAdmin')
    await drain(on)
    expect(asked('anthropic')).toEqual([])
    expect(asked('openai').length).toBeGreaterThan(16)
    expect(await rowsOf(tenant)).toHaveLength(16)
    expectOpenaiTruth(on, DAYS, await inForce(tenant))
  })
})

describe('a key of OpenAI', () => {
  const sealed = async (id: string) => withCredential(vault(tenant), id, async (secret) => secret.slice(-4))
  const last4 = (name: string) => keyOf(on, name).slice(-4)

  it('of another organization does not replace one, and makes a connection of its own', async () => {
    const id = await connectKey(on, tenant, 'openaiAdmin')
    const key = keyOf(on, 'openaiAdminOther')
    const draft = await draftOf(acting(on, tenant), 'openaiAdminOther')
    const refused = await connect(acting(on, tenant), { draft, key, name: 'x', connection: id })
    expect(refused).toEqual({ ok: false, code: 'other_organization' })
    expect(await sealed(id)).toEqual({ ok: true, value: last4('openaiAdmin') })
    expect(await connectKey(on, tenant, 'openaiAdminOther')).not.toBe(id)
    expect(await listConnections(home.db, tenant)).toHaveLength(2)
  })

  it('does not replace a key of Anthropic', async () => {
    const id = await connectKey(on, tenant, 'admin')
    const draft = await draftOf(acting(on, tenant), 'openaiAdmin')
    const key = keyOf(on, 'openaiAdmin')
    const refused = await connect(acting(on, tenant), { draft, key, name: 'x', connection: id })
    expect(refused).toEqual({ ok: false, code: 'other_organization' })
    expect(await sealed(id)).toEqual({ ok: true, value: last4('admin') })
  })

  it.each(['openaiRevoked', 'openaiProject', 'openaiService', 'openaiUser', 'openaiChatgpt'])(
    'that is %s does not connect, and says why',
    async (name) => {
      const { report, draft } = await validateKey(acting(on, tenant), ask(name))
      expect(draft).toBeNull()
      expect(report).toMatchObject({ ok: false, problem: { code: expect.any(String), remedy: expect.any(String) } })
    },
  )
})

describe('an organization that no header names', () => {
  const organizationOf = async (id: string) => (await findConnection(home.db, tenant, id))?.organization
  const EXTRA = { openai_extra_fields: 'on' }

  it('is known by its oldest project, and the next key of it is recognized', async () => {
    await turn(on, { openai_organization_header: 'off' })
    const id = await connectKey(on, tenant, 'openaiAdmin')
    expect(await organizationOf(id)).toMatch(/^of:proj_/)
    expect(await connectKey(on, tenant, 'openaiAdminSecond')).toBe(id)
    expect(await connectKey(on, tenant, 'openaiAdminOther')).not.toBe(id)
    expect(await listConnections(home.db, tenant)).toHaveLength(2)
  })

  it('is named by its rows of costs as well as by the header', async () => {
    const id = await connectKey(on, tenant, 'openaiAdmin')
    expect(await organizationOf(id)).toBe(on.simulator.world.openai.id)
    await turn(on, { openai_organization_header: 'off', ...EXTRA })
    expect(await connectKey(on, tenant, 'openaiAdminSecond')).toBe(id)
  })

  it('is not guessed from a key that reads usage alone', async () => {
    await turn(on, { openai_organization_header: 'off' })
    const { report, draft } = await validateKey(acting(on, tenant), ask('openaiUsageOnly'))
    expect(draft).toBeNull()
    expect(report.problem?.remedy).toContain('Organization administration → Read')
  })
})

describe('a tenant of the EU', () => {
  const eu = homeOf(env, 'eu')
  let who: Acting
  beforeEach(async () => {
    const id = newTenantId()
    await createLedger(env, { tenant: id, region: 'eu', name: 'Quillhaven Optics' })
    who = { ...acting(on, id), tenant: { id, region: 'eu' } }
  })

  it('is refused before anything is sent to OpenAI', async () => {
    const { report, draft } = await validateKey(who, ask('openaiAdminOther'))
    expect(draft).toBeNull()
    expect(report).toMatchObject({ ok: false, problem: { code: 'region_refused' } })
    expect(on.simulator.world.log.list()).toEqual([])
  })

  it('that confirms connects, says so in the record of it, and reads into the EU', async () => {
    const key = keyOf(on, 'openaiAdminOther')
    const draft = await draftOf(who, 'openaiAdminOther', true)
    const done = await connect(who, { draft, key, name: 'EU' })
    if (!done.ok) throw new Error(done.code)
    expect(on.acts.at(-1)?.data).toMatchObject({ action: 'connected', eu_resident_confirmed: true })
    for (const { body } of [...on.pulls, ...on.backfills]) expect(body).toMatchObject({ region: 'eu' })
    const one = { ...message(who.tenant.id, done.id, 'live', 'openai.projects'), region: 'eu' as const }
    await deliver(on, 'pulls', [one])
    expect((await ledgerOf(eu, who.tenant.id).state()).size).toBeGreaterThan(2)
    expect((await listConnections(eu.db, who.tenant.id)).map(({ id }) => id)).toEqual([done.id])
    expect(await listConnections(home.db, who.tenant.id)).toEqual([])
  })

  it('alone has such a line: in the US nothing is confirmed', async () => {
    const key = keyOf(on, 'openaiAdmin')
    const draft = await draftOf(acting(on, tenant), 'openaiAdmin', true)
    await connect(acting(on, tenant), { draft, key, name: 'US' })
    expect(on.acts.at(-1)?.data).not.toHaveProperty('eu_resident_confirmed')
    expect(await recordsIn(tenant, 'openai.users')).toEqual([])
  })
})
