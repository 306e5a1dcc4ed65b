import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { controlDatabase } from '../../worker/db/control/database.ts'
import { tenant as tenants } from '../../worker/db/control/schema.ts'
import type { TenantId } from '../../worker/ids.ts'
import { type Act, createLedger, homeOfTenant, recordAct } from '../../worker/tenant/acts.ts'
import { describePull, describeRecord, openFields } from '../../worker/tenant/describe.ts'
import { readDirectory } from '../../worker/vault/directory.ts'
import { ledger, makeTenant, vault } from '../support/tenants.ts'
import { page, pull, usage } from './drafts.ts'
import { judgeRecords } from './judge.ts'

const who = { userId: 'user_1', email: 'Ada@Example.com', name: 'Ada Quill' }
const act: Act = {
  kind: 'token',
  stream: 'tallystick.token',
  id: 'token_1/created',
  occurredAt: new Date('2026-03-01T08:00:00Z'),
  data: { action: 'created', scopes: ['read'] },
  who,
  fields: { label: 'nightly job' },
}

/** A tenant that the control plane knows too. */
async function registered(): Promise<TenantId> {
  const id = await makeTenant()
  const row = { id, name: 'Tarnwick', region: 'us' as const, timezone: 'UTC', plaintextDigest: true }
  await controlDatabase(env)
    .insert(tenants)
    .values({ ...row, createdAt: new Date() })
  return id
}

const view = async (tenant: TenantId, seq: number) => {
  const found = await ledger(tenant).record(seq)
  if (found === null) throw new Error('no such record')
  return found
}

describe('an act', () => {
  it('is a record about its person, whose address, name and free words are sealed', async () => {
    const tenant = await registered()
    await recordAct(env, tenant, act)
    const { records, texts } = await judgeRecords(tenant)
    const record = records[1]
    expect(record).toMatchObject({ kind: 'token', id: act.id, occurred_at: '2026-03-01T08:00:00.000Z', data: act.data })
    expect(record?.subject).toMatch(/^sub_/)
    expect(record?.sealed?.fields).toEqual(['email', 'label', 'name'])
    for (const secret of [who.email, who.name, who.userId, 'nightly']) expect(texts[1]).not.toContain(secret)
    const opened = await openFields(vault(tenant), await view(tenant, 1), true)
    expect(opened).toEqual({ state: 'opened', fields: { email: who.email, name: who.name, label: 'nightly job' } })
  })

  it('that is told twice is one record', async () => {
    const tenant = await registered()
    await recordAct(env, tenant, act)
    await recordAct(env, tenant, act)
    await Promise.all(Array.from({ length: 5 }, () => recordAct(env, tenant, act)))
    expect((await ledger(tenant).state()).size).toBe(2)
  })

  it('of the same person has the same subject, whatever they did and however the address is written', async () => {
    const tenant = await registered()
    await recordAct(env, tenant, act)
    await recordAct(env, tenant, {
      ...act,
      id: 'token_2/created',
      who: { userId: 'user_9', email: ' ada@example.com' },
    })
    const { records } = await judgeRecords(tenant)
    expect(records[2]?.subject).toBe(records[1]?.subject)
  })

  it('of nobody has no subject and seals nothing', async () => {
    const tenant = await registered()
    await recordAct(env, tenant, {
      kind: 'connection',
      stream: 'tallystick.connection',
      id: 'c/1',
      data: { action: 'rotated' },
    })
    const { records } = await judgeRecords(tenant)
    expect(records[1]?.subject).toBeUndefined()
    expect(records[1]?.sealed).toBeUndefined()
  })

  it('that cannot be a record is refused before it is in the ledger for ever', async () => {
    const tenant = await registered()
    for (const wrong of [{ id: 'x'.repeat(513) }, { data: { ratio: 0.5 } }, { stream: 'Tallystick' }]) {
      await expect(recordAct(env, tenant, { ...act, ...wrong })).rejects.toThrow()
    }
    expect((await ledger(tenant).state()).size).toBe(1)
  })

  it('names a member of the tenant on screens', async () => {
    const tenant = await registered()
    await recordAct(env, tenant, { ...act, kind: 'member_access', stream: 'tallystick.members', id: 'joined/1' })
    await ledger(tenant).settle()
    const { people } = await readDirectory(vault(tenant))
    expect(Object.values(people)).toEqual([{ email: who.email, name: who.name, seq: 1 }])
  })

  it('for a tenant that is not there throws', async () => {
    await expect(homeOfTenant(env, 'tn_00000000000000000000000000' as TenantId)).rejects.toThrow('there is no tenant') // the form of an id
  })
})

describe('a new ledger', () => {
  it('begins with its tenant, once, in one region', async () => {
    const tenant = await makeTenant('Tarnwick')
    await createLedger(env, { tenant, region: 'us', name: 'Tarnwick' })
    const { records } = await judgeRecords(tenant)
    expect(records.map(({ kind, data }) => [kind, data])).toEqual([
      ['tenant', { action: 'created', name: 'Tarnwick', region: 'us' }],
    ])
    await expect(createLedger(env, { tenant, region: 'eu', name: 'Tarnwick' })).rejects.toThrow('another region')
  })
})

describe('a record as people look at it', () => {
  it('has a summary with its length in bytes', async () => {
    const tenant = await makeTenant()
    await ledger(tenant).append(page([usage('bücket', 1)]))
    const [stored] = await ledger(tenant).records(2, 2)
    if (stored === undefined) throw new Error('no such record')
    const { summary, parsed } = describeRecord(stored)
    expect(summary).toMatchObject({
      seq: 2,
      kind: 'usage',
      id: 'bücket',
      subject: null,
      sealed: false,
      checkpoint: null,
    })
    expect(summary.bytes).toBe(stored.text.length + 1)
    expect(parsed.source).toEqual({ pull: 1 })
  })

  it('says of its sealed fields whether there are any, whether one may see them, or that they are gone', async () => {
    const tenant = await registered()
    await recordAct(env, tenant, act)
    const sealed = await view(tenant, 1)
    expect(await openFields(vault(tenant), await view(tenant, 0), true)).toEqual({ state: 'none', fields: null })
    expect(await openFields(vault(tenant), sealed, false)).toEqual({ state: 'hidden', fields: null })
    expect(await openFields(vault(tenant), { ...sealed, envelope: null }, true)).toEqual({
      state: 'erased',
      fields: null,
    })
    const { subject } = describeRecord({ ...sealed, checkpoint: null }).parsed
    await vault(tenant).destroySubjectKey(subject ?? '')
    expect(await openFields(vault(tenant), sealed, true)).toEqual({ state: 'erased', fields: null })
  })

  it('shows the manifest of the page that it came from', async () => {
    const tenant = await makeTenant()
    const data = { query: 'limit=2', page_sha256: 'a'.repeat(64), has_more: false }
    await ledger(tenant).append(page([usage('a')], { pull: { ...pull, data } }))
    expect(describePull((await view(tenant, 1)).text)).toEqual({
      seq: 1,
      endpoint: pull.endpoint,
      query: 'limit=2',
      page_sha256: 'a'.repeat(64),
      at: pull.occurredAt,
    })
  })
})
