import { describe, expect, it } from 'vitest'
import { newSubjectId } from '../../worker/ids.ts'
import { equal, hex } from '../../worker/ledger/bytes.ts'
import type { Vault } from '../../worker/vault/keys.ts'
import { deriveBytes, type ObjectKey } from '../../worker/vault/object.ts'
import { again, bucket, hooked, newVault, objectsOf } from './support.ts'

const printOf = async (key: ObjectKey) => `${key.id} ${hex(await deriveBytes(key, 'test'))}`
const writers = (vault: Vault, count: number) => Array.from({ length: count }, () => again(vault))

/** Runs `between` once, just before the first put to a path: after the maker has seen that there is nothing. */
function beforePut(path: string, between: () => Promise<unknown>): R2Bucket {
  let done = false
  return hooked({
    put: async (at) => {
      if (at !== path || done) return
      done = true
      await between()
    },
  })
}

describe('two pulls that make a key at once', () => {
  it('have one tenant key', async () => {
    const vault = newVault()
    const keys = await Promise.all(writers(vault, 8).map((writer) => writer.tenantKey()))
    expect(new Set(await Promise.all(keys.map(printOf))).size).toBe(1)
    expect((await objectsOf(vault.tenant)).length).toBe(1)
  })

  it('have one subject key', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    const keys = await Promise.all(writers(vault, 8).map((writer) => writer.subjectKey(subject)))
    expect(new Set(await Promise.all(keys.map(printOf))).size).toBe(1)
    expect((await objectsOf(vault.tenant)).length).toBe(2)
  })

  it('have one blinding key', async () => {
    const vault = newVault()
    const keys = await Promise.all(writers(vault, 8).map((writer) => writer.blindingKey()))
    expect(new Set(keys.map(hex)).size).toBe(1)
  })

  it('have everything once, whatever they make first', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    await Promise.all(
      writers(vault, 6).map((writer, at) =>
        at % 3 === 0 ? writer.blindingKey() : at % 3 === 1 ? writer.subjectKey(subject) : writer.tenantKey(),
      ),
    )
    expect((await objectsOf(vault.tenant)).length).toBe(3)
    expect(equal(await again(vault).blindingKey(), await again(vault).blindingKey())).toBe(true)
  })
})

describe('whoever loses the race', () => {
  it("to the tenant key uses the winner's", async () => {
    const winner = newVault()
    const loser = again(winner, { bucket: beforePut(`keys/${winner.tenant}/tenant`, () => winner.tenantKey()) })
    expect(await printOf(await loser.tenantKey())).toBe(await printOf(await again(winner).tenantKey()))
    expect(await printOf(await winner.tenantKey())).toBe(await printOf(await loser.tenantKey()))
  })

  it("to a subject key uses the winner's", async () => {
    const [winner, subject] = [newVault(), newSubjectId()]
    const path = `keys/${winner.tenant}/sub/${subject}`
    const loser = again(winner, { bucket: beforePut(path, () => winner.subjectKey(subject)) })
    expect(await printOf(await loser.subjectKey(subject))).toBe(await printOf(await winner.subjectKey(subject)))
  })

  it('to a key that is erased at once makes one of its own', async () => {
    const [winner, subject] = [newVault(), newSubjectId()]
    const path = `keys/${winner.tenant}/sub/${subject}`
    let erased = ''
    let puts = 0
    const racing = hooked({
      put: async (at) => {
        if (at === path && ++puts === 1) erased = await printOf(await winner.subjectKey(subject))
      },
      get: async (at) => {
        if (at === path && puts === 1) await winner.destroySubjectKey(subject)
      },
    })
    const made = await printOf(await again(winner, { bucket: racing }).subjectKey(subject))
    expect(made).not.toBe(erased)
    expect(made).toBe(await printOf(await again(winner).subjectKey(subject)))
  })

  it('between the look for a tenant key and the list of the rest does not call it lost', async () => {
    const [winner, subject] = [newVault(), newSubjectId()]
    const loser = again(winner, { bucket: hooked({ list: () => winner.subjectKey(subject) }) })
    expect(await printOf(await loser.tenantKey())).toBe(await printOf(await winner.tenantKey()))
  })

  it('again and again gives up with a code instead of going round for ever', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    await vault.tenantKey()
    const path = `keys/${vault.tenant}/sub/${subject}`
    // Somebody makes the key before each put, somebody erases it before each look.
    const hostile = hooked({
      put: (at) => (at === path ? bucket.put(path, 'taken') : undefined),
      get: (at) => (at === path ? bucket.delete(path) : undefined),
    })
    const unlucky = again(vault, { bucket: hostile })
    await expect(unlucky.subjectKey(subject)).rejects.toMatchObject({ code: 'contended' })
  })
})

describe('an erasure that crosses a read', () => {
  it('leaves no key behind, wherever the read stands when the key goes', async () => {
    const [seed, subject] = [newVault(), newSubjectId()]
    const path = `keys/${seed.tenant}/sub/${subject}`
    for (const read of ['subjectKey', 'subjectKeyIfAny'] as const) {
      const first = await printOf(await seed.subjectKey(subject))
      let erased: Promise<void> | undefined
      // The erasure begins when the read is about to ask R2, and is not waited for.
      const vault: Vault = again(seed, {
        bucket: hooked({
          get: (at) => {
            if (at === path) erased ??= vault.destroySubjectKey(subject)
          },
        }),
      })
      await vault[read](subject)
      await erased
      expect(await printOf(await vault.subjectKey(subject)), read).not.toBe(first)
      await seed.destroySubjectKey(subject)
    }
  })

  it('leaves no key behind in the vault that erased it', async () => {
    const [seed, subject] = [newVault(), newSubjectId()]
    await seed.subjectKey(subject)
    const vault = again(seed)
    await Promise.all([vault.subjectKeyIfAny(subject), vault.destroySubjectKey(subject)])
    expect(await vault.subjectKeyIfAny(subject)).toBeUndefined()
  })
})
