// One question to a vendor on behalf of a stream: its answer checked against a schema, with the manifest that proves it.
import type { z } from 'zod'
import type { Answer, Fault, Query, VendorClient } from './http.ts'
import { queryText } from './http.ts'
import type { Day, Draft, Manifest, PageResult, Quarantine } from './stream.ts'

export type Question = { endpoint: string; query?: Query; headers?: Record<string, string> }

type Unreadable = { ok: false; fault: { code: 'unreadable'; words: string }; quarantine: Quarantine }
export type Read<T> =
  | { ok: true; value: T; answer: Answer; question: Question }
  | { ok: false; fault: Fault }
  | Unreadable

/** Asks and checks. What does not fit the schema is `unreadable` and comes back whole for quarantine. */
export async function read<T>(client: VendorClient, question: Question, schema: z.ZodType<T>): Promise<Read<T>> {
  const result = await client.get(question.endpoint, question.query ?? [], question.headers ?? {})
  if (!result.ok) {
    if ('answer' in result) return unreadable(question, result.answer, result.fault.words)
    return { ok: false, fault: result.fault }
  }
  const parsed = schema.safeParse(result.answer.json)
  if (parsed.success) return { ok: true, value: parsed.data, answer: result.answer, question }
  const issue = parsed.error.issues[0]
  // Only where it failed: zod's messages may quote what stood there.
  const where = issue === undefined || issue.path.length === 0 ? 'the whole' : issue.path.map(String).join('.')
  return unreadable(question, result.answer, `The answer has an unexpected shape at ${where.slice(0, 100)}.`)
}

/** The same question, asked anew with `other` when the vendor refuses the first form with 400. */
export async function readOr<T>(
  client: VendorClient,
  question: Question,
  other: Question,
  schema: z.ZodType<T>,
): Promise<{ result: Read<T>; fellBack: boolean }> {
  const result = await read(client, question, schema)
  if (result.ok || result.fault.code !== 'bad_request') return { result, fellBack: false }
  return { result: await read(client, other, schema), fellBack: true }
}

/** What a stream hands back when all is well. `next` null ends the read; `days` as `Page` says. */
export function page<T>(
  got: Read<T> & { ok: true },
  drafts: Draft[],
  next: string | null,
  hasMore: boolean,
  days?: Day[],
): PageResult {
  const { answer, question } = got
  const manifest: Manifest = {
    endpoint: question.endpoint,
    query: queryText(question.query ?? []),
    status: answer.status,
    ...(answer.requestId === undefined ? {} : { request_id: answer.requestId }),
    page_sha256: answer.sha256,
    bytes: answer.body.byteLength,
    items: drafts.length,
    has_more: hasMore,
  }
  return { ok: true, page: { drafts, manifest, next, ...(days === undefined ? {} : { days }) } }
}

export function unreadable(question: Question, answer: Omit<Answer, 'json'>, why: string): Unreadable {
  const { status, body, sha256 } = answer
  const { endpoint } = question
  const quarantine = { endpoint, query: queryText(question.query ?? []), status, body, sha256, why }
  return { ok: false, fault: { code: 'unreadable', words: why }, quarantine }
}

/** The vendor's next page, null at the end, `stuck` when it names none or the same again. */
export function nextOf<T extends { has_more?: boolean | null | undefined; next_page?: string | null | undefined }>(
  got: Read<T> & { ok: true },
  state: { page: string | null },
): string | null | 'stuck' {
  const { has_more: more, next_page: next } = got.value
  if (more === false || (more !== true && !next)) return null
  return !next || next === state.page ? 'stuck' : next
}
