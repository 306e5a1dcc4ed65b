// The same hands, seen from outside: what the auditor's verifier says of bundles that were made after them. Our own verifier, which would not
// have let such a bundle out, is left out: whoever tampers can switch it off.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { claimedKeys, makeVolume } from '../../../worker/export/volume.ts'
import type { TenantId } from '../../../worker/ids.ts'
import { readContainer } from '../../../worker/ledger/bundle/container.ts'
import { type CheckVerdict, verifyBundle } from '../../../worker/ledger/bundle/index.ts'
import { text } from '../../../worker/ledger/bytes.ts'
import { signCheckpoint, tenantOrigin } from '../../../worker/ledger/checkpoint.ts'
import { auditTenant } from '../../../worker/ledger/rootlog.ts'
import { rootOf } from '../../../worker/ledger/tree.ts'
import { parseVkey } from '../../../worker/ledger/vkey.ts'
import { logIdentity, rootLogOf } from '../../../worker/region.ts'
import { rootPartsOf } from '../../../worker/root/evidence.ts'
import { readHead } from '../../../worker/tenant/storage.ts'
import { judgeRoot } from '../../root/judge.ts'
import { home, ledger, vault } from '../../support/tenants.ts'
import { page, usages } from '../drafts.ts'
import { cheaper, editSpan, flip, inScreens, inStorage, restore, rewrite, save, standingLedger } from './attack.ts'

type Checkpoint = { size: number; note: string }
const log = logIdentity(env)

async function published(tenant: TenantId): Promise<Checkpoint> {
  const [newest] = await ledger(tenant).checkpoints(1e9, 1)
  if (newest === undefined) throw new Error('no checkpoint')
  return newest
}

/** What somebody with the key signs over the storage as it is now, past everything that would refuse. */
async function signedNow(tenant: TenantId): Promise<Checkpoint> {
  const head = await runInDurableObject(ledger(tenant), (_, { storage }) => readHead(storage.sql))
  const checkpoint = { origin: tenantOrigin(log.origin, tenant), size: head.size, root: rootOf(head.range) }
  return { size: head.size, note: await signCheckpoint(checkpoint, log.seed) }
}

/** Everything under a checkpoint, with the root log's parts of `rootSize` where it has any. */
async function bundle(tenant: TenantId, { size, note }: Checkpoint, rootSize = size): Promise<Uint8Array> {
  const making = {
    home,
    tenant,
    vault: vault(tenant),
    log,
    rootParts: () => rootPartsOf(env, 'us', tenant)(rootSize),
    format: 'bundle' as const,
    selection: {},
    disclosed: false,
    requestedBy: 'auditor',
    size,
    checkpoint: note,
    generatedAt: '2026-03-02T00:00:00.000Z',
    base: 'evidence',
  }
  const last = size - 1
  return (await makeVolume(making, { first: 0, last, from: 0, to: last, records: size, bytes: 0 })).bytes
}

const pinsOf = async (tenant: TenantId): Promise<string[]> => {
  const { tenant: own, root, export: exporter } = await claimedKeys({ log, tenant })
  return [own, root, exporter].flat().map(String)
}

/** The ids of the checks that came out like this, for an auditor who pinned the keys. */
async function checksOf(tenant: TenantId, bytes: Uint8Array, verdict: CheckVerdict): Promise<string[]> {
  const { checks } = await verifyBundle(bytes, { pins: await pinsOf(tenant) })
  return checks.filter(({ result }) => result === verdict).map(({ id }) => id)
}
const falseIn = async (tenant: TenantId): Promise<string[]> =>
  checksOf(tenant, await bundle(tenant, await published(tenant)), 'false')

/** An audit with the blinding key, of all that the object can open. */
async function audit(tenant: TenantId) {
  const { leaves } = await judgeRoot()
  const openings = []
  for (const { index, size, salt } of (await ledger(tenant).rootLeaves(0, 100)).leaves) {
    const { note } = (await ledger(tenant).checkpointAt(size)) ?? { note: '' }
    openings.push({ index, note, salt: Uint8Array.from(Buffer.from(salt, 'hex')) })
  }
  const keys = (await pinsOf(tenant)).flatMap((pin) => parseVkey(pin) ?? [])
  const origin = tenantOrigin(log.origin, tenant)
  return auditTenant(leaves, await vault(tenant).blindingKey(), openings, origin, keys)
}

