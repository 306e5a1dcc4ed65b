// What the Content page reads from its URL, and how the API is asked with it.
import type { ChatView } from '../../../../worker/http/schemas/content.ts'
import { resolveRange } from '../../date-range.ts'

export const parts = ['holds', 'erasures', 'approvals'] as const
export const shows = ['held', 'deleted', 'erased'] as const

export interface ContentSearch {
  readonly r?: string | undefined
  readonly who?: string | undefined
  readonly llm?: string | undefined
  readonly q?: string | undefined
  readonly show?: (typeof shows)[number] | undefined
  /** The chat whose transcript is open. */
  readonly chat?: string | undefined
  /** The record, hold or erasure in the drawer. */
  readonly record?: number | undefined
  readonly erasure?: string | undefined
  readonly see?: (typeof parts)[number] | undefined
}

export type SetSearch = (next: Partial<ContentSearch>) => void

/** The filter as the API reads it. Without a range every day counts. */
export function askOf({ r, who, llm, q, show }: ContentSearch, today?: string) {
  return { ...(r === undefined ? {} : resolveRange(r, today)), person: who, model: llm, q, show }
}

/** Takes the filter away and leaves what is open. */
export const noFilter = { r: undefined, who: undefined, llm: undefined, q: undefined, show: undefined } as const

export const isFiltered = ({ r, who, llm, q, show }: ContentSearch): boolean =>
  [r, who, llm, q, show].some((one) => one !== undefined)

/** More chats than a URL should carry: then person and days stand for them. */
const mostListed = 50

/**
 * The address of the export form for what the list shows. An export knows days, one person and chats by name, so anything narrower (words,
 * model, what is shown) becomes the chats themselves, as far as they are listed and few enough.
 */
export function exportSearch(search: ContentSearch, listed: readonly Pick<ChatView, 'id'>[], whole: boolean) {
  const { r, who, llm, q, show } = search
  const narrow = llm !== undefined || q !== undefined || show !== undefined
  const named = narrow && whole && listed.length > 0 && listed.length <= mostListed
  const days = r === undefined ? {} : resolveRange(r)
  return {
    wish: 'new' as const,
    content: 'masked' as const,
    ...(named ? { chats: listed.map(({ id }) => id) } : { ...days, ...(who === undefined ? {} : { person: who }) }),
  }
}
