// Reading query parameters the vendor's way: lists as `name[]` or the plain name repeated, Unix seconds, closed choices.
import { badRequest, type Refusal } from './answers.ts'

/** Every value of a list parameter, in either spelling. */
export function listOf(url: URL, name: string): string[] {
  return [...url.searchParams.getAll(`${name}[]`), ...url.searchParams.getAll(name)]
}

/** A whole number, null when absent, or the 400 for something else. */
export function wholeOf(url: URL, name: string): number | null | Refusal {
  const text = url.searchParams.get(name)
  if (text === null) return null
  if (/^-?\d{1,15}$/.test(text)) return Number(text)
  return badRequest(`Invalid type for '${name}': expected an integer, but got a string instead.`, name, 'invalid_type')
}

/** `limit` between 1 and `most`; a higher one is refused, not cut. */
export function limitOf(url: URL, usual: number, most: number): number | Refusal {
  const limit = wholeOf(url, 'limit')
  if (limit === null) return usual
  if (typeof limit !== 'number') return limit
  if (limit > most) return badRequest(`Invalid limit provided: ${limit}. Limit must be less than or equal to ${most}.`)
  return limit < 1 ? badRequest(`Invalid limit provided: ${limit}. Limit must be greater than or equal to 1.`) : limit
}

/** Values of a closed list parameter, or the 400 that names the first foreign one. */
export function choicesOf<T extends string>(url: URL, name: string, allowed: readonly T[]): T[] | Refusal {
  const values = listOf(url, name)
  const known = allowed.filter((value) => values.includes(value))
  const foreign = values.find((value) => !known.some((each) => each === value))
  if (foreign === undefined) return known
  const words = allowed.map((value) => `'${value}'`).join(', ')
  return badRequest(`Invalid value: '${foreign}'. Supported values are: ${words}.`, name, 'invalid_value')
}

/** `true`, `false`, or null when absent. */
export function flagOf(url: URL, name: string): boolean | null | Refusal {
  const text = url.searchParams.get(name)
  if (text === null || text === 'true' || text === 'false') return text === null ? null : text === 'true'
  return badRequest(`Invalid type for '${name}': expected a boolean, but got a string instead.`, name, 'invalid_type')
}
