// What the root log adds to an export: which checkpoint of a tenant is best anchored, its place in the log, and the proofs of that cut.
import type { ReadRootParts, RootParts } from '../export/root-parts.ts'
import type { TenantId } from '../ids.ts'
import { b64, fromHex, utf8 } from '../ledger/bytes.ts'
import { canonicalize } from '../ledger/jcs.ts'
import { formatTlogProof } from '../ledger/tlog-proof.ts'
import { homeOf, type Region, rootHome, rootLogOf } from '../region.ts'
import { ledgerOf } from '../tenant/reach.ts'
import { cutFile } from './files.ts'

/** What of a cut's folder goes into a bundle (LEDGER section 8). */
const ANCHORS = /^(root\.ots|headers\.json|cosignatures|[A-Za-z0-9_][A-Za-z0-9._-]*\.tsr)$/

/**
 * Size of the tenant's newest checkpoint that a block bears out, else of the newest in the root log; null while it is in none. An export
 * under it can be checked against Bitcoin; records after it are in the ledger, but nothing outside says so yet.
 */
export async function anchoredSize(env: Env, region: Region, tenant: TenantId): Promise<number | null> {
  const cuts = await rootLogOf(env).cutsByProof()
  return (await ledgerOf(homeOf(env, region), tenant).rootLeafBefore(cuts))?.size ?? null
}

/** The root parts of a tenant's checkpoint of exactly `size`, under the cut whose anchor has come farthest; null while it is in none. */
export const rootPartsOf =
  (env: Env, region: Region, tenant: TenantId): ReadRootParts =>
  async (size) => {
    const leaf = await ledgerOf(homeOf(env, region), tenant).rootLeafCovering(size)
    if (leaf?.size !== size) return null
    const proof = await rootLogOf(env).bestProof(leaf.index)
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
    for (const [name, bytes] of await anchorsOf(env, proof.size)) parts.set(`data/anchors/${name}`, bytes)
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
