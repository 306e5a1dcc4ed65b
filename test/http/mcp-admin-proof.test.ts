// verify-record over a real ledger: what it hands out is enough to check it elsewhere, and one bent piece is found.

import { env } from 'cloudflare:workers'
import { z } from '@hono/zod-openapi'
import { beforeAll, describe, expect, it } from 'vitest'
import { RootProof } from '../../worker/http/schemas/rootlog.ts'
import type { TenantId } from '../../worker/ids.ts'
import { fromB64, hex, utf8 } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import { canonicalize } from '../../worker/ledger/jcs.ts'
import { type Check, checkProof, type Material, verdictOf } from '../../worker/mcp/admin/proof-checks.ts'
import { rootHome } from '../../worker/region.ts'
import { cutFile } from '../../worker/root/files.ts'
import { mineChain, stampOver } from '../ledger/chain.ts'
import { referenceLeaf } from '../ledger/reference-tree.ts'
import { rootFile, rootLog } from '../root/judge.ts'
import { ledger, makeTenant } from '../support/tenants.ts'
import { page, usages } from '../tenant/drafts.ts'
import { call, mcpActorOf } from './mcp-admin-client.ts'

const Answer = z.object({
  verdict: z.string(),
  checks: z.array(z.object({ claim: z.string(), passed: z.boolean().nullable(), words: z.string() })),
  not_checked: z.array(z.string()),
  record: z.string(),
  leaf: z.string(),
  prev_record: z.string().nullable(),
  vkey: z.string(),
  checkpoint: z.object({ size: z.number(), root: z.string(), note: z.string() }).nullable(),
  path: z.array(z.string()),
  root_log: RootProof.nullable(),
  anchor: z.object({ state: z.string(), root_size: z.number() }).nullable(),
  anchor_files: z.array(z.string()),
})

async function verify(tenant: TenantId, seq: number): Promise<z.infer<typeof Answer>> {
  const { isError, texts, structured } = await call(mcpActorOf(tenant), 'verify-record', { seq })
  if (isError) throw new Error(texts.join())
  return Answer.parse(structured)
}
const passed = (checks: readonly Pick<Check, 'passed'>[]) => checks.map((check) => check.passed)

/** What an agent has in its hands after the call: the answer, and the public files that it names. */
async function materialOf(tenant: TenantId, seq: number): Promise<Material> {
  const answer = await verify(tenant, seq)
  const { root_log: root } = answer
  const files = (name: string) => rootFile(`cuts/${root?.root_size}/${name}`)
  return {
    seq,
    tenant,
    text: answer.record,
    leaf: answer.leaf,
    before: answer.prev_record,
    vkey: answer.vkey,
    note: answer.checkpoint?.note ?? null,
    path: answer.path,
    root,
    cut: root && {
      checkpoint: await files('checkpoint'),
      ots: await files('root.ots'),
      headers: await files('headers.json'),
    },
  }
}

const tenant = await makeTenant()
beforeAll(async () => {
  await ledger(tenant).append(page(usages(0, 20)))
})

describe('verify-record', () => {
  it('says what no checkpoint covers yet, and what the record alone shows', async () => {
    const answer = await verify(tenant, 20)
    expect([answer.verdict, answer.checkpoint, answer.path, answer.anchor]).toEqual(['incomplete', null, [], null])
    expect(passed(answer.checks)).toEqual([true, true, true, null, null, null, null])
  })

  it('proves a record under its checkpoint, the first record too', async () => {
    await ledger(tenant).settle()
    for (const seq of [0, 7, 20]) {
      const answer = await verify(tenant, seq)
      expect(passed(answer.checks)).toEqual([true, true, true, true, true, null, null])
      expect(hex(referenceLeaf(utf8(answer.record)))).toBe(answer.leaf)
      expect(answer.prev_record === null).toBe(seq === 0)
      expect(answer.checkpoint?.note.split('\n')[2]).toBe(btoa(String.fromCharCode(...rootBytes(answer))))
    }
  })

  it('follows it into the root log and to a block, of which a local chain proves no time', async () => {
    const { published } = await rootLog().cut()
    expect(passed((await verify(tenant, 7)).checks)).toEqual([true, true, true, true, true, true, null])
    const file = (await rootFile(`cuts/${published}/checkpoint`)) ?? new Uint8Array()
    const { ots, merkleRoot } = stampOver(sha256(file), 900_000)
    const headers = [...mineChain(merkleRoot, 900_000, 7)].map(([at, header]) => [String(at), hex(header)])
    const { archive } = rootHome(env)
    await archive.put(cutFile(published, 'root.ots'), ots)
    await archive.put(cutFile(published, 'headers.json'), canonicalize(Object.fromEntries(headers)))
    const answer = await verify(tenant, 7)
    expect(answer.checks.at(-1)?.words).toContain('block 900000, with 6 headers on top, of a local test chain')
    expect(answer.anchor).toMatchObject({ root_size: published })
    expect(answer.anchor_files).toHaveLength(3)
    expect(answer.anchor_files[0]).toMatch(new RegExp(`/\\.well-known/tallystick/root/cuts/${published}/checkpoint$`))
    expect(answer.verdict).toBe('incomplete')
  })

  it('stays one chain when the ledger goes on after the cut', async () => {
    await ledger(tenant).append(page(usages(20, 5)))
    await ledger(tenant).settle()
    const [old, fresh] = [await verify(tenant, 7), await verify(tenant, 26)]
    expect([old.checkpoint?.note === old.root_log?.checkpoint, old.root_log === null]).toEqual([true, false])
    expect([fresh.root_log, passed(fresh.checks)]).toEqual([null, [true, true, true, true, true, null, null]])
  })

  it('says what it did not check', async () => {
    const said = (await verify(tenant, 0)).not_checked.join(' ')
    for (const words of [
      'code of your own',
      'by another way',
      'everybody’s chain',
      'consistency proof',
      'reported is true',
    ]) {
      expect(said).toContain(words)
    }
  })
})

