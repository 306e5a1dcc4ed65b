// The lists of the Admin API and the activity feed: pages that are walked by `after_id` (reference section 1, shapes A and D).
import { z } from 'zod'
import type { Query, VendorClient } from '../http.ts'
import { page, type Question, type Read, read, readOr, unreadable } from '../read.ts'
import type { Draft, PageResult } from '../stream.ts'
import { closeToken, openToken } from '../token.ts'

const envelope = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), has_more: z.boolean().nullish(), last_id: z.string().nullish() })

type Envelope<T> = { data: T[]; has_more?: boolean | null | undefined; last_id?: string | null | undefined }

const State = z.object({ after: z.string(), plain: z.boolean().optional(), keep: z.string().optional() })

export type ListQuestion<T> = {
  endpoint: string
  item: z.ZodType<T>
  limit: number
  /** Parameters besides `limit` and `after_id`; `keep` is what the first page fixed for the pages after it. */
  query?: (keep: string | undefined) => Query
  keep?: string
  /** Parameters for an older deployment that refuses `query` with 400. */
  fallback?: Query
  draft: (item: T) => Draft
}

/** One page of a list. The token carries the vendor's cursor and what must stay the same while paging. */
export async function listPage<T>(
  client: VendorClient,
  token: string | null,
  list: ListQuestion<T>,
): Promise<PageResult> {
  const state = openToken(token, State)
  const keep = state === undefined ? list.keep : state.keep
  const paging: Query = [['limit', String(list.limit)]]
  if (state !== undefined) paging.push(['after_id', state.after])
  const question: Question = { endpoint: list.endpoint, query: [...(list.query?.(keep) ?? []), ...paging] }
  const plain: Question = { endpoint: list.endpoint, query: [...(list.fallback ?? []), ...paging] }

  const { result, fellBack } = await ask(client, list, question, plain, state)
  if (!result.ok) return result
  const { has_more: more, last_id: last } = result.value
  const drafts = result.value.data.map(list.draft)
  if (more !== true) return page(result, drafts, null, false)
  if (last === null || last === undefined || last === state?.after) {
    return unreadable(result.question, result.answer, 'The answer says there is more but names no new place to go on.')
  }
  const next = { after: last, ...(fellBack ? { plain: true } : {}), ...(keep === undefined ? {} : { keep }) }
  return page(result, drafts, closeToken(next), true)
}

async function ask<T>(
  client: VendorClient,
  list: ListQuestion<T>,
  question: Question,
  plain: Question,
  state: z.infer<typeof State> | undefined,
): Promise<{ result: Read<Envelope<T>>; fellBack: boolean }> {
  const schema = envelope(list.item)
  if (state?.plain === true) return { result: await read(client, plain, schema), fellBack: true }
  // A later page is refused for its place, not for its form: the rest of a list must not hold less than its beginning.
  if (list.fallback === undefined || state !== undefined)
    return { result: await read(client, question, schema), fellBack: false }
  return readOr(client, question, plain, schema)
}
