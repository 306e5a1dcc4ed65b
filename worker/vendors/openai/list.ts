// The lists that are walked by the last id: `after` ← `last_id`, or the id of the last item (reference section 3).
import { z } from 'zod'
import type { Query, VendorClient } from '../http.ts'
import { page, type Question, type Read, read, unreadable } from '../read.ts'
import type { Draft, PageResult } from '../stream.ts'
import { closeToken, openToken } from '../token.ts'
import { LIST_LIMIT } from './inventory.ts'

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), has_more: z.boolean().nullish(), last_id: z.string().nullish() })

export type Listed<T> = { data: T[]; has_more?: boolean | null | undefined; last_id?: string | null | undefined }

type Followed = { ok: true; after: string | null } | Extract<Read<never>, { ok: false }>

/** The place where the next page begins, null at the end. No place, or the same one again, would be a list without an end. */
export function follow<T extends { id: string }>(got: Read<Listed<T>> & { ok: true }, after: string | null): Followed {
  const { has_more: more, last_id: last, data } = got.value
  if (more !== true) return { ok: true, after: null }
  const next = last ?? data.at(-1)?.id
  if (next === undefined || next === after) {
    return unreadable(got.question, got.answer, 'The answer says there is more but names no new place to go on.')
  }
  return { ok: true, after: next }
}

/** A question for one page of a list. */
export const listQuestion = (endpoint: string, after: string | null, query: Query = []): Question => ({
  endpoint,
  query: [...query, ['limit', String(LIST_LIMIT)], ...(after === null ? [] : ([['after', after]] satisfies Query))],
})

const State = z.object({ after: z.string() })

export type ListOfThings<T> = {
  endpoint: string
  item: z.ZodType<T>
  query?: Query
  draft: (item: T) => Draft
}

/** One page of a list. The token carries the vendor's cursor. */
export async function listPage<T extends { id: string }>(
  client: VendorClient,
  token: string | null,
  list: ListOfThings<T>,
): Promise<PageResult> {
  const after = openToken(token, State)?.after ?? null
  const got = await read(client, listQuestion(list.endpoint, after, list.query), listOf(list.item))
  if (!got.ok) return got
  const next = follow(got, after)
  if (!next.ok) return next
  const drafts = got.value.data.map(list.draft)
  return page(got, drafts, next.after === null ? null : closeToken({ after: next.after }), next.after !== null)
}
