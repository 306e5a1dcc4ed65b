// What the ledger has of a stream and a period, over HTTP: its pages and its days, as computed now or as written into the ledger.
import { z } from '@hono/zod-openapi'
import { DAY_STATES, GAP_REASONS } from '../../ledger/gap/days.ts'
import { Day, Hex32, Seq } from './common.ts'

export const GapReason = z.enum(GAP_REASONS)

/** The members of a `gap` record's `data`, so that a screen shows the computed and the written one alike. */
export const GapStatement = z.object({
  stream: z.string(),
  /** UTC days, both included. */
  from: Day,
  to: Day,
  /** Records of the ledger that it speaks of: those below this position. */
  size: z.number().int(),
  connections: z.number().int(),
  /** Pages that brought something, each a `pull` record. */
  pages: z.number().int(),
  /** Times that it was asked in vain. */
  polls: z.number().int(),
  items: z.number().int(),
  new: z.number().int(),
  restated: z.number().int(),
  bytes: z.number().int(),
  /** SHA-256 of the JCS list of `[seq, page_sha256]` of these pages, ascending. */
  pages_sha256: Hex32,
  first_pull: Seq.optional(),
  last_pull: Seq.optional(),
  /** Adjoining spans of days of one state, all of `from` to `to`. open: not over, or not over for long. */
  days: z.array(z.object({ from: Day, to: Day, state: z.enum(DAY_STATES) })),
  missing: z.array(z.object({ from: Day, to: Day, reason: GapReason, connection: z.string() })),
  /** The last day up to which all days from the first on are complete; left out where the first is not. */
  complete_through: Day.optional(),
  /** No day is missing; those that are not over are open. */
  nothing_missing: z.boolean(),
})

/** Without `stream` all that are connected; without days from the beginning until today. */
export const GapQuery = z.object({ stream: z.string().max(128).optional(), from: Day.optional(), to: Day.optional() })
export const GapList = z.object({ statements: z.array(GapStatement) })

export const GapBody = z.strictObject({
  stream: z.string().max(128).optional(),
  from: Day.optional(),
  to: Day.optional(),
})
/** `id`: what the ids of the written records begin with. */
export const GapsWritten = z.object({ id: z.string(), statements: z.array(GapStatement) })

export type GapReason = z.infer<typeof GapReason>
export type GapStatement = z.infer<typeof GapStatement>
export type GapList = z.infer<typeof GapList>
export type GapsWritten = z.infer<typeof GapsWritten>
