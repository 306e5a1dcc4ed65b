// Connections and their streams: validate, connect, rotate, disconnect, backfill, health.
import { z } from '@hono/zod-openapi'
import { CAPABILITIES, CONNECTION_KINDS } from '../../vendors/stream.ts'
import { Day, Instant } from './common.ts'

export const ConnectionKind = z.enum(CONNECTION_KINDS)

/** One line of the checklist; maps one to one onto a capability's probe. */
export const ChecklistItem = z.object({
  id: z.string(),
  capability: z.enum(CAPABILITIES),
  label: z.string(),
  /** empty: reachable, but nothing came yet. */
  state: z.enum(['ok', 'missing', 'failed', 'empty']),
  words: z.string(),
  remedy: z.string().optional(),
  request_id: z.string().optional(),
  /** What the vendor said, or what was found. */
  detail: z.string().optional(),
})
export const KeyProblem = z.object({ code: z.string(), message: z.string(), remedy: z.string() })

/** `eu_resident`: somebody confirms that the vendor keeps this organization in the EU; a tenant of the EU needs it for OpenAI. */
export const ValidateBody = z.object({
  kind: ConnectionKind,
  key: z.string().max(4096),
  eu_resident: z.boolean().default(false),
})
/** Nothing is stored but the result of the probes, for 30 minutes, under `draft`. */
export const ValidateAnswer = z.object({
  ok: z.boolean(),
  draft: z.string().nullable(),
  key: z.object({ kind: z.string(), last4: z.string() }).nullable(),
  organization: z.object({ id: z.string(), name: z.string() }).nullable(),
  checklist: z.array(ChecklistItem),
  problem: KeyProblem.nullable(),
  /** Worth saying although the key connects, e.g. no usage in the period. */
  note: KeyProblem.nullable(),
  /** Another connection to the same organization exists: connecting rotates it. */
  rotates: z.string().nullable(),
})
export const ConnectBody = z.object({
  draft: z.string().max(200),
  key: z.string().max(4096),
  name: z.string().trim().min(1).max(60),
  /** First day of the past to read; left out: 90 days of figures, and all of the content. */
  backfill_from: Day.optional(),
})
export const RotateBody = z.object({ key: z.string().max(4096), eu_resident: z.boolean().default(false) })

export const ConnectionView = z.object({
  id: z.string(),
  kind: ConnectionKind,
  name: z.string(),
  organization: z.object({ id: z.string(), name: z.string() }),
  last4: z.string(),
  state: z.enum(['working', 'partial', 'broken', 'removed']),
  words: z.string().nullable(),
  opens: z.array(z.string()),
  checklist: z.array(ChecklistItem),
  connected_by: z.string(),
  connected_at: Instant,
  rotated_at: Instant.nullable(),
  backfill: z.object({
    state: z.enum(['none', 'running', 'paused', 'done']),
    days_done: z.number().int(),
    days_asked: z.number().int(),
    records: z.number().int(),
  }),
})
export const ConnectionList = z.object({ connections: z.array(ConnectionView) })

export const StreamView = z.object({
  connection: z.string(),
  stream: z.string(),
  state: z.enum(['reading', 'catching_up', 'retrying', 'skipped', 'set_aside', 'paused']),
  words: z.string().nullable(),
  request_id: z.string().nullable(),
  last_success: Instant.nullable(),
  last_try: Instant.nullable(),
  next_due: Instant,
  lag_seconds: z.number().int().nullable(),
  records: z.number().int(),
  records_24h: z.number().int(),
  backfill: z.object({
    state: z.enum(['none', 'running', 'paused', 'done', 'waiting']),
    days_done: z.number().int(),
    days_asked: z.number().int(),
    from: Day.nullable(),
  }),
})
export const StreamList = z.object({
  streams: z.array(StreamView),
  quarantined: z.array(
    z.object({
      id: z.string(),
      stream: z.string(),
      at: Instant,
      endpoint: z.string(),
      sha256: z.string(),
      bytes: z.number().int(),
      why: z.string(),
    }),
  ),
})

export const Capabilities = z.object({
  anthropic: z.object({
    admin_api: z.boolean(),
    code_analytics: z.boolean(),
    activity_feed: z.boolean(),
    content_capture: z.boolean(),
    mcp_connector: z.boolean(),
  }),
  openai: z.object({
    admin: z.boolean(),
    costs: z.boolean(),
    audit_logs: z.boolean(),
    project_users: z.boolean(),
    per_user_breakdown: z.boolean(),
  }),
})

export type ChecklistItem = z.infer<typeof ChecklistItem>
export type ValidateAnswer = z.infer<typeof ValidateAnswer>
export type ConnectionView = z.infer<typeof ConnectionView>
export type StreamView = z.infer<typeof StreamView>
export type StreamList = z.infer<typeof StreamList>
export type Capabilities = z.infer<typeof Capabilities>
