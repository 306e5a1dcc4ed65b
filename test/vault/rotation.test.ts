import { describe, expect, it } from 'vitest'
import { newConnectionId, newSubjectId } from '../../worker/ids.ts'
import { hex } from '../../worker/ledger/bytes.ts'
import { sealCredential, withCredential } from '../../worker/vault/credential.ts'
import { openEnvelope, sealEnvelope } from '../../worker/vault/envelope.ts'
import type { Vault } from '../../worker/vault/keys.ts'
import { readHeader } from '../../worker/vault/object.ts'
import { again, bytesAt, hooked, newVault, objectsOf, rootsOf } from './support.ts'

const wrappedBy = async (vault: Vault) =>
  readHeader((await bytesAt(`keys/${vault.tenant}/tenant`)) ?? new Uint8Array(0))?.key

describe('rotating the root key', () => {
  it('wraps the tenant key anew and leaves every other object as it is', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    await vault.subjectKey(subject)
    await vault.blindingKey()
    const before = await objectsOf(vault.tenant)
    expect(await again(vault, { roots: rootsOf(1, 2) }).rewrap()).toBe('rewrapped')
    const after = await objectsOf(vault.tenant)
    const changed = after.filter(({ bytes }, at) => hex(bytes) !== hex(before[at]?.bytes ?? new Uint8Array(0)))
    expect(changed.map(({ path }) => path)).toEqual([`keys/${vault.tenant}/tenant`])
    expect(await wrappedBy(vault)).toBe('root/2')
  })

  it('keeps the key: its id, what it sealed, what is derived from it', async () => {
    const [old, subject, connection] = [newVault(), newSubjectId(), newConnectionId()]
    const ref = 'anthropic.members/1/0'
    const mine = await sealEnvelope(old, { ref, subject, fields: { name: 'Ada Example' } })
    const ours = await sealEnvelope(old, { ref, fields: { title: 'Quarterly' } })
    await sealCredential(old, connection, 'not-a-real-credential')
    const identity = hex(await old.identityKey())
    await again(old, { roots: rootsOf(1, 2) }).rewrap()

    // The old root key is gone from the settings.
    const rotated = again(old, { roots: rootsOf(2) })
    expect((await rotated.tenantKey()).id).toBe((await old.tenantKey()).id)
    expect(await openEnvelope(rotated, { ref, subject, ...mine })).toEqual({
      ok: true,
      fields: { name: 'Ada Example' },
    })
    expect(await openEnvelope(rotated, { ref, ...ours })).toEqual({ ok: true, fields: { title: 'Quarterly' } })
    expect(await withCredential(rotated, connection, async (secret) => secret.length)).toEqual({ ok: true, value: 21 })
    expect(hex(await rotated.identityKey())).toBe(identity)
  })

  it('shuts out whoever holds only the old root key', async () => {
    const vault = newVault()
    await vault.tenantKey()
    await again(vault, { roots: rootsOf(1, 2) }).rewrap()
    await expect(again(vault).tenantKey()).rejects.toMatchObject({ code: 'root_missing' })
  })

  it('needs the old root key', async () => {
    const vault = newVault()
    await vault.tenantKey()
    await expect(again(vault, { roots: rootsOf(2) }).rewrap()).rejects.toMatchObject({ code: 'root_missing' })
    expect(await wrappedBy(vault)).toBe('root/1')
  })

  it('needs the new one as well', async () => {
    const vault = newVault()
    await vault.tenantKey()
    const roots = { epoch: 2, roots: rootsOf(1).roots }
    await expect(again(vault, { roots }).rewrap()).rejects.toMatchObject({ code: 'root_missing' })
    expect(await wrappedBy(vault)).toBe('root/1')
  })

  it('does nothing the second time', async () => {
    const vault = newVault()
    await vault.tenantKey()
    const rotating = again(vault, { roots: rootsOf(1, 2) })
    expect([await rotating.rewrap(), await rotating.rewrap()]).toEqual(['rewrapped', 'current'])
  })

  it('never goes back to an older epoch', async () => {
    const vault = newVault({ roots: rootsOf(1, 2) })
    await vault.tenantKey()
    expect(await again(vault, { roots: rootsOf(2, 1) }).rewrap()).toBe('current')
    expect(await wrappedBy(vault)).toBe('root/2')
  })

  it('makes no key where there is none', async () => {
    const vault = newVault()
    expect(await vault.rewrap()).toBe('absent')
    expect(await objectsOf(vault.tenant)).toEqual([])
  })

  it('skips an epoch without trouble', async () => {
    const vault = newVault()
    await vault.tenantKey()
    expect(await again(vault, { roots: rootsOf(1, 7) }).rewrap()).toBe('rewrapped')
    expect(await wrappedBy(vault)).toBe('root/7')
  })

  it('is done once by two that do it at once', async () => {
    const vault = newVault()
    await vault.tenantKey()
    const roots = rootsOf(1, 2)
    let raced = false
    const first = hooked({
      put: async () => {
        if (raced) return
        raced = true
        expect(await again(vault, { roots }).rewrap()).toBe('rewrapped')
      },
    })
    expect(await again(vault, { roots, bucket: first }).rewrap()).toBe('current')
    expect(await wrappedBy(vault)).toBe('root/2')
    expect((await again(vault, { roots }).tenantKey()).id).toBe((await vault.tenantKey()).id)
  })
})
