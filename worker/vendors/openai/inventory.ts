// What the lists of an organization's things have in common: read whole once an hour, no window, no backfill.
import type { Stream } from '../stream.ts'

export const inventory = {
  vendor: 'openai',
  connection: 'openai_admin',
  capability: 'admin',
  shape: 'inventory',
  every: 60,
  reread: { each: 0, daily: 0 },
  backfill: { days: 0, step: 0 },
} satisfies Partial<Stream>

/** All lists of this family give at most 100 a page (reference section 4). */
export const LIST_LIMIT = 100

/** How a person of this vendor is named among identities; the same wherever the person appears. */
export const vendorUser = (id: string): string => `openai:${id}`
