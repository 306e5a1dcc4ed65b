// Reads a short list whole: members, invitations, tokens. Long lists page in their own screens.
import { api } from './client.ts'

/** The shape of every list of the API. */
export interface ListPage<T> {
  readonly data: readonly T[]
  readonly next_cursor: string | null
}

/** 200 rows a page, 25 pages: 5,000 rows, many times what an organization has of members or live tokens. */
const mostPages = 25

/** Every row of a list, page after page. Throws `ApiError` like the single call. */
export async function allPages<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const rows: T[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const answer = await api.get<ListPage<T>>(path, { query: { limit: 200, cursor }, signal })
    rows.push(...answer.data)
    if (answer.next_cursor === null) break
    cursor = answer.next_cursor
  }
  return rows
}
