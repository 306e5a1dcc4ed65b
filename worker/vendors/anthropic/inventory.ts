// What the lists of an organization's things have in common: read whole once an hour, no window, no backfill.
import { z } from 'zod'
import type { Stream } from '../stream.ts'

export const inventory = {
  vendor: 'anthropic',
  connection: 'anthropic_admin',
  capability: 'admin_api',
  shape: 'inventory',
  every: 60,
  reread: { each: 0, daily: 0 },
  backfill: { days: 0, step: 0 },
} satisfies Partial<Stream>

/** A vendor's id; a record's own id holds 512 bytes and may need room for more than this. */
export const id = z.string().regex(/^[\x21-\x7e]{1,200}$/)

/** A name that may stand open (workspace, organization, model). Cut, because a record has 65,535 bytes for everything. */
export const label = z.string().transform((text) => text.slice(0, 400).toWellFormed())

/** A value of an enumeration, known or not: kept as it is. */
export const word = z.string().transform((text) => text.slice(0, 100).toWellFormed())

/** Lists of the Admin API give at most 1,000 a page (reference section 3). */
export const LIST_LIMIT = 1000
