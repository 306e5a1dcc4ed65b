// The second vendor's own knobs: what each may be, how it stands at first, and how a change is merged.
import { z } from 'zod'

const dayPattern = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const onOff = z.enum(['on', 'off'])
const one = z.union([z.string().transform((name) => [name]), z.array(z.string())])

/** Members of `knobChangeSchema`. Lists are added to, numbers and choices replaced. */
export const openaiKnobShape = {
  /** Scopes taken away from every key. */
  openai_missing_scope: one.optional(),
  /** Status of a missing scope: both were seen. */
  openai_scope_status: z.union([z.literal(403), z.literal(401)]).optional(),
  /** The next so many requests are told that a scope is missing though it is not. */
  openai_false_scope: z.int().nonnegative().optional(),
  openai_audit: z.enum(['on', 'off_empty', 'off_error']).optional(),
  openai_amounts: z.enum(['number', 'string', 'absurd']).optional(),
  /** Members that were seen live and no document names. */
  openai_extra_fields: onOff.optional(),
  /** Adds an event of this type to the audit log, dated now. */
  openai_unknown_event: z.string().optional(),
  /** `off`: usage never says whose it is, even when grouped by user. */
  openai_user_ids: onOff.optional(),
  /** Names of projects that count as archived from now on. */
  openai_archived: one.optional(),
  /** `eu`: every project lies in the EU. */
  openai_residency: z.enum(['mixed', 'eu']).optional(),
  /** Rows of the last bucket of a page are split over two pages. */
  openai_split_buckets: onOff.optional(),
  /** The next so many requests with a page token get 400. */
  openai_token_expiry: z.int().nonnegative().optional(),
  /** The header `openai-organization` on answers. */
  openai_organization_header: onOff.optional(),
  /** One lane's prompts are billed as long context, which usage does not tell. */
  openai_long_context: onOff.optional(),
  /** A line item of a day is charged to the default project from now on: its old tuple vanishes. */
  openai_move_line: z.strictObject({ day: dayPattern, line_item: z.string() }).optional(),
  /** One more key's usage of this day arrives from now on. */
  openai_late_usage: dayPattern.optional(),
} as const

const changeSchema = z.object(openaiKnobShape)
export type OpenaiKnobChange = z.infer<typeof changeSchema>

export interface OpenaiKnobs {
  openai_missing_scope: string[]
  openai_scope_status: 403 | 401
  openai_false_scope: number
  openai_audit: 'on' | 'off_empty' | 'off_error'
  openai_amounts: 'number' | 'string' | 'absurd'
  openai_extra_fields: 'on' | 'off'
  openai_user_ids: 'on' | 'off'
  openai_archived: string[]
  openai_residency: 'mixed' | 'eu'
  openai_split_buckets: 'on' | 'off'
  openai_token_expiry: number
  openai_organization_header: 'on' | 'off'
  openai_long_context: 'on' | 'off'
}

/** Everything works, as documented. */
export function defaultOpenaiKnobs(): OpenaiKnobs {
  return {
    openai_missing_scope: [],
    openai_scope_status: 403,
    openai_false_scope: 0,
    openai_audit: 'on',
    openai_amounts: 'number',
    openai_extra_fields: 'off',
    openai_user_ids: 'on',
    openai_archived: [],
    openai_residency: 'mixed',
    openai_split_buckets: 'off',
    openai_token_expiry: 0,
    openai_organization_header: 'on',
    openai_long_context: 'off',
  }
}

/** Merges a change into the knobs in place. Effects on the organization (moved line, late usage, event) are the caller's. */
export function turnOpenaiKnobs(knobs: OpenaiKnobs, change: OpenaiKnobChange): void {
  knobs.openai_missing_scope.push(...(change.openai_missing_scope ?? []))
  knobs.openai_archived.push(...(change.openai_archived ?? []))
  knobs.openai_scope_status = change.openai_scope_status ?? knobs.openai_scope_status
  knobs.openai_false_scope = change.openai_false_scope ?? knobs.openai_false_scope
  knobs.openai_audit = change.openai_audit ?? knobs.openai_audit
  knobs.openai_amounts = change.openai_amounts ?? knobs.openai_amounts
  knobs.openai_extra_fields = change.openai_extra_fields ?? knobs.openai_extra_fields
  knobs.openai_user_ids = change.openai_user_ids ?? knobs.openai_user_ids
  knobs.openai_residency = change.openai_residency ?? knobs.openai_residency
  knobs.openai_split_buckets = change.openai_split_buckets ?? knobs.openai_split_buckets
  knobs.openai_token_expiry = change.openai_token_expiry ?? knobs.openai_token_expiry
  knobs.openai_organization_header = change.openai_organization_header ?? knobs.openai_organization_header
  knobs.openai_long_context = change.openai_long_context ?? knobs.openai_long_context
}
