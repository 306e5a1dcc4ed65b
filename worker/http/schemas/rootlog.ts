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

/** Where a record's checkpoint stands in the root log; `block` and `time` once a Bitcoin block attests that cut. */
export const Anchored = z.object({
  checkpoint_size: z.number().int(),
  root_index: z.number().int(),
  root_size: z.number().int(),
  state: z.enum(['included', 'submitted', 'pending', 'confirmed', 'buried']),
  block: z.number().int().optional(),
  time: Instant.optional(),
})

export type LogKeys = z.infer<typeof LogKeys>
export type CutList = z.infer<typeof CutList>
