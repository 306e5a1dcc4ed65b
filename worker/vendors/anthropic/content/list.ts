// One page of a list that compliance keys read: what the vendor sent, checked, with the place to go on from. Reference section 1, shapes D and E.
import { z } from 'zod'
import type { VendorClient } from '../../http.ts'
import { type Question, type Read, read, unreadable } from '../../read.ts'

/** An answer that was read, for `page` of `read.ts`, which makes the manifest of it. */
export type Got = Extract<Read<unknown>, { ok: true }>
export type Failed = Extract<Read<never>, { ok: false }>

/**
 * `last`: the vendor's cursor behind the last item, null on an empty page (then the cursor of before still holds).
 * `hasMore`: go on with `last` now; when false, `last` is where a later read goes on.
 */
export type ContentPage<T> = { ok: true; items: T[]; last: string | null; hasMore: boolean; got: Got } | Failed

export const STUCK = 'The answer says there is more but names no new place to go on.'

const idPage = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), has_more: z.boolean().nullish(), last_id: z.string().nullish() })
const tokenPage = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), has_more: z.boolean().nullish(), next_page: z.string().nullish() })

/** Shape D: the next page is asked for with `after_id`. `question` carries neither `limit` nor cursor. */
export async function idListPage<T>(
  client: VendorClient,
  question: Question,
  item: z.ZodType<T>,
  { after, limit }: { after: string | null; limit: number },
): Promise<ContentPage<T>> {
  const query: Question['query'] = [...(question.query ?? []), ['limit', String(limit)]]
  if (after !== null) query.push(['after_id', after])
  const got = await read(client, { ...question, query }, idPage(item))
  if (!got.ok) return got
  const { data, has_more: more, last_id: last } = got.value
  if (more === true && (!last || last === after)) return unreadable(got.question, got.answer, STUCK)
  return { ok: true, items: data, last: last || null, hasMore: more === true, got }
}

/** Shape E: the next page is asked for with `page`; `last` is that token, null at the end. */
export async function tokenListPage<T>(
  client: VendorClient,
  endpoint: string,
  item: z.ZodType<T>,
  { after, limit }: { after: string | null; limit: number },
): Promise<ContentPage<T>> {
  const query: Question['query'] = [['limit', String(limit)]]
  if (after !== null) query.push(['page', after])
  const got = await read(client, { endpoint, query }, tokenPage(item))
  if (!got.ok) return got
  const { data, has_more: more, next_page: next } = got.value
  const goesOn = more === true || (more !== false && Boolean(next))
  if (goesOn && (!next || next === after)) return unreadable(got.question, got.answer, STUCK)
  return { ok: true, items: data, last: goesOn ? (next ?? null) : null, hasMore: goesOn, got }
}
