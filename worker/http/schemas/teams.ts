// Teams and their rules over HTTP.
import { z } from '@hono/zod-openapi'
import { id, name } from '../fields.ts'
import { Day, Nano, Range } from './common.ts'

const costCenter = z
  .string()
  .trim()
  .max(60, 'must have at most 60 characters')
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u, 'must be one line without control characters')
  .transform((text) => (text === '' ? null : text))
  .nullable()

export const TeamBody = z.strictObject({ name, cost_center: costCenter.default(null) })
export const TeamChange = z.strictObject({ name, cost_center: costCenter }).partial()
export const Team = z.object({
  id: z.string(),
  name: z.string(),
  cost_center: z.string().nullable(),
  /** Rules that hold today. */
  rules: z.number().int(),
})
export const TeamList = z.object({ teams: z.array(Team) })

export const RuleKind = z.enum(['workspace', 'key', 'person'])
/** Days are UTC and included; null is an open end. */
const days = { from: Day.nullable(), to: Day.nullable() }
export const RuleBody = z
  .strictObject({
    team: id,
    kind: RuleKind,
    /** Null for a person. */
    vendor: z.enum(['anthropic', 'openai']).nullable(),
    /** Id of the workspace, project or key (`default`: the vendor's default workspace; empty: OpenAI use in no project), or any subject of the person. */
    value: z.string().max(200),
    from: days.from.default(null),
    to: days.to.default(null),
  })
  .refine(({ kind, vendor }) => (kind === 'person') === (vendor === null), {
    path: ['vendor'],
    message: 'must be named for workspaces and keys, and left out for people',
  })
export const RuleChange = z.strictObject(days).partial()
export const TeamRule = z.object({
  id: z.string(),
  team: z.string(),
  kind: RuleKind,
  vendor: z.enum(['anthropic', 'openai']).nullable(),
  value: z.string(),
  /** The name of the workspace, key or person; its id where none is known or names may not be shown. */
  label: z.string(),
  ...days,
})
export const RuleList = z.object({ rules: z.array(TeamRule) })

const Unassigned = z.object({
  kind: RuleKind,
  vendor: z.enum(['anthropic', 'openai']).nullable(),
  value: z.string(),
  label: z.string(),
  nano: Nano,
})
export const UnassignedAnswer = z.object({
  range: Range,
  /** Billed amounts that no rule catches. */
  workspaces: z.array(Unassigned),
  /** Estimates of use that no rule catches. */
  keys: z.array(Unassigned),
  people: z.array(Unassigned),
})

export type TeamList = z.infer<typeof TeamList>
export type RuleList = z.infer<typeof RuleList>
export type UnassignedAnswer = z.infer<typeof UnassignedAnswer>
