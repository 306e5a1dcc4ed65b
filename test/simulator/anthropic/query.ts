// Reading query parameters the vendor's way: bracketed lists, closed choices, RFC 3339 times, and its wording of a complaint.
import { z } from 'zod'
import { badRequest, type Refusal } from './answers.ts'

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/** Whether a text is a time with a zone. */
export function isTime(text: string): boolean {
  return rfc3339.test(text) && !Number.isNaN(Date.parse(text))
}

/** An RFC 3339 time with a zone, as milliseconds. */
export const time = z
  .string()
  .refine(isTime, 'Input should be a valid RFC 3339 datetime with a timezone')
  .transform((text) => Date.parse(text))

/** A whole number within bounds, with a default. */
export function whole(least: number, most: number, otherwise: number) {
  return z.coerce.number({ error: 'Input should be a valid integer' }).int().min(least).max(most).default(otherwise)
}

export const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

/** A repeated parameter; absent means all. */
export const list = z.array(z.string()).default([])

export function choices<const T extends string>(values: readonly T[]) {
  return z.array(z.enum(values)).default([])
}

function complaint(issue: z.core.$ZodIssue): string {
  const name = issue.path[0] === undefined ? 'query' : String(issue.path[0]).replace('[]', '')
  if (issue.code === 'too_big') return `${name}: Input should be less than or equal to ${issue.maximum}`
  if (issue.code === 'too_small') return `${name}: Input should be greater than or equal to ${issue.minimum}`
  if (issue.code === 'invalid_value')
    return `${name}: Input should be ${issue.values.map((one) => `'${String(one)}'`).join(' or ')}`
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.includes('undefined'))
    return `${name}: Field required`
  return `${name}: ${issue.message}`
}

/** Parameters as an object: names that end in `[]` gather every value, others keep their last one. */
export function gather(query: URLSearchParams): Record<string, string | string[]> {
  const gathered: Record<string, string | string[]> = {}
  for (const [name, value] of query) gathered[name] = name.endsWith('[]') ? query.getAll(name) : value
  return gathered
}

/** The checked parameters, or the 400 that names the first bad one. Unknown names are ignored. */
export function readQuery<T extends z.ZodType>(query: URLSearchParams, schema: T): z.output<T> | Refusal {
  const parsed = schema.safeParse(gather(query))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  return badRequest(issue === undefined ? 'Invalid request' : complaint(issue))
}
