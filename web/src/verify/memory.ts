// What this browser remembers of a ledger between visits: the key it saw first and the newest checkpoint it has checked.
import * as z from 'zod/mini'

/** `localStorage`, or anything like it. */
export type Store = Pick<Storage, 'getItem' | 'setItem'>

/** A checked checkpoint: `root` in hex, `at` when this browser checked it. */
export interface Seen {
  readonly size: number
  readonly root: string
  readonly at: string
}

/** The last range of records that was checked here, both ends included. */
export interface Checked {
  readonly from: number
  readonly to: number
  readonly at: string
}

export interface Memory {
  /** The verifier key as it was given at first sight; only a person replaces it. */
  readonly vkey: string
  readonly pinnedAt: string
  readonly seen: Seen | null
  readonly checked: Checked | null
}

const shape = z.object({
  vkey: z.string(),
  pinnedAt: z.string(),
  seen: z.nullable(z.object({ size: z.number(), root: z.string(), at: z.string() })),
  checked: z.nullable(z.object({ from: z.number(), to: z.number(), at: z.string() })),
})

const keyOf = (tenant: string) => `tallystick.ledger.${tenant}`

/** What is remembered of this tenant's ledger; null at first sight, or when what is kept is not ours to read. */
export function recall(store: Store, tenant: string): Memory | null {
  try {
    const found = shape.safeParse(JSON.parse(store.getItem(keyOf(tenant)) ?? 'null'))
    return found.success ? found.data : null
  } catch {
    return null
  }
}

/** Pins a key: at first sight, or again when a person has decided to trust another one, which forgets what the old one signed. */
export function pin(store: Store, tenant: string, vkey: string, now: string): Memory {
  return write(store, tenant, { vkey, pinnedAt: now, seen: null, checked: null })
}

/** Keeps a checked checkpoint. A smaller one never replaces a larger: going back is what it is kept to notice. */
export function keepSeen(store: Store, tenant: string, seen: Seen): void {
  const memory = recall(store, tenant)
  if (memory === null || (memory.seen !== null && memory.seen.size >= seen.size)) return
  write(store, tenant, { ...memory, seen })
}

/** Keeps which range was checked last. */
export function keepChecked(store: Store, tenant: string, checked: Checked): void {
  const memory = recall(store, tenant)
  if (memory !== null) write(store, tenant, { ...memory, checked })
}

function write(store: Store, tenant: string, memory: Memory): Memory {
  try {
    store.setItem(keyOf(tenant), JSON.stringify(memory))
  } catch {
    // Storage is full or forbidden: then every visit is a first one, and the steps say so.
  }
  return memory
}
