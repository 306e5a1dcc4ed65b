// Lists by last id: `after` ← `last_id`, newest or oldest first as the list itself is.
import { badRequest, isRefusal, type Refusal } from './answers.ts'
import { limitOf } from './query.ts'

export interface ListPage<T> {
  readonly object: 'list'
  readonly data: readonly T[]
  readonly first_id: string | null
  readonly last_id: string | null
  readonly has_more: boolean
}

/** Wraps one page of rows. */
export function listPage<T>(data: readonly T[], idOf: (item: T) => string, hasMore: boolean): ListPage<T> {
  const first = data[0]
  const last = data.at(-1)
  return {
    object: 'list',
    data,
    first_id: first === undefined ? null : idOf(first),
    last_id: last === undefined ? null : idOf(last),
    has_more: hasMore,
  }
}

/** The page after the id in `after`. An id that is not in the list is refused. */
export function pageAfter<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  url: URL,
  most = 100,
): ListPage<T> | Refusal {
  const limit = limitOf(url, 20, most)
  if (isRefusal(limit)) return limit
  const after = url.searchParams.get('after')
  const place = after === null ? -1 : items.findIndex((item) => idOf(item) === after)
  if (after !== null && place < 0) return badRequest(`Invalid 'after': no object with id '${after}'.`, 'after')
  const data = items.slice(place + 1, place + 1 + limit)
  return listPage(data, idOf, place + 1 + limit < items.length)
}
