// The log of logs: blinded leaves, openings, and an audit that finds every second history.
import { describe, expect, it } from 'vitest'
import { b64, fromB64, fromHex, hex } from '../../worker/ledger/bytes.ts'
import { openCheckpoint, tenantOrigin } from '../../worker/ledger/checkpoint.ts'
import { leafHash } from '../../worker/ledger/hash.ts'
import { parseNote, parseVkey } from '../../worker/ledger/note.ts'
import { rootFrom } from '../../worker/ledger/proof.ts'
import { auditTenant, blindedLabel, leavesOf, type Opening, rootLeafData } from '../../worker/ledger/rootlog.ts'
import { verifyTlogProof } from '../../worker/ledger/tlog-proof.ts'
import { memoryReader } from './reference-tree.ts'
import { listFiles, present, readJson } from './vectors.ts'

type Shown = { index: number; size: number; note: string; salt: string; consistency?: string[] }
type Tenant = { tenant: string; blinding_key: string; label: string; vkey: string; checkpoints: Shown[] }
type RootLog = {
  origin: string
  vkey: string
  leaves: string[]
  checkpoints: string[]
  tenants: Tenant[]
  proofs: { tenant: string; index: number; leaf: string; tlog_proof: string }[]
  what?: string
}

const log = readJson<RootLog>('ledger/rootlog.json')
const leaves = log.leaves.map((leaf) => fromHex(leaf))
const rootKey = present(parseVkey(log.vkey))

function openingOf({ index, note, salt, consistency }: Shown): Opening {
  return { index, note, salt: fromB64(salt), consistency: consistency?.map((hash) => fromB64(hash)) }
}

function audit(root: RootLog, tenant: Tenant, openings = tenant.checkpoints.map(openingOf)) {
  return auditTenant(
    root.leaves.map((leaf) => fromHex(leaf)),
    fromHex(tenant.blinding_key),
    openings,
    tenantOrigin(root.origin, tenant.tenant),
    [present(parseVkey(tenant.vkey))],
  )
}

const first = present(log.tenants[0])

describe('the root log of the vectors', () => {
  it('has checkpoints that open and have the roots of its leaves', async () => {
    const reader = memoryReader(leaves.map((leaf) => leafHash(leaf)))
    expect(log.checkpoints.length).toBeGreaterThan(3)
    for (const file of log.checkpoints) {
      const opened = await openCheckpoint(file, `${log.origin}/root`, [rootKey])
      if (!opened.ok) throw new Error(opened.code)
      const { size, root } = opened.checkpoint
      expect(hex(await rootFrom(reader, size)), `size ${size}`).toBe(hex(root))
    }
  })

  it.each(log.tenants.map((tenant) => [tenant.tenant, tenant] as const))(
    'opens for %s, every leaf',
    async (_, tenant) => {
      expect(hex(blindedLabel(fromHex(tenant.blinding_key)))).toBe(tenant.label)
      for (const { index, note, salt } of tenant.checkpoints) {
        const data = rootLeafData(fromHex(tenant.label), present(parseNote(note)).text, fromB64(salt))
        expect(hex(data), `leaf ${index}`).toBe(log.leaves[index])
      }
      const result = await audit(log, tenant)
      expect(result.ok && result.checkpoints.map(({ size }) => size)).toEqual(
        tenant.checkpoints.map(({ size }) => size),
      )
    },
  )

  it('shows each leaf to one tenant only', () => {
    const found = log.tenants.flatMap(({ label }) => leavesOf(fromHex(label), leaves))
    expect(found.sort((a, b) => a - b)).toEqual(leaves.map((_, i) => i))
  })

  it('has tlog-proofs that verify, and fail for another leaf', async () => {
    expect(log.proofs.length).toBeGreaterThan(0)
    for (const { leaf, index, tlog_proof, tenant } of log.proofs) {
      expect(log.leaves[index], tenant).toBe(leaf)
      const origin = `${log.origin}/root`
      const good = await verifyTlogProof(tlog_proof, leafHash(fromHex(leaf)), origin, [rootKey])
      expect(good.ok && good.proof.index, tenant).toBe(index)
      const other = await verifyTlogProof(tlog_proof, leafHash(fromHex(leaf).reverse()), origin, [rootKey])
      expect(other, tenant).toEqual({ ok: false, code: 'not_included' })
    }
  })
})