const rootBytes = (answer: z.infer<typeof Answer>) =>
  Uint8Array.from(answer.checkpoint?.root.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))

describe('whoever has the answer', () => {
  it('recomputes every claim from it, and finds what was bent', async () => {
    const material = await materialOf(tenant, 7)
    expect(passed(await checkProof(material))).toEqual([true, true, true, true, true, true, null])
    const { root, cut } = material
    if (root === null || cut === null) throw new Error('not in the root log')
    const elsewhere = await materialOf(await otherTenant(), 1)
    const newer = (await ledger(tenant).state()).checkpoint
    if (newer === null) throw new Error('no checkpoint')
    const bent: [Partial<Material>, string[]][] = [
      // A good proof under another checkpoint than the one that the root log holds: the chain has a gap.
      [{ note: newer.note, path: await ledger(tenant).inclusion(7, newer.size) }, ['root_log']],
      [{ text: material.text.replace('"output":1', '"output":2') }, ['leaf', 'inclusion']],
      [{ text: material.text.replace('{', '{ ') }, ['form', 'leaf', 'link', 'inclusion']],
      [{ seq: 8 }, ['form', 'inclusion']],
      [{ leaf: 'ab'.repeat(32) }, ['leaf']],
      [{ before: material.text }, ['link']],
      [{ before: null }, ['link']],
      [{ path: material.path.slice(1) }, ['inclusion']],
      [{ path: material.path.map(() => 'zz') }, ['inclusion']],
      [{ note: elsewhere.note }, ['signature', 'inclusion', 'root_log']],
      [{ note: material.note?.replace(/\n\d+\n/, '\n9\n') ?? '' }, ['signature', 'inclusion', 'root_log']],
      [{ vkey: elsewhere.vkey }, ['signature', 'inclusion', 'root_log']],
      [{ vkey: 'nonsense' }, ['signature', 'inclusion', 'root_log']],
      [{ root: { ...root, salt: root.label } }, ['root_log']],
      [{ root: { ...root, label: 'x' } }, ['root_log']],
      [{ root: { ...root, proof: root.proof.replace(/index \d+/, 'index 999') } }, ['root_log']],
      [{ cut: { ...cut, checkpoint: utf8('another') } }, ['anchor']],
      [{ cut: { ...cut, headers: utf8('[]') } }, ['anchor']],
      [{ cut: { ...cut, ots: flipped(cut.ots) } }, ['anchor']],
    ]
    for (const [change, failed] of bent) {
      const checks = await checkProof({ ...material, ...change })
      const found = checks.filter((check) => check.passed === false).map(({ claim }) => claim)
      expect([Object.keys(change), found]).toEqual([Object.keys(change), failed])
      expect(verdictOf(checks)).toBe('failed')
    }
  })

  it('is not told that headers without work prove a time where Bitcoin is claimed', async () => {
    const material = await materialOf(tenant, 7)
    const root = material.root && { ...material.root, network: 'mainnet' as const }
    expect((await checkProof({ ...material, root })).at(-1)).toMatchObject({ claim: 'anchor', passed: null })
  })
})

describe('the verdict', () => {
  const of = (...all: (boolean | null)[]) => verdictOf(all.map((one) => ({ claim: 'leaf', passed: one, words: '' })))

  it('is verified only when every claim passed', () => {
    expect([of(true, true), of(true, null), of(null, false), of(true, false)]).toEqual([
      'verified',
      'incomplete',
      'failed',
      'failed',
    ])
  })
})

async function otherTenant(): Promise<TenantId> {
  const other = await makeTenant()
  await ledger(other).append(page(usages(0, 20)))
  await ledger(other).settle()
  return other
}

function flipped(bytes: Uint8Array | null): Uint8Array {
  const copy = bytes?.slice() ?? fromB64('')
  copy[40] = (copy[40] ?? 0) ^ 1
  return copy
}
