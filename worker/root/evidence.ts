// What the root log adds to an export: which checkpoint of a tenant is best anchored, its place in the log, and the proofs of that cut.
import type { ReadRootParts, RootParts } from '../export/root-parts.ts'
import type { TenantId } from '../ids.ts'
import { b64, fromHex, utf8 } from '../ledger/bytes.ts'
import { canonicalize } from '../ledger/jcs.ts'
import { formatTlogProof } from '../ledger/tlog-proof.ts'
import { type Home, homeOf, type Region, rootHome, rootLogOf } from '../region.ts'
import { ledgerOf } from '../tenant/reach.ts'
import type { RootLeaf } from '../tenant/root-found.ts'
import { cutFile } from './files.ts'

/** Newest cuts looked through for one that stands in Bitcoin: a week of hours. */
const CUTS = 168
/** What of a cut's folder goes into a bundle (LEDGER section 8). */
const ANCHORS = /^(root\.ots|headers\.json|cosignatures|[A-Za-z0-9_][A-Za-z0-9._-]*\.tsr)$/

/** Sizes of published cuts, newest first, by how far their anchor has come: those in a block first. */
async function cutsByProof(env: Env): Promise<number[]> {
  const cuts = await rootLogOf(env).cuts(Number.MAX_SAFE_INTEGER, CUTS)
  const rank = (state: string | undefined) => (state === 'buried' ? 0 : state === 'confirmed' ? 1 : 2)
  return cuts
    .map(({ size, anchor }) => ({ size, rank: rank(anchor?.state) }))
    .sort((a, b) => a.rank - b.rank || b.size - a.size)
    .map(({ size }) => size)
}

/** All leaves of a tenant; a tenant has one an hour at most. */
async function leavesOf(home: Home, tenant: TenantId): Promise<RootLeaf[]> {
  const all: RootLeaf[] = []
  for (;;) {
    const from = (all.at(-1)?.index ?? -1) + 1
    const { leaves } = await ledgerOf(home, tenant).rootLeaves(from, 1000)
    all.push(...leaves)
    if (leaves.length < 1000) return all
  }
}

/**
 * Size of the tenant's newest checkpoint that a block bears out, else of the newest in the root log; null while it is in none. An export
 * under it can be checked against Bitcoin; records after it are in the ledger, but nothing outside says so yet.
 */
export async function anchoredSize(env: Env, region: Region, tenant: TenantId): Promise<number | null> {
  const leaves = await leavesOf(homeOf(env, region), tenant)
  for (const cut of await cutsByProof(env)) {
    const leaf = leaves.findLast(({ index }) => index < cut)
    if (leaf !== undefined) return leaf.size
  }
  return null
}

/** The root parts of a tenant's checkpoint of exactly `size`, under the cut whose anchor has come farthest; null while it is in none. */
export const rootPartsOf =
  (env: Env, region: Region, tenant: TenantId): ReadRootParts =>
  async (size) => {
    const leaf = (await leavesOf(homeOf(env, region), tenant)).find((one) => one.size === size)
    if (leaf === undefined) return null
    const cut = (await cutsByProof(env)).find((one) => one > leaf.index) ?? leaf.rootSize
    const proof = await rootLogOf(env).proof(leaf.index, cut)
    if (proof === null) return null
    const { index, label, salt } = leaf
    const parts = new Map<string, Uint8Array>([
      ['data/root/checkpoint', utf8(proof.note)],
      ['data/root/leaf.json', utf8(canonicalize({ index, label, salt: b64(fromHex(salt)) }))],
      [
        'data/root/proof.tlog-proof',
        utf8(formatTlogProof({ index, hashes: proof.hashes.map(fromHex), checkpoint: proof.note })),
      ],
    ])
    for (const [name, bytes] of await anchorsOf(env, cut)) parts.set(`data/anchors/${name}`, bytes)
    return parts
  }

/** The files that exist of a cut's anchor. After a reorg its headers are an empty object, which proves nothing and is left out. */
async function anchorsOf(env: Env, size: number): Promise<RootParts> {
  const { archive } = rootHome(env)
  const folder = cutFile(size, '')
  const { objects } = await archive.list({ prefix: folder })
  const files = new Map<string, Uint8Array>()
  for (const { key } of objects) {
    const name = key.slice(folder.length)
    const object = ANCHORS.test(name) ? await archive.get(key) : null
    if (object === null) continue
    const bytes = new Uint8Array(await object.arrayBuffer())
    if (bytes.length > 2) files.set(name, bytes)
  }
  // Headers say nothing without the proof that ends at one of them.
  if (!files.has('root.ots')) files.delete('headers.json')
  return files
}
