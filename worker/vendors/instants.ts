// Times as vendors write them on their way to times as records hold them (LEDGER section 1).
import { z } from 'zod'
import type { Day, Window } from './stream.ts'

/** For what a source never dates: constant, so that the same answer is never taken for a changed one. */
export const UNDATED = '1970-01-01T00:00:00.000Z'

const RFC3339 = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?$/

/** `YYYY-MM-DDTHH:MM:SS.sssZ` of an RFC 3339 time (no zone = UTC, finer digits are cut), or undefined. */
export function instant(text: string): string | undefined {
  // Parsers roll the 30th of February over into March; a day is real when it comes back as it went in.
  if (!RFC3339.test(text) || isoOf(text.slice(0, 10))?.slice(0, 10) !== text.slice(0, 10)) return undefined
  const zoned = text.length > 10 && !/(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text
  return isoOf(zoned.replace(/(?<=:\d{2}):60/, ':59')) // records know no leap second
}

function isoOf(text: string): string | undefined {
  const ms = Date.parse(text)
  const said = Number.isNaN(ms) ? '' : new Date(ms).toISOString()
  return said.length === 24 ? said : undefined
}

const checked = (text: string, context: z.core.$RefinementCtx): string => {
  const said = instant(text)
  if (said !== undefined) return said
  context.addIssue('not a time')
  return z.NEVER
}

/** Schema of a time that must be there. */
export const time = z.string().transform(checked)

/** Schema of a time that may be null or missing: both mean null (reference section 1). */
export const maybeTime = z
  .string()
  .nullish()
  .transform((text, context) => (text === null || text === undefined ? null : checked(text, context)))

/** `YYYY-MM-DDTHH:MM:SS.sssZ` of Unix seconds (a fraction is cut to milliseconds), or undefined outside of the years 0 to 9999. */
export function instantOfUnix(seconds: number): string | undefined {
  const ms = Math.floor(seconds * 1000)
  if (!Number.isFinite(ms) || Math.abs(ms) > MOST_MS) return undefined
  return isoOf(new Date(ms).toISOString())
}

/** The last millisecond that a Date knows (ECMA-262 section 21.4.1.1). */
const MOST_MS = 8.64e15

const unixSaid = z.union([z.number(), z.string().regex(/^\d{1,15}$/)])

const checkedUnix = (said: number | string, context: z.core.$RefinementCtx): string => {
  const text = instantOfUnix(Number(said))
  if (text !== undefined) return text
  context.addIssue('not a time')
  return z.NEVER
}

/** Schema of a time in Unix seconds that must be there; gives an instant. */
export const unix = unixSaid.transform(checkedUnix)

/** Schema of a time in Unix seconds that may be null or missing: both mean null. */
export const maybeUnix = unixSaid
  .nullish()
  .transform((said, context) => (said === null || said === undefined ? null : checkedUnix(said, context)))

export const dayOf = (said: string): Day => said.slice(0, 10)
export const midnight = (day: Day): string => `${day}T00:00:00Z`
export const today = (now: Date): Day => dayOf(now.toISOString())

/** The day `count` days later (or earlier). */
export const addDays = (day: Day, count: number): Day =>
  dayOf(new Date(Date.parse(midnight(day)) + count * 86_400_000).toISOString())

/** The part of a window from `from` up to but not including `to`, or undefined when nothing is left. Days compare as text. */
export function clip(window: Window, from: Day, to: Day): Window | undefined {
  const part = { from: window.from > from ? window.from : from, to: window.to < to ? window.to : to }
  return part.from < part.to ? part : undefined
}
