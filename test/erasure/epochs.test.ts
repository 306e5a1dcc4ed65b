// A new root key for the whole installation: everybody is wrapped anew, nothing is sealed anew, and whoever was left behind is named.
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import { openEnvelope, sealEnvelope } from '../../worker/vault/envelope.ts'
import { openVault } from '../../worker/vault/keys.ts'
import { epochsPage, rewrapPage } from '../../worker/vault/rewrap.ts'
import type { RootKeys } from '../../worker/vault/roots.ts'
import { app, at, withHeader } from '../http/harness.ts'
import { home, makeTenant, vault } from '../support/tenants.ts'

const roots = (epoch: number, ...epochs: number[]): RootKeys => ({
  epoch,
  roots: new Map(epochs.map((one) => [one, new Uint8Array(32).fill(one === 1 ? 7 : one)])),
})
const NEW = roots(2, 1, 2)
const ONLY_NEW = roots(2, 2)

let tenants: TenantId[]
beforeEach(async () => {
  const { objects } = await home.vault.list({ prefix: 'keys/' })
  await home.vault.delete(objects.map(({ key }) => key))
  tenants = []
  for (let n = 0; n < 3; n++) tenants.push(await makeTenant())
  for (const tenant of tenants) await vault(tenant).tenantKey()
})

describe('a new epoch', () => {
  it('wraps every tenant key anew, and twice does nothing', async () => {
    expect(await epochsPage(home.vault, NEW)).toMatchObject({ tenants: 3, behind: tenants.map(() => ({ epoch: 1 })) })
    expect(await rewrapPage(home.vault, NEW)).toMatchObject({
      epoch: 2,
      rewrapped: 3,
      current: 0,
      failed: [],
      next: null,
    })
    expect(await rewrapPage(home.vault, NEW)).toMatchObject({ rewrapped: 0, current: 3, failed: [] })
    expect(await epochsPage(home.vault, NEW)).toMatchObject({ tenants: 3, behind: [] })
  })

  it('leaves everything readable once the old root is destroyed', async () => {
    const [tenant] = tenants
    if (tenant === undefined) throw new Error('no tenant')
    const ref = 'anthropic.members/1/0'
    const sealed = await sealEnvelope(vault(tenant), { ref, fields: { name: 'Ada Example' } })
    await rewrapPage(home.vault, NEW)
    const later = openVault({ bucket: home.vault, roots: ONLY_NEW, tenant })
    expect(await openEnvelope(later, { ref, ...sealed })).toEqual({ ok: true, fields: { name: 'Ada Example' } })
  })

  it('names a tenant that was left behind, and what it was left behind for', async () => {
    const [lost, damaged, whole] = tenants
    await home.vault.put(`keys/${damaged}/tenant`, new TextEncoder().encode('broken'))
    const { failed, rewrapped } = await rewrapPage(home.vault, roots(2, 2))
    expect(rewrapped).toBe(0)
    expect(failed).toEqual(
      [lost, damaged, whole]
        .map((tenant) => ({ tenant, code: tenant === damaged ? 'damaged' : 'root_missing' }))
        .sort((a, b) => (String(a.tenant) < String(b.tenant) ? -1 : 1)),
    )
    const { behind } = await epochsPage(home.vault, NEW)
    expect(behind.map(({ tenant }) => tenant).sort()).toEqual([...tenants].sort())
  })

  it('goes on where it was broken off, and finds tenants that no list knows', async () => {
    const first = await rewrapPage(home.vault, NEW)
    expect(first.rewrapped).toBe(3)
    const late = await makeTenant()
    await openVault({ bucket: home.vault, roots: roots(1, 1), tenant: late }).tenantKey()
    expect(await epochsPage(home.vault, NEW)).toMatchObject({ behind: [{ tenant: late, epoch: 1 }] })
    expect(await rewrapPage(home.vault, NEW)).toMatchObject({ rewrapped: 1, current: 3 })
  })
})

describe('the operator’s routes', () => {
  it('are there for the operator only, and say how far it is', async () => {
    const token = { 'x-operator-token': env.OPERATOR_TOKEN }
    const done = await withHeader(token, 'POST', '/api/operator/rewrap', { region: 'us' })
    expect([done.status, at(done.body, 'current'), at(done.body, 'failed')]).toEqual([200, 3, []])
    const seen = await withHeader(token, 'GET', '/api/operator/rewrap?region=us')
    expect([seen.status, at(seen.body, 'tenants'), at(seen.body, 'behind')]).toEqual([200, 3, []])
    expect((await withHeader({}, 'GET', '/api/operator/rewrap?region=us')).status).toBe(404)
    expect(app).toBeDefined()
  })
})
