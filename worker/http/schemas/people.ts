// GET /api/people, /api/people/{subject}, /api/activity, /api/sessions: who did what, with names from the erasable directory.
import { z } from '@hono/zod-openapi'
import {
  Count,
  Day,
  Freshness,
  Instant,
  Nano,
  Page,
  PageQuery,
  PersonRef,
  Range,
  RangeQuery,
  Seq,
  VendorName,
} from './common.ts'

export const PersonRow = PersonRef.extend({
  role: z.string().nullable(),
  /** member | invited | removed | seen (active but not in the directory) */
  state: z.enum(['member', 'invited', 'removed', 'seen']),
  added_at: Instant.nullable(),
  last_active: Instant.nullable(),
  vendors: z.array(VendorName),
  activities: z.number().int(),
  code_sessions: z.number().int(),
  lines_added: z.number().int(),
  code_estimate: Nano.nullable(),
  /** Keys this person made that are active. */
  keys: z.number().int(),
  seq: Seq.nullable(),
})
export const PeopleQuery = RangeQuery.extend({
  state: z.enum(['member', 'invited', 'removed', 'seen']).optional(),
  q: z.string().max(200).optional(),
})
export const PeopleAnswer = z.object({
  range: Range,
  freshness: Freshness,
  people: z.array(PersonRow),
  total: z.number().int(),
  active: z.number().int(),
})

export const PersonAnswer = z.object({
  person: PersonRow,
  range: Range,
  /** weekday (0 = Monday) × hour, UTC, counts of activities in the range. */
  heat: z.array(z.array(z.number().int())),
  days: z.array(z.object({ day: Day, activities: z.number().int(), code_sessions: z.number().int() })),
  keys: z.array(
    z.object({ key: z.string(), name: z.string(), status: z.string(), created_at: Instant.nullable(), seq: Seq }),
  ),
})

export const ActivityRow = z.object({
  seq: Seq,
  at: Instant,
  vendor: VendorName,
  type: z.string(),
  label: z.string(),
  category: z.string(),
  actor_type: z.string(),
  who: PersonRef.nullable(),
  machine: z.boolean(),
  workspace: z.string().nullable(),
})
const many = z
  .array(z.string())
  .or(z.string().transform((one) => [one]))
  .optional()
export const ActivityFilter = RangeQuery.extend({
  vendor: VendorName.optional(),
  type: many,
  category: many,
  person: z.string().optional(),
  /** 1 = also management reads and system work. */
  machine: z.enum(['0', '1']).default('0'),
})
export const ActivityQuery = ActivityFilter.extend(PageQuery.shape)
export const ActivityAnswer = z.object({
  ...Page,
  range: Range,
  freshness: Freshness,
  rows: z.array(ActivityRow),
  total: z.number().int(),
  categories: z.array(z.object({ category: z.string(), count: z.number().int() })),
  days: z.array(z.object({ day: Day, count: z.number().int() })),
})

export const SessionRow = z.object({
  seq: Seq,
  day: Day,
  vendor: VendorName,
  who: PersonRef.nullable(),
  key_name: z.string().nullable(),
  actor_type: z.string(),
  terminals: z.array(z.string()),
  customer_type: z.string().nullable(),
  remote: z.boolean(),
  sessions: z.number().int(),
  lines_added: z.number().int(),
  lines_removed: z.number().int(),
  commits: z.number().int(),
  pull_requests: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  tokens: Count,
  estimate: Nano,
  models: z.array(z.object({ model: z.string(), tokens: Count, estimate: Nano })),
  records: z.array(Seq),
})
export const SessionQuery = RangeQuery.extend({ person: z.string().optional() }).extend(PageQuery.shape)
/** One row a developer and day; `totals` cover the whole filter. */
export const SessionsAnswer = z.object({
  ...Page,
  range: Range,
  freshness: Freshness,
  rows: z.array(SessionRow),
  total: z.number().int(),
  totals: z.object({
    sessions: z.number().int(),
    developers: z.number().int(),
    lines_added: z.number().int(),
    lines_removed: z.number().int(),
    commits: z.number().int(),
    pull_requests: z.number().int(),
    accepted: z.number().int(),
    rejected: z.number().int(),
    tokens: Count,
    estimate: Nano,
  }),
  days: z.array(z.object({ day: Day, closed: z.boolean(), sessions: z.number().int(), developers: z.number().int() })),
})

export type PersonRow = z.infer<typeof PersonRow>
export type PeopleAnswer = z.infer<typeof PeopleAnswer>
export type PersonAnswer = z.infer<typeof PersonAnswer>
export type ActivityRow = z.infer<typeof ActivityRow>
export type ActivityAnswer = z.infer<typeof ActivityAnswer>
export type SessionRow = z.infer<typeof SessionRow>
export type SessionsAnswer = z.infer<typeof SessionsAnswer>
