// How far a record's proof reaches outside: its place in the root log, and what became of the anchor there.
import type { z } from '@hono/zod-openapi'
import type { TenantId } from '../../ids.ts'
import { fromHex } from '../../ledger/bytes.ts'
import { formatTlogProof } from '../../ledger/tlog-proof.ts'
import { anchorTexts, type Home, rootLogOf } from '../../region.ts'
import type { Outside } from '../../root/outside.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import type { RootLeaf } from '../../tenant/root-found.ts'
import type { Anchored, ProofReach, RootProof } from '../schemas/rootlog.ts'

type Place = z.input<typeof Anchored>

/** Places in one answer: with a cut an hour, two days and a half. */
const PLACES = 60

const networkOf = (env: Env): Place['network'] => (anchorTexts(env).network === 'regtest' ? 'regtest' : 'mainnet')

function placeOf(network: Place['network'], leaf: RootLeaf, { size, at, anchor, vouchers }: Outside): Place {
  const block = anchor?.block
  return {
    checkpoint_size: leaf.size,
    checkpoint_at: leaf.at,
    root_index: leaf.index,
    root_size: size,
    state: anchor?.state ?? 'included',
    since: anchor?.at ?? at,
    network,
    ...(block && {
      block: block.height,
      block_hash: block.hash,
      time: new Date(block.time * 1000).toISOString(),
      above: block.above,
    }),
    ...vouchers,
  }
}

/** What the outside has said of these leaves, one each, in their order; and the newest cut that a block attests. */
async function readPlaces(
  env: Env,
  leaves: readonly RootLeaf[],
): Promise<{ places: Place[]; attested: number | null }> {
  const { of, attested } = await rootLogOf(env).outside(leaves.map(({ rootSize }) => rootSize))
  const network = networkOf(env)
  const places = leaves.flatMap((leaf) => {
    const outside = of.get(leaf.rootSize)
    return outside === undefined ? [] : [placeOf(network, leaf, outside)]
  })
  return { places, attested }
}

/** Of the first root checkpoint that covers the record's; null while there is none. */
export async function readAnchored(env: Env, home: Home, tenant: TenantId, seq: number): Promise<Place | null> {
  const leaf = await ledgerOf(home, tenant).rootLeafCovering(seq + 1)
  return leaf === null ? null : ((await readPlaces(env, [leaf])).places[0] ?? null)
}

/** The place of each of these checkpoint sizes, given in descending order; null where no root checkpoint covers it yet. */
export async function readAnchoredSizes(
  env: Env,
  home: Home,
  tenant: TenantId,
  sizes: readonly number[],
): Promise<(Place | null)[]> {
  const smallest = sizes.at(-1)
  if (smallest === undefined) return []
  // No two checkpoints of the tenant share a leaf of another size: one more than the sizes are enough.
  const leaves = await ledgerOf(home, tenant).rootLeavesFrom(smallest, sizes.length + 1)
  const { places } = await readPlaces(env, leaves)
  return sizes.map((size) => places.find((place) => place.checkpoint_size >= size) ?? null)
}

/** How far the proof of the whole ledger reaches. The newest block may attest a place older than those listed. */
export async function readReach(env: Env, home: Home, tenant: TenantId): Promise<z.input<typeof ProofReach>> {
  const ledger = ledgerOf(home, tenant)
  const [{ size, checkpoint }, leaves] = await Promise.all([ledger.state(), ledger.newestRootLeaves(PLACES)])
  const { places, attested } = await readPlaces(env, leaves)
  let anchored = places.find(({ block }) => block !== undefined) ?? null
  if (anchored === null && attested !== null) {
    const older = await ledger.rootLeafBefore([attested])
    anchored = older === null ? null : ((await readPlaces(env, [older])).places[0] ?? null)
  }
  return {
    network: networkOf(env),
    size,
    checkpoint: checkpoint && { number: checkpoint.number, size: checkpoint.size, at: checkpoint.at },
    places,
    anchored,
  }
}

/** What shows a record's place in the root log to whoever may read the record; null while it has none. */
export async function readRootProof(
  env: Env,
  home: Home,
  tenant: TenantId,
  seq: number,
): Promise<z.input<typeof RootProof> | null> {
  const ledger = ledgerOf(home, tenant)
  const leaf = await ledger.rootLeafCovering(seq + 1)
  const checkpoint = leaf && (await ledger.checkpointAt(leaf.size))
  const place = leaf && (await readPlaces(env, [leaf])).places[0]
  const proof = leaf && place && (await rootLogOf(env).proof(leaf.index, place.root_size))
  if (!leaf || !checkpoint || !proof) return null
  return {
    network: networkOf(env),
    checkpoint_size: leaf.size,
    checkpoint: checkpoint.note,
    label: leaf.label,
    salt: leaf.salt,
    root_size: proof.size,
    proof: formatTlogProof({ index: leaf.index, hashes: proof.hashes.map(fromHex), checkpoint: proof.note }),
  }
}
