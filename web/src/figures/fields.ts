// Fields of the URL that Overview, Usage and Costs share, and how "none" is written in it.
import * as z from 'zod/mini'
import { choice } from '../search.ts'

export const versusField = choice('before', 'year', 'none')
export const stepField = choice('day', 'week', 'month')
export const viewField = choice('chart', 'table')
/** The first day of the bar whose records are open. */
export const dayField = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
/** The records of the whole filter are open. */
export const rowsField = choice('1')

const noneInUrl = '-'

/** Values of a filter as the URL has them: the vendor's "none" is `-`, because empty words leave a URL. */
export function toUrl(values: readonly string[]): string[] | undefined {
  return values.length === 0 ? undefined : values.map((value) => (value === '' ? noneInUrl : value))
}

/** The reverse: `''` is what the API calls none. Absent stays absent. */
export function fromUrl(values: readonly string[] | undefined): string[] | undefined {
  return values === undefined || values.length === 0
    ? undefined
    : values.map((value) => (value === noneInUrl ? '' : value))
}

/** The group that is open: `anthropic:claude-opus-5-5` as vendor and key; the key may be empty. */
export function readGroup(text: string | undefined): { vendor: 'anthropic' | 'openai'; key: string } | undefined {
  const found = /^(anthropic|openai):(.*)$/s.exec(text ?? '')
  const vendor = found?.[1]
  if (vendor !== 'anthropic' && vendor !== 'openai') return undefined
  return { vendor, key: found?.[2] ?? '' }
}
