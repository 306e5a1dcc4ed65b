import { describe, expect, it } from 'vitest'
import { newSubjectId } from '../../worker/ids.ts'
import { utf8 } from '../../worker/ledger/bytes.ts'
import { mergeDirectory, readDirectory, removeSubject } from '../../worker/vault/directory.ts'
import type { Vault } from '../../worker/vault/keys.ts'
import { readHeader } from '../../worker/vault/object.ts'
import { again, bucket, bytesAt, contains, counting, flipped, hooked, newVault, objectsOf } from './support.ts'

const nothing = { people: {}, labels: {}, removed: {} }
const ada = { email: 'ada@example.com', name: 'Ada Example', seq: 1 }
const pathOf = (vault: Vault) => `directory/${vault.tenant}`

describe('the directory', () => {
  it('is empty where nothing was written, and reading writes nothing', async () => {
    const vault = newVault()
    expect(await readDirectory(vault)).toEqual(nothing)
    expect(await objectsOf(vault.tenant)).toEqual([])
  })

  it('says what was merged into it', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    await mergeDirectory(vault, { people: { [subject]: ada } })
    await mergeDirectory(vault, { labels: { key_1: { name: 'CI', seq: 2 } } })
    expect(await readDirectory(again(vault))).toEqual({
      people: { [subject]: ada },
      labels: { key_1: { name: 'CI', seq: 2 } },
      removed: {},
    })
  })

  it('is one object, sealed under the tenant key and bound to its path', async () => {
    const vault = newVault()
    await mergeDirectory(vault, { people: { [newSubjectId()]: ada } })
    const object = (await bytesAt(pathOf(vault))) ?? new Uint8Array(0)
    expect(readHeader(object)).toMatchObject({
      kind: 'envelope',
      key: (await vault.tenantKey()).id,
      ref: pathOf(vault),
      tenant: vault.tenant,
    })
    expect(contains(object, utf8('Ada'))).toBe(false)
    expect((await objectsOf(vault.tenant)).map(({ path }) => path)).toEqual([
      pathOf(vault),
      `keys/${vault.tenant}/tenant`,
    ])
  })

  it('is not written when nothing is new', async () => {
    const [seed, subject] = [newVault(), newSubjectId()]
    await mergeDirectory(seed, { people: { [subject]: ada } })
    const { bucket, calls } = counting()
    await mergeDirectory(again(seed, { bucket }), { people: { [subject]: ada } })
    await mergeDirectory(again(seed, { bucket }), {})
    expect(calls.filter((call) => call.startsWith('put'))).toEqual([])
  })

  it('holds ten thousand people', async () => {
    const vault = newVault()
    const people = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [
        newSubjectId(),
        { email: `p${at}@example.com`, name: `Person ${at}`, seq: at },
      ]),
    )
    await mergeDirectory(vault, { people })
    expect((await readDirectory(again(vault))).people).toEqual(people)
  })

  it('is not shared between tenants', async () => {
    const [vault, other] = [newVault(), newVault()]
    await mergeDirectory(vault, { people: { [newSubjectId()]: ada } })
    expect(await readDirectory(other)).toEqual(nothing)
    await bucket.put(pathOf(other), (await bytesAt(pathOf(vault))) ?? '')
    await expect(readDirectory(other)).rejects.toMatchObject({ code: 'damaged' })
  })

  it('says damaged instead of starting again empty', async () => {
    const vault = newVault()
    await mergeDirectory(vault, { people: { [newSubjectId()]: ada } })
    const object = (await bytesAt(pathOf(vault))) ?? new Uint8Array(0)
    await bucket.put(pathOf(vault), flipped(object, object.length - 1))
    await expect(readDirectory(vault)).rejects.toMatchObject({ code: 'damaged' })
    await expect(mergeDirectory(vault, { people: { [newSubjectId()]: ada } })).rejects.toMatchObject({
      code: 'damaged',
    })
    expect(await bytesAt(pathOf(vault))).toEqual(flipped(object, object.length - 1))
  })
})

describe('removing a subject', () => {
  it('takes the name out of the only object that has it', async () => {
    const [vault, gone, kept] = [newVault(), newSubjectId(), newSubjectId()]
    await mergeDirectory(vault, { people: { [gone]: ada, [kept]: { name: 'Bo Example', seq: 2 } } })
    await removeSubject(vault, gone, 3)
    const directory = await readDirectory(again(vault))
    expect(directory.people).toEqual({ [kept]: { name: 'Bo Example', seq: 2 } })
    expect(JSON.stringify(directory)).not.toContain('Ada')
  })

  it('holds against a projection that had read the name before', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    await mergeDirectory(vault, { people: { [subject]: ada } })
    // The late writer's directory is the old one until its put is refused; then it reads again.
    let raced = false
    const late = hooked({
      put: async () => {
        if (raced) return
        raced = true
        await removeSubject(again(vault), subject, 5)
      },
    })
    await mergeDirectory(again(vault, { bucket: late }), { people: { [subject]: { ...ada, name: 'Late', seq: 4 } } })
    expect(raced).toBe(true)
    expect((await readDirectory(vault)).people).toEqual({})
  })

  it('can be done twice and before anything was written', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    await removeSubject(vault, subject, 3)
    await removeSubject(vault, subject, 3)
    await mergeDirectory(vault, { people: { [subject]: ada } })
    expect((await readDirectory(vault)).people).toEqual({})
  })

  it.each([
    ['', 1],
    ['sub_', 1],
    [newSubjectId(), -1],
    [newSubjectId(), 0.5],
    [newSubjectId(), Number.NaN],
  ])('is a bug for %j below %d', async (subject, size) => {
    await expect(removeSubject(newVault(), subject, size)).rejects.toThrow(RangeError)
  })
})

describe('two writers at once', () => {
  it('both are kept', async () => {
    const vault = newVault()
    await vault.tenantKey()
    const subjects = Array.from({ length: 4 }, () => newSubjectId())
    await Promise.all(subjects.map((subject) => mergeDirectory(again(vault), { people: { [subject]: ada } })))
    expect(Object.keys((await readDirectory(vault)).people).sort()).toEqual([...subjects].sort())
  })

  it('both are kept when there was no directory yet', async () => {
    const [vault, mine, yours] = [newVault(), newSubjectId(), newSubjectId()]
    let raced = false
    const racing = hooked({
      put: async (path) => {
        if (raced || path !== pathOf(vault)) return
        raced = true
        await mergeDirectory(again(vault), { people: { [yours]: ada } })
      },
    })
    await mergeDirectory(again(vault, { bucket: racing }), { people: { [mine]: ada } })
    expect(Object.keys((await readDirectory(vault)).people).sort()).toEqual([mine, yours].sort())
  })

  it('that never let one through say so, and nothing of the other is lost', async () => {
    const [vault, subject] = [newVault(), newSubjectId()]
    let seq = 0
    const others = again(vault)
    const hostile = hooked({
      put: (path) =>
        path === pathOf(vault) ? mergeDirectory(others, { labels: { busy: { name: 'busy', seq: ++seq } } }) : undefined,
    })
    const unlucky = again(vault, { bucket: hostile })
    await expect(mergeDirectory(unlucky, { people: { [subject]: ada } })).rejects.toMatchObject({ code: 'contended' })
    expect(await readDirectory(vault)).toMatchObject({ people: {}, labels: { busy: { seq } } })
  })
})
