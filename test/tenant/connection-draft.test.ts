import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { newTenantId } from '../../worker/ids.ts'
import { forgetDraft, type KeptDraft, keepDraft, readDraft } from '../../worker/tenant/connection-draft.ts'

afterEach(() => {
  vi.useRealTimers()
})

const draft: KeptDraft = {
  kind: 'anthropic_admin',
  fingerprint: 'f'.repeat(64),
  last4: 'wxyz',
  generation: 'classic',
  organization: { id: 'org_a', name: 'Tärnwick “Instruments” 漢' },
  checklist: JSON.stringify([{ id: 'usage', ok: true }]),
}

describe('a connection draft', () => {
  it('comes back as it was kept', async () => {
    const tenant = newTenantId()
    expect(await readDraft(env, tenant, await keepDraft(env, tenant, draft))).toEqual(draft)
  })

  it('is unknown in another tenant and under another id', async () => {
    const tenant = newTenantId()
    const id = await keepDraft(env, tenant, draft)
    expect(await readDraft(env, newTenantId(), id)).toBeNull()
    expect(await readDraft(env, tenant, crypto.randomUUID())).toBeNull()
  })

  it('is gone after it was forgotten, also when it is forgotten twice', async () => {
    const tenant = newTenantId()
    const id = await keepDraft(env, tenant, draft)
    await forgetDraft(env, tenant, id)
    await forgetDraft(env, tenant, id)
    expect(await readDraft(env, tenant, id)).toBeNull()
  })

  it('is not shown after half an hour, even if its alarm were late', async () => {
    const tenant = newTenantId()
    const id = await keepDraft(env, tenant, draft)
    const kept = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now: kept + 29 * 60_000 })
    expect(await readDraft(env, tenant, id)).toEqual(draft)
    vi.setSystemTime(kept + 31 * 60_000)
    expect(await readDraft(env, tenant, id)).toBeNull()
  })

  it('is deleted by its alarm', async () => {
    const tenant = newTenantId()
    const id = await keepDraft(env, tenant, draft)
    expect(await runDurableObjectAlarm(env.CONNECTION_DRAFT.getByName(`${tenant}/${id}`))).toBe(true)
    expect(await readDraft(env, tenant, id)).toBeNull()
  })

  it('of several stand apart', async () => {
    const tenant = newTenantId()
    const ids = await Promise.all(['one1', 'two2'].map((last4) => keepDraft(env, tenant, { ...draft, last4 })))
    const found = await Promise.all(ids.map((id) => readDraft(env, tenant, id)))
    expect(found.map((one) => one?.last4)).toEqual(['one1', 'two2'])
  })
})
