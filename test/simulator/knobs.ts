// What a test or a person can turn: faults by path, plan and feature switches, changes of the company. `POST /__sim/knobs`.
import { z } from 'zod'
import {
  type ContentKnobs,
  contentKnobShape,
  defaultContentKnobs,
  turnContentKnobs,
} from './anthropic/compliance-knobs.ts'
import { type AnchorKnobs, anchorKnobShape, defaultAnchorKnobs, turnAnchorKnobs } from './bitcoin/knobs.ts'
import { defaultOpenaiKnobs, type OpenaiKnobs, openaiKnobShape, turnOpenaiKnobs } from './openai/knobs.ts'

const dayPattern = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** One fault: the next `times` requests whose vendor path begins with `path` fail in this way. */
export const faultSchema = z.strictObject({
  path: z.string().default('/'),
  /** Only this part's requests; absent means either vendor's, and none of those who vouch for checkpoints. */
  vendor: z.enum(['anthropic', 'openai', 'calendar', 'bitcoin', 'tsa', 'witness']).optional(),
  kind: z.enum(['status', '429', '500', '503', '529', 'hang', 'slow', 'cut_body', 'garbage_html', 'empty_body']),
  times: z.int().positive().default(1),
  /** For `status` and `garbage_html`. */
  status: z.int().min(200).max(599).optional(),
  /** Seconds, for 429 and 503; null sends no header. */
  retry_after: z.int().nonnegative().nullable().optional(),
  /** For `slow`. */
  ms: z.int().nonnegative().optional(),
})
export type Fault = z.infer<typeof faultSchema>

export const lateEventSchema = z.strictObject({
  created_at: z.iso.datetime({ offset: true }),
  type: z.string().default('claude_chat_created'),
  /** Whose feed: for `openai` the type is one of its audit log. */
  vendor: z.enum(['anthropic', 'openai']).default('anthropic'),
})

/** All keys are optional; what is given is merged: faults and lists are added to, the rest is replaced. */
export const knobChangeSchema = z.strictObject({
  faults: z.array(faultSchema).optional(),
  /** Every vendor answer waits this long. */
  slow_ms: z.int().nonnegative().optional(),
  /** Names of `GET /__sim/keys` (`admin`, `compliance`, ...) that stop working. */
  revoked: z.array(z.string()).optional(),
  /** Scopes taken away from the compliance key; `admin` takes everything from the Admin key (403). */
  missing_scope: z.union([z.string().transform((scope) => [scope]), z.array(z.string())]).optional(),
  plan: z.enum(['enterprise', 'team', 'console', 'individual']).optional(),
  /** `off` answers 404, `forbidden` 403. */
  analytics: z.enum(['on', 'off', 'forbidden']).optional(),
  activity: z.enum(['on', 'off', 'not_enabled', 'old_key']).optional(),
  restate: z.strictObject({ day: dayPattern, factor: z.number().positive() }).optional(),
  late_event: lateEventSchema.optional(),
  /** Name or address of a member who is gone from now on. */
  vanish_member: z.string().optional(),
  /** `live`: requests to this simulator appear in the activity feed a minute later. */
  own_reads: z.enum(['generated', 'live']).optional(),
  ...contentKnobShape,
  ...openaiKnobShape,
  ...anchorKnobShape,
})
export type KnobChange = z.infer<typeof knobChangeSchema>

/** Those who vouch for checkpoints. */
export type Outsider = 'calendar' | 'bitcoin' | 'tsa' | 'witness'

export interface Knobs extends ContentKnobs, OpenaiKnobs, AnchorKnobs {
  faults: Fault[]
  slow_ms: number
  revoked: string[]
  missing_scope: string[]
  plan: 'enterprise' | 'team' | 'console' | 'individual'
  analytics: 'on' | 'off' | 'forbidden'
  activity: 'on' | 'off' | 'not_enabled' | 'old_key'
  restated: Record<string, number>
  vanished: string[]
  own_reads: 'generated' | 'live'
}

/** Everything works and nobody is missing; a block comes every `blockMs`, or none on its own. */
export function defaultKnobs(blockMs = 0): Knobs {
  return {
    faults: [],
    slow_ms: 0,
    revoked: [],
    missing_scope: [],
    plan: 'enterprise',
    analytics: 'on',
    activity: 'on',
    restated: {},
    vanished: [],
    own_reads: 'generated',
    ...defaultContentKnobs(),
    ...defaultOpenaiKnobs(),
    ...defaultAnchorKnobs(blockMs),
  }
}

/** Merges a change into the knobs in place. Effects on the company (restated day, late event) are the caller's. */
export function turnKnobs(knobs: Knobs, change: KnobChange): void {
  knobs.faults.push(...(change.faults ?? []))
  knobs.revoked.push(...(change.revoked ?? []))
  knobs.missing_scope.push(...(change.missing_scope ?? []))
  if (change.vanish_member !== undefined) knobs.vanished.push(change.vanish_member)
  if (change.restate !== undefined) knobs.restated[change.restate.day] = change.restate.factor
  knobs.slow_ms = change.slow_ms ?? knobs.slow_ms
  knobs.plan = change.plan ?? knobs.plan
  knobs.analytics = change.analytics ?? knobs.analytics
  knobs.activity = change.activity ?? knobs.activity
  knobs.own_reads = change.own_reads ?? knobs.own_reads
  turnContentKnobs(knobs, change)
  turnOpenaiKnobs(knobs, change)
  turnAnchorKnobs(knobs, change)
}

/** Takes the first fault that fits a part's path and uses one of its times up. */
export function takeFault(knobs: Knobs, path: string, vendor: 'anthropic' | 'openai' | Outsider): Fault | null {
  const isVendor = vendor === 'anthropic' || vendor === 'openai'
  const index = knobs.faults.findIndex(
    (fault) => path.startsWith(fault.path) && (fault.vendor === undefined ? isVendor : fault.vendor === vendor),
  )
  const fault = knobs.faults[index]
  if (fault === undefined) return null
  fault.times -= 1
  if (fault.times === 0) knobs.faults.splice(index, 1)
  return fault
}
