// How far the tenant's tree has come in the root log, for a receipt to say: never a reason not to send one.
import type { TenantId } from '../ids.ts'
import { type Home, rootLogOf } from '../region.ts'
import { ledgerOf } from '../tenant/reach.ts'
import type { RootStanding } from './text.ts'

/** The first checkpoint of at least `since` records that the root log holds, if it is not beyond `size`; null otherwise. */
export async function readRootStanding(
  env: Env,
  home: Home,
  tenant: TenantId,
  since: number,
  size: number,
): Promise<RootStanding | null> {
  try {
    const leaf = await ledgerOf(home, tenant).rootLeafCovering(since)
    if (leaf === null || leaf.size > size) return null
    const cut = await rootLogOf(env).cutAt(leaf.rootSize)
    if (cut === null) return null
    const { anchor } = cut
    return {
      checkpoint_size: leaf.size,
      index: leaf.index,
      root_size: cut.size,
      state: anchor?.state ?? 'included',
      ...(anchor?.block && { block: anchor.block.height, time: new Date(anchor.block.time * 1000).toISOString() }),
    }
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ event: 'receipt_without_root', tenant, error: name }))
    return null
  }
}