describe('the auditor’s verifier, over a bundle that was made afterwards', () => {
  it('finds nothing false in a ledger that nobody touched', async () => {
    expect(await falseIn(await standingLedger())).toEqual([])
  })

  it('finds a byte that was changed in the object’s SQLite', async () => {
    const tenant = await standingLedger()
    await inStorage(tenant, (sql) => editSpan(sql, 500, cheaper))
    expect(await falseIn(tenant)).toEqual(['records', 'tree'])
  })

  it('finds a history that was rewritten so that every link fits: the signed root is of another one', async () => {
    const tenant = await standingLedger()
    await inStorage(tenant, (sql) => rewrite(sql, 700, cheaper))
    expect(await falseIn(tenant)).toEqual(['tree'])
  })

  it('finds a tile that was changed in R2, where the bundle carries it', async () => {
    const tenant = await standingLedger()
    await flip(tenant, 'tile/1/000.p/4')
    expect(await falseIn(tenant)).toEqual(['tree'])
  })

  it('shows the figure as the vendor reported it, whatever D1 says: no row of D1 is in a bundle', async () => {
    const tenant = await standingLedger()
    await inScreens('UPDATE usage SET output = 4711 WHERE tenant = ? AND id = ?', tenant, 'bucket-40')
    const bytes = await bundle(tenant, await published(tenant))
    expect(await checksOf(tenant, bytes, 'false')).toEqual([])
    const container = await readContainer(bytes)
    const lines = container.ok ? text(container.files.get('data/records.jsonl') ?? new Uint8Array()).split('\n') : []
    const [line] = lines.filter((one) => one.includes('"id":"bucket-40"'))
    expect(JSON.parse(line ?? '{}').data.output).toBe(1)
  })
})

describe('an auditor of a ledger that lost its end', () => {
  const ways: [string, (tenant: TenantId, yesterday: Awaited<ReturnType<typeof save>>) => Promise<void>][] = [
    [
      'cut off in the object’s SQLite',
      async (tenant) => {
        const { size } = await ledger(tenant).state()
        await inStorage(tenant, (sql) => {
          sql.exec('DELETE FROM record WHERE first > ?', size - 110)
          rewrite(sql, size, (one) => one)
        })
      },
    ],
    ['with yesterday’s storage put back', restore],
  ]

  it.each(ways)('%s, gets no bundle under what was published, and no proof for anything smaller', async (_, lose) => {
    const tenant = await standingLedger()
    const yesterday = await save(tenant)
    await ledger(tenant).append(page(usages(4_000, 100)))
    await ledger(tenant).settle()
    await rootLogOf(env).cut()
    const before = await published(tenant)
    await lose(tenant, yesterday)
    await expect(bundle(tenant, before)).rejects.toThrow('not all there')
    const after = await signedNow(tenant)
    expect(after.size).toBeLessThan(before.size)
    // The records that are left are true, and nothing outside vouches that they are all: exit 2, and it stays so.
    expect(await checksOf(tenant, await bundle(tenant, after), 'undecided')).toContain('root-leaf')
  })

  it('with yesterday’s storage put back, sees by the blinding key a leaf of the root log that nobody can open', async () => {
    const tenant = await standingLedger()
    const yesterday = await save(tenant)
    await ledger(tenant).append(page(usages(4_000, 100)))
    await ledger(tenant).settle()
    await rootLogOf(env).cut()
    expect(await audit(tenant)).toMatchObject({ ok: true })
    await restore(tenant, yesterday)
    expect(await audit(tenant)).toMatchObject({ ok: false, code: 'unopened' })
  })

  it('finds false what borrows the root log’s proof of the longer one', async () => {
    const tenant = await standingLedger()
    await rootLogOf(env).cut()
    const before = await published(tenant)
    expect(await checksOf(tenant, await bundle(tenant, before), 'false')).toEqual([])
    const [, smaller] = await ledger(tenant).checkpoints(1e9, 2)
    if (smaller === undefined) throw new Error('one checkpoint only')
    expect(await checksOf(tenant, await bundle(tenant, smaller, before.size), 'false')).toContain('root-leaf')
  })
})
