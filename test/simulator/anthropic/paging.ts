// The vendor's ways of cutting a list into pages: by id, by page token, by report bucket.

import { z } from 'zod'
import { badRequest, isRefusal, type Refusal } from './answers.ts'
import { readQuery, whole } from './query.ts'

/** Shape A and D: `data, has_more, first_id, last_id`. */
export interface IdPage<T> {
  readonly data: readonly T[]
  readonly has_more: boolean
  readonly first_id: string | null
  readonly last_id: string | null
}

const idQuery = z.object({
  limit: whole(1, 1000, 20),
  after_id: z.string().optional(),
  before_id: z.string().optional(),
})

/** One page of a list by id. `before_id` gives the items that end right before it, in list order. */
export function pageById<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  query: URLSearchParams,
): IdPage<T> | Refusal {
  const asked = readQuery(query, idQuery)
  if (isRefusal(asked)) return asked
  const { limit, after_id: after, before_id: before } = asked
  if (after !== undefined && before !== undefined) return badRequest('Only one of after_id and before_id may be given')
  const place = (id: string) => items.findIndex((item) => idOf(item) === id)
  let start = 0
  let end = Math.min(items.length, limit)
  if (after !== undefined) {
    if (place(after) < 0) return badRequest(`after_id: no object with id ${after}`)
    start = place(after) + 1
    end = Math.min(items.length, start + limit)
  } else if (before !== undefined) {
    if (place(before) < 0) return badRequest(`before_id: no object with id ${before}`)
    end = place(before)
    start = Math.max(0, end - limit)
  }
  const data = items.slice(start, end)
  const first = data[0]
  const last = data.at(-1)
  return {
    data,
    has_more: before !== undefined ? start > 0 : end < items.length,
    first_id: first === undefined ? null : idOf(first),
    last_id: last === undefined ? null : idOf(last),
  }
}

/** An opaque token that holds a position. */
export function pageToken(position: string): string {
  return `page_${btoa(position)}`
}

/** The position in a token, or null when it is not one of ours. */
export function positionOf(token: string): string | null {
  if (!/^page_[A-Za-z0-9+/=]+$/.test(token)) return null
  try {
    return atob(token.slice(5))
  } catch {
    return null // not base64: somebody made the token up
  }
}

/** Rows by offset token: shapes B, C and E share this cut. `defaultLimit` null returns everything in one page. */
export function pageByToken<T>(
  rows: readonly T[],
  query: URLSearchParams,
  defaultLimit: number,
): { data: readonly T[]; next: string | null } | Refusal {
  const asked = readQuery(query, z.object({ limit: whole(1, 1000, defaultLimit), page: z.string().optional() }))
  if (isRefusal(asked)) return asked
  const offset = asked.page === undefined ? 0 : Number(positionOf(asked.page) ?? Number.NaN)
  if (!Number.isInteger(offset) || offset < 0) return badRequest('page: Invalid page token')
  const end = offset + asked.limit
  return { data: rows.slice(offset, end), next: end < rows.length ? pageToken(String(end)) : null }
}
