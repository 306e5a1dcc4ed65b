// The search part of every URL: flat words without quotes, checked by a zod schema, never an error.
import * as z from 'zod/mini'
import { isRangeCode } from './date-range.ts'

// The content security policy forbids code from strings; without this zod would try it once and the browser would complain.
z.config({ jitless: true })

type Flat = Record<string, string | string[]>

/** Reads `?a=1&b=x&b=y` as `{ a: '1', b: ['x', 'y'] }`. Values stay text; the schema of the page gives them types. */
export function parseSearch(text: string): Flat {
  const found: Flat = {}
  for (const [key, value] of new URLSearchParams(text)) {
    const before = found[key]
    found[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return found
}

/** The reverse: empty values are left out, lists repeat their key, and what a URL may show plainly stays plain. */
export function stringifySearch(search: Record<string, unknown>): string {
  const pairs: string[] = []
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === undefined || one === null || one === '' || one === false) continue
      pairs.push(`${encode(key)}=${encode(String(one))}`)
    }
  }
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/**
 * Makes the `validateSearch` of a route from optional fields. A value that does not fit is dropped, so an old or
 * mistyped link opens the page with its defaults instead of an error.
 *
 * @example validateSearch: searchOf({ r: rangeField, by: choice('model', 'person'), model: list, page: wholeNumber })
 */
export function searchOf<F extends Record<string, z.ZodMiniType>>(fields: F) {
  return (raw: Record<string, unknown>): { [K in keyof F]?: z.output<F[K]> | undefined } => {
    const kept: { [K in keyof F]?: z.output<F[K]> | undefined } = {}
    for (const key of Object.keys(fields) as (keyof F & string)[]) {
      if (raw[key] === undefined) continue
      const found = fields[key]?.safeParse(raw[key])
      // The router lays this over the raw values, so what does not fit must be there as undefined to hide its raw value.
      // The schema of this key made this value, which the compiler cannot follow through the index.
      kept[key] = found?.success ? (found.data as z.output<F[typeof key]>) : undefined
    }
    return kept
  }
}

/** Free text, at most 200 characters. */
export const text = z.string().check(z.minLength(1), z.maxLength(200))

/** One or more words: `model=a&model=b`. */
export const list = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((value: string | string[]) => (Array.isArray(value) ? value : [value]).slice(0, 50)),
)

/** A whole number from 0. */
export const wholeNumber = z.pipe(z.union([z.string().check(z.regex(/^\d{1,15}$/)), z.number()]), z.transform(Number))

/** One of the words given. */
export function choice<const T extends string>(...words: T[]) {
  return z.enum(words)
}

/** The date range, `r=28d` or `r=2026-10-01..2026-10-31`. */
export const rangeField = z.string().check(z.refine(isRangeCode))

/** A sort, `sort=-tokens` for descending. */
export const sortField = z.string().check(z.regex(/^-?[a-z][a-z0-9_]{0,40}$/i))

function encode(value: string): string {
  return encodeURIComponent(value).replace(/%(2C|3A|2F|40)/g, (code) => decodeURIComponent(code))
}