describe('a root log with one defect', () => {
  const expected: Record<string, string> = {
    'forked-growth.json': 'forked',
    'same-size-other-root.json': 'forked',
    'wrong-salt.json': 'opening',
  }
  const files = listFiles('ledger/rootlog-bad')

  it('is one of three that the vectors have', () => {
    expect(files.map((path) => path.split('/').at(-1))).toEqual(Object.keys(expected))
  })

  it.each(files)('%s: fails the audit of the tenant that it is about, and of no other', async (path) => {
    const bad = readJson<RootLog>(path)
    const results = await Promise.all(bad.tenants.map((tenant) => audit(bad, tenant)))
    const failures = results.filter((result) => !result.ok)
    expect(failures, bad.what).toHaveLength(1)
    expect(failures[0]).toMatchObject({ code: expected[path.split('/').at(-1) ?? ''] })
  })
})

describe('an audit', () => {
  const openings = first.checkpoints.map(openingOf)

  it('fails when a leaf is not opened: a second history may hide there', async () => {
    for (const [i, { index }] of openings.entries()) {
      expect(await audit(log, first, openings.toSpliced(i, 1))).toEqual({ ok: false, code: 'unopened', index })
    }
  })

  it('fails when an opening is for a leaf of somebody else', async () => {
    const stray = present(leaves.findIndex((leaf) => !hex(leaf).startsWith(first.label)))
    const opening = { ...present(openings[0]), index: stray }
    expect(await audit(log, first, [...openings, opening])).toEqual({ ok: false, code: 'unknown_leaf', index: stray })
  })

  it('fails when two openings are exchanged', async () => {
    const [a, b, ...rest] = openings
    const exchanged = [{ ...present(a), index: present(b).index }, { ...present(b), index: present(a).index }, ...rest]
    expect(await audit(log, first, exchanged)).toEqual({ ok: false, code: 'opening', index: present(a).index })
  })

  it('fails when a consistency proof is left out, or a salt is short', async () => {
    const second = present(openings[1])
    const without = openings.with(1, { ...second, consistency: undefined })
    expect(await audit(log, first, without)).toEqual({ ok: false, code: 'forked', index: second.index })
    const short = openings.with(1, { ...second, salt: second.salt.slice(1) })
    expect(await audit(log, first, short)).toEqual({ ok: false, code: 'opening', index: second.index })
  })

  it('fails under another key or origin', async () => {
    const other = present(log.tenants[1])
    const key = present(parseVkey(other.vkey))
    const origin = tenantOrigin(log.origin, first.tenant)
    const result = await auditTenant(leaves, fromHex(first.blinding_key), openings, origin, [key])
    expect(result).toEqual({ ok: false, code: 'checkpoint', index: present(openings[0]).index })
  })

  it('fails when the sequence goes down', async () => {
    const [small, big] = [present(openings[0]), present(openings[1])]
    const label = fromHex(first.label)
    const data = ({ note, salt }: Opening) => rootLeafData(label, present(parseNote(note)).text, salt)
    const origin = tenantOrigin(log.origin, first.tenant)
    const shown = [
      { ...big, index: 0 },
      { ...small, index: 1 },
    ]
    const result = await auditTenant([data(big), data(small)], fromHex(first.blinding_key), shown, origin, [
      present(parseVkey(first.vkey)),
    ])
    expect(result).toEqual({ ok: false, code: 'shrunk', index: 1 })
  })

  it('finds nothing for a tenant that has no leaf', async () => {
    const result = await auditTenant(leaves, new Uint8Array(32), [], 'log.example/tn_x', [])
    expect(result).toEqual({ ok: true, checkpoints: [] })
  })
})

describe('a leaf', () => {
  it('is 64 bytes: label and blinded digest', () => {
    const data = rootLeafData(new Uint8Array(32).fill(1), 'a\n', new Uint8Array(32))
    expect(data.length).toBe(64)
    expect(b64(data.subarray(0, 32))).toBe(b64(new Uint8Array(32).fill(1)))
  })

  it('changes with the salt, the text and the label', () => {
    const make = (label: number, note: string, salt: number) =>
      hex(rootLeafData(new Uint8Array(32).fill(label), note, new Uint8Array(32).fill(salt)))
    expect(new Set([make(1, 'a\n', 1), make(2, 'a\n', 1), make(1, 'b\n', 1), make(1, 'a\n', 2)]).size).toBe(4)
  })

  it('is not made from keys, labels or salts of another length', () => {
    expect(() => blindedLabel(new Uint8Array(31))).toThrow(RangeError)
    expect(() => rootLeafData(new Uint8Array(31), 'a\n', new Uint8Array(32))).toThrow(RangeError)
    expect(() => rootLeafData(new Uint8Array(32), 'a\n', new Uint8Array(31))).toThrow(RangeError)
  })
})
