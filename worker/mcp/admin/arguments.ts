// Arguments that several read tools take. All schemas are strict: an argument nobody knows is refused, not ignored.
import { z } from '@hono/zod-openapi'
import { Day as AnyDay } from '../../http/schemas/common.ts'

/** Fields of arguments. What was sent is never repeated in the refusal: it may be anything. */
export function takes<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape)
  const words = names.length === 0 ? 'takes no arguments' : `takes no other arguments than ${names.join(', ')}`
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? words : undefined) })
}

const day = AnyDay.max(10)
export const range = {
  from: day.optional().describe('First UTC day, YYYY-MM-DD. Default: 27 days before `to`. At most 800 days.'),
  to: day.optional().describe('Last UTC day, included. Default: today.'),
}
export const vendor = z.enum(['anthropic', 'openai']).optional().describe('One vendor; both without it.')
export const page = {
  limit: z.number().int().min(1).max(200).default(50).describe('Rows in one answer.'),
  cursor: z.string().max(500).optional().describe('next_cursor of the answer before, with the same other arguments.'),
}
export const granularity = z
  .enum(['day', 'week', 'month'])
  .default('day')
  .describe('How the range is cut. Weeks begin on Monday.')
/** A filter by several values. */
export const many = (words: string) => z.array(z.string().max(400)).min(1).max(50).optional().describe(words)

export const words = z.string().nullable().describe('Why there is nothing, in words; null where there is something.')
