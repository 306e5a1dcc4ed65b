// Masks a text before it is shown or exported: each finding gives way to its kind and a number, so that one can still follow who is who.

import { detect, type FindingType } from './pii.ts'

/** How many passages of a kind were masked. */
export type Mark = { readonly kind: FindingType; readonly count: number }

/** Numbers given out so far, by kind and value. Hand one to all texts of a chat, and the same value has the same number in all. */
export type Numbering = Map<string, number>

/** Two spellings of one value get one number: case does not count, nor do separators of numbers. */
function same(kind: FindingType, value: string): string {
  if (kind === 'API_KEY') return value
  return kind === 'EMAIL' || kind === 'IP' ? value.toLowerCase() : value.replace(/\D/g, '')
}

/** The number of a value: the one it has, or the next of its kind. */
export function numberOf(kind: FindingType, value: string, numbering: Numbering): number {
  const key = `${kind} ${same(kind, value)}`
  const known = numbering.get(key)
  if (known !== undefined) return known
  const next = (numbering.get(kind) ?? 0) + 1
  numbering.set(kind, next)
  numbering.set(key, next)
  return next
}

/**
 * `text` with every finding replaced by `[KIND number]`, for example `[EMAIL 1]`, and the marks as an export holds them
 * (LEDGER section 8, content/<seq>.json): ascending by kind, counts of 1 and more. Pure.
 */
export function mask(text: string, numbering: Numbering = new Map()): { text: string; marks: Mark[] } {
  const counts = new Map<FindingType, number>()
  let masked = ''
  let from = 0
  for (const { type, start, end } of detect(text)) {
    masked += `${text.slice(from, start)}[${type} ${numberOf(type, text.slice(start, end), numbering)}]`
    counts.set(type, (counts.get(type) ?? 0) + 1)
    from = end
  }
  const marks = [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => (a.kind < b.kind ? -1 : 1))
  return { text: masked + text.slice(from), marks }
}
