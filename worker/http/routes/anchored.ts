// How far a record's proof reaches outside: its place in the root log, and what became of that cut's anchor.
import type { z } from '@hono/zod-openapi'
import type { TenantId } from '../../ids.ts'
import { type Home, rootLogOf } from '../../region.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import type { Anchored } from '../schemas/rootlog.ts'

/** Of the first root checkpoint that covers the record's; null while there is none. */
export async function readAnchored(
  env: Env,
  home: Home,
  tenant: TenantId,
  seq: number,
): Promise<z.input<typeof Anchored> | null> {
  const leaf = await ledgerOf(home, tenant).rootLeafCovering(seq + 1)
  const cut = leaf && (await rootLogOf(env).cutAt(leaf.rootSize))
  if (leaf === null || cut === null) return null
  const { anchor } = cut
  return {
    checkpoint_size: leaf.size,
    root_index: leaf.index,
    root_size: cut.size,
    state: anchor?.state ?? 'included',
    ...(anchor?.block && { block: anchor.block.height, time: new Date(anchor.block.time * 1000).toISOString() }),
  }
}
