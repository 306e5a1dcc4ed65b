// Reads one request's parameters and body through a route's schemas, and says in words what does not fit.
import type { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { AppEnv } from './context.ts'
import type { Route } from './define.ts'
import { type Failure, type FieldProblem, failure, isFailure } from './errors.ts'

const LARGEST_BODY = 1_048_576

type ReadInput = { params: unknown; query: unknown; body: unknown }

/** Parses params, query and body. All problems of all three come in one answer, so a client corrects them at once. */
export async function readInput(c: Context<AppEnv>, route: Route): Promise<ReadInput | Failure> {
  const body = route.body === undefined ? undefined : await readJson(c.req.raw)
  if (isFailure(body)) return body
  const problems: FieldProblem[] = []
  const read = (schema: z.ZodType | undefined, place: string, value: unknown): unknown => {
    if (schema === undefined) return undefined
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    problems.push(...parsed.error.issues.map((issue) => describeIssue(place, issue)))
    return undefined
  }
  const input = {
    params: read(route.params, 'path', c.req.param()),
    query: read(route.query, 'query', c.req.query()),
    body: read(route.body, 'body', body),
  }
  return problems.length > 0 ? failure('invalid_request', { details: problems }) : input
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return failure('wrong_content_type')
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY) return failure('payload_too_large')
  const bytes = await readAtMost(request, LARGEST_BODY)
  if (bytes === null) return failure('payload_too_large')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
  } catch {
    return failure('invalid_json')
  }
}

/** The body's bytes, or null as soon as it passes the limit: a length header can lie. */
async function readAtMost(request: Request, limit: number): Promise<Uint8Array | null> {
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of request.body) {
    total += chunk.byteLength
    if (total > limit) return null
    chunks.push(chunk)
  }
  const whole = new Uint8Array(total)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

/** `body.scopes[0]`: the field as its sender wrote it. The sender's values are never repeated: they may be secrets. */
function describeIssue(place: string, issue: z.core.$ZodIssue): FieldProblem {
  const path = issue.path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`),
    place,
  )
  return { path, problem: issue.message.replace(/^Invalid input: /, '') }
}
