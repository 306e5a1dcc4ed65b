// What the public is told of the root log: the keys to pin, and the list of its cuts. Nothing here names a tenant.
import { z } from '@hono/zod-openapi'
import { Hex32, Instant, Page } from './common.ts'

const Vkeys = z.array(z.string()).openapi({ description: 'Verifier keys as C2SP signed-note writes them' })

export const LogKeys = z.object({
  origin: z.string().openapi({ description: 'The log origin: every key name begins with it' }),
  keys: z.object({ root: Vkeys, export: Vkeys, witness: Vkeys }),
  /** A tenant's vkey differs from the root's only in its name and the key id that follows from it. */
  tenant: z.object({ name: z.string(), public_key: z.string() }),
  how_to_pin: z.string(),
})

export const CutRow = z.object({
  number: z.number().int(),
  size: z.number().int(),
  root: Hex32,
  at: Instant,
  /** Null until the first answer of a calendar; `block` once a block attests the checkpoint. */
  anchor: z
    .object({
      state: z.enum(['submitted', 'pending', 'confirmed', 'buried']),
      at: Instant,
      block: z
        .object({ height: z.number().int(), hash: Hex32, time: Instant, above: z.number().int() })
        .nullable()
        .openapi({ description: 'The attesting block; time is its own, above = headers seen on top of it' }),
    })
    .nullable(),
})
export const CutList = z.object({ ...Page, cuts: z.array(CutRow) })

/** Which chain the installation anchors in. On regtest, a chain of local set-ups, blocks cost nothing and prove no time. */
export const Network = z.enum(['mainnet', 'regtest'])

/**
 * Where a checkpoint stands in the root log, and what became of the anchor there: of the cut that included it, or of the first later one
 * where only that one is in a block yet. `block`, `block_hash`, `time` and `above` are there once a block attests it.
 */
export const Anchored = z.object({
  checkpoint_size: z.number().int().openapi({ description: 'Records under the checkpoint that the root log holds' }),
  checkpoint_at: Instant,
  root_index: z.number().int(),
  root_size: z.number().int().openapi({ description: 'Size of the root checkpoint whose anchor this is' }),
  state: z.enum(['included', 'submitted', 'pending', 'confirmed', 'buried']),
  since: Instant,
  network: Network,
  block: z.number().int().optional(),
  block_hash: Hex32.optional(),
  time: Instant.optional().openapi({ description: "The block's own time" }),
  above: z.number().int().optional().openapi({ description: 'Blocks seen on top of it, at least' }),
  calendars: z.object({ asked: z.number().int(), promised: z.number().int() }).nullable(),
  tokens: z.number().int().openapi({ description: 'Time stamps by authorities (RFC 3161) over the root checkpoint' }),
  witnesses: z.number().int().openapi({ description: 'Witnesses that cosigned the root checkpoint' }),
})

/** How far the proof of a whole ledger reaches: enough to say of any record by its place alone what stands behind it. */
export const ProofReach = z.object({
  network: Network,
  size: z.number().int(),
  /** The newest checkpoint: every record below its size is signed. */
  checkpoint: z.object({ number: z.number().int(), size: z.number().int(), at: Instant }).nullable(),
  /** Where the ledger stands in the root log, newest first, the last 60. A record belongs to the smallest checkpoint_size above it. */
  places: z.array(Anchored),
  /** The newest place that a block attests: every record below its checkpoint_size is anchored. */
  anchored: Anchored.nullable(),
})

/** What shows that a record's checkpoint stands in the root log: its opening there, and the way up to a root checkpoint. */
export const RootProof = z.object({
  network: Network,
  checkpoint_size: z.number().int(),
  checkpoint: z.string().openapi({ description: 'The tenant checkpoint as a C2SP signed note' }),
  label: Hex32,
  salt: Hex32,
  root_size: z.number().int(),
  proof: z.string().openapi({ description: 'The leaf under the root checkpoint, as a C2SP tlog-proof' }),
})

export type Anchored = z.infer<typeof Anchored>
export type ProofReach = z.infer<typeof ProofReach>
export type RootProof = z.infer<typeof RootProof>
export type LogKeys = z.infer<typeof LogKeys>
export type CutList = z.infer<typeof CutList>
