// GET /api/organization, /api/workspaces, /api/keys, /api/vendor-members: what the vendors list, with since when the ledger knows it.
import { z } from '@hono/zod-openapi'
import { MEMBER_STATES } from '../../db/tenant/vendor-members.ts'
import { WORKSPACE_STATES } from '../../db/tenant/workspaces.ts'
import { region } from '../fields.ts'
import {
  Count,
  Day,
  EmptyCause,
  Estimate,
  Instant,
  Page,
  PageQuery,
  PersonRef,
  Range,
  RangeQuery,
  Seq,
  VendorFilter,
  VendorName,
} from './common.ts'

/** From the revisions of the record: the ledger keeps every one, and GET /api/ledger/records/{seq} gives the earlier ones. */
export const History = z.object({
  first_seen: Instant.openapi({ description: 'When the ledger first had it' }),
  last_changed: Instant.openapi({ description: 'When its last revision came in' }),
  last_seen: Instant.openapi({
    description: 'The last reading of the vendor’s list that had it; for what is gone, the reading that missed it',
  }),
  revisions: z.number().int().openapi({ description: 'Values that it has had, the present one included' }),
  first_record: Seq,
})

/** Why a list has nothing, in a code and in words. */
export const ListStanding = z.object({
  read_at: Instant.nullable().openapi({ description: 'Until when the list is known; null before the first reading' }),
  empty: EmptyCause.nullable(),
  words: z.string().nullable(),
})

const list = { ...Page, standing: ListStanding, total: z.number().int() }
const history = History.nullable().openapi({ description: 'Null where no record stands behind the row' })

export const OrganizationRow = z.object({
  vendor: VendorName,
  id: z.string(),
  name: z.string(),
  connected: z.boolean(),
  seq: Seq.nullable(),
  history,
})
export const OrganizationAnswer = z.object({
  tenant: z.object({ id: z.string(), name: z.string(), region }),
  standing: ListStanding,
  organizations: z.array(OrganizationRow),
})

export const WorkspaceRow = z.object({
  vendor: VendorName,
  id: z.string(),
  kind: z.enum(['workspace', 'project']),
  name: z.string(),
  is_default: z.boolean(),
  /** gone: the vendor's list does not have it any more. */
  state: z.enum(WORKSPACE_STATES),
  archived_at: Instant.nullable(),
  seq: Seq,
  history,
})
export const WorkspaceQuery = PageQuery.extend({ vendor: VendorFilter, state: z.enum(WORKSPACE_STATES).optional() })
export const WorkspaceList = z.object({ ...list, rows: z.array(WorkspaceRow) })

/** One membership at a vendor, or an invitation that is open. `who` is the person over both vendors, `subject` the identity at this one. */
export const VendorMemberRow = z.object({
  vendor: VendorName,
  organization: z.string().nullable(),
  subject: z.string().nullable(),
  who: PersonRef.nullable(),
  role: z.string(),
  state: z.enum(MEMBER_STATES),
  added_at: Instant.nullable(),
  invited_at: Instant.nullable(),
  expires_at: Instant.nullable(),
  seq: Seq,
  history,
})
export const VendorMemberQuery = PageQuery.extend({ vendor: VendorFilter, state: z.enum(MEMBER_STATES).optional() })
export const VendorMemberList = z.object({ ...list, rows: z.array(VendorMemberRow) })

/** A key of a vendor, never the secret. Figures are of the range, by the price list. */
export const VendorKeyRow = z.object({
  vendor: VendorName,
  id: z.string(),
  name: z.string(),
  status: z.string().openapi({
    description: 'The vendor’s word; gone: not in its list any more; unlisted: known from use only',
  }),
  workspace: z.string().nullable(),
  workspace_name: z.string().nullable(),
  holder_type: z.string().nullable(),
  /** Null also for whoever may not see people. */
  holder: PersonRef.nullable(),
  service_account: z.object({ id: z.string(), name: z.string() }).nullable(),
  created_at: Instant.nullable(),
  expires_at: Instant.nullable(),
  last_used: Day.nullable().openapi({ description: 'The last day of the range with use; null: none in the range' }),
  tokens: Count,
  estimate: Estimate,
  seq: Seq.nullable(),
  history,
})
export const VendorKeyQuery = PageQuery.extend(RangeQuery.shape).extend({
  vendor: VendorFilter,
  status: z.string().max(100).optional(),
  workspace: z.string().max(200).optional().openapi({ description: '`default` is the default workspace' }),
})
export const VendorKeyList = z.object({ ...list, range: Range, rows: z.array(VendorKeyRow) })

export type History = z.infer<typeof History>
export type OrganizationAnswer = z.infer<typeof OrganizationAnswer>
export type WorkspaceList = z.infer<typeof WorkspaceList>
export type VendorMemberList = z.infer<typeof VendorMemberList>
export type VendorKeyList = z.infer<typeof VendorKeyList>
