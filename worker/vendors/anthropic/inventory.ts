// What the lists of an organization's things have in common: read whole once an hour, no window, no backfill.
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

/** Lists of the Admin API give at most 1,000 a page (reference section 3). */
export const LIST_LIMIT = 1000
