// GET /api/people, /api/people/{subject}, /api/activity, /api/sessions: who did what, with names from the erasable directory.
import { z } from '@hono/zod-openapi'
import {
  Count,
  Day,
  Estimate,
  Freshness,
  Instant,
  Nano,
  Page,
  PageQuery,
  PersonRef,
  Range,
  RangeQuery,
  Seq,
  VendorFilter,
  VendorName,
} from './common.ts'
import { Turns } from './turns.ts'

/** What a person spent at one vendor, by the price list. `via_keys`: the part that came through keys the person holds, where no user is named. */
export const VendorSpend = z.object({
  vendor: z.enum(['anthropic', 'openai']),
  estimate: Estimate,
  via_keys: Nano,
  tokens: Count,
  records: z.number().int(),
})

/** One person over both vendors. `subject` names the person everywhere; `subjects` are all the identities stitched into one. */
export const PersonRow = PersonRef.extend({
  subjects: z.array(z.string()),
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
  /** Over all vendors of the filter; `≥` when rows_without_price is above 0. */
  estimate: Estimate,
  spend: z.array(VendorSpend),
  /** Keys this person made that are active. */
  keys: z.number().int(),
  seq: Seq.nullable(),
})
export const PeopleQuery = RangeQuery.extend({
  vendor: VendorFilter,
  state: z.enum(['member', 'invited', 'removed', 'seen']).optional(),
  q: z.string().max(200).optional(),
})
export const PeopleAnswer = z.object({
  range: Range,
  freshness: Freshness,
  people: z.array(PersonRow),
  total: z.number().int(),
  active: z.number().int(),
  /** Identities that belong to nobody yet; GET /api/people/unmapped lists them. */
  unmapped: z.number().int(),
})

/**
 * One identity: a subject (a user of a vendor, somebody seen in events), or an API key as `<vendor>:<key id>`.
 * `how`: email = stitched by a verified address; own = the identity the person is named by; holder = the vendor says whose key
 * it is; linked = by hand; apart = kept apart by hand.
 */
export const IdentityRow = z.object({
  identity: z.string(),
  kind: z.enum(['vendor_user', 'api_key', 'service_account']),
  vendor: VendorName.nullable(),
  label: z.string(),
  how: z.enum(['email', 'own', 'holder', 'linked', 'apart']).nullable(),
  /** The record behind it: the member, the key, or the link. */
  seq: Seq.nullable(),
})
export const UnmappedRow = IdentityRow.extend({
  /** A service account is nobody's person and cannot be linked. */
  linkable: z.boolean(),
  status: z.string().nullable(),
  workspace: z.string().nullable(),
  workspace_name: z.string().nullable(),
  tokens: Count,
  estimate: Estimate,
  activities: z.number().int(),
  last_active: Instant.nullable(),
  /** Somebody it might be, never linked by itself. */
  suggestion: PersonRef.nullable(),
})
export const UnmappedQuery = RangeQuery.extend({ vendor: VendorFilter })
export const UnmappedAnswer = z.object({
  range: Range,
  rows: z.array(UnmappedRow),
  total: z.number().int(),
  /** Links made by hand that stand today. */
  links: z.array(IdentityRow.extend({ person: PersonRef.nullable(), at: Instant })),
})
/** `person`: a subject of the person; null keeps the identity apart from everybody. */
export const LinkBody = z.strictObject({ identity: z.string().min(1).max(300), person: z.string().max(60).nullable() })
export const LinkAnswer = z.object({ identity: z.string(), person: z.string().nullable() })

export const PersonAnswer = z.object({
  person: PersonRow,
  range: Range,
  /** weekday (0 = Monday) × hour, UTC, counts of activities in the range. */
  heat: z.array(z.array(z.number().int())),
  /** The same by where the activity was seen. */
  heat_by_source: z.array(z.object({ source: VendorName, heat: z.array(z.array(z.number().int())) })),
  days: z.array(z.object({ day: Day, activities: z.number().int(), code_sessions: z.number().int() })),
  identities: z.array(IdentityRow),
  keys: z.array(
    z.object({
      key: z.string(),
      vendor: VendorName,
      name: z.string(),
      status: z.string(),
      created_at: Instant.nullable(),
      seq: Seq,
      /** holder: the vendor says so; linked: by hand. */
      how: z.enum(['holder', 'linked']),
      /** Use of the key in the range that names no user, and is therefore shown here. */
      tokens: Count,
      estimate: Estimate,
    }),
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
  /** What people reported through the MCP connector on the same days. */
  turns: Turns,
})

export type PersonRow = z.infer<typeof PersonRow>
export type PeopleAnswer = z.infer<typeof PeopleAnswer>
export type PersonAnswer = z.infer<typeof PersonAnswer>
export type VendorSpend = z.infer<typeof VendorSpend>
export type IdentityRow = z.infer<typeof IdentityRow>
export type UnmappedRow = z.infer<typeof UnmappedRow>
export type UnmappedAnswer = z.infer<typeof UnmappedAnswer>
export type ActivityRow = z.infer<typeof ActivityRow>
export type ActivityAnswer = z.infer<typeof ActivityAnswer>
export type SessionRow = z.infer<typeof SessionRow>
export type SessionsAnswer = z.infer<typeof SessionsAnswer>
