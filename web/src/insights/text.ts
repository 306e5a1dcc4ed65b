// Sentences with names in them: what a screen sets in bold or mono, and what is read out as plain text.

/** A name stands out; one that is compared letter by letter (a key, a model) is mono. */
export type Piece = string | { readonly name: string; readonly mono?: boolean }
export type Words = readonly Piece[]

/** The sentence without its marks, for titles, screen readers and tests. */
export function plain(words: Words): string {
  return words.map((piece) => (typeof piece === 'string' ? piece : piece.name)).join('')
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1)
  if (last === undefined) return ''
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** A share of a whole in words that claim no more than it: all from 97 %, almost all from 90 %, else the percentage. */
export function howMuch(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return 'most'
  if (share >= 1.1) return 'more than all'
  if (share >= 0.97) return 'all'
  if (share >= 0.9) return 'almost all'
  return `${Math.round(share * 100)} %`
}

/** A chance as cases: 0.953 is `19 of 20 cases`. Never certain: the ends are said as bounds. */
export function inCases(chance: number): string {
  if (chance >= 0.975) return 'more than 39 of 40 cases'
  if (chance <= 0.025) return 'fewer than 1 of 40 cases'
  const twentieths = Math.min(19, Math.max(1, Math.round(chance * 20)))
  if (twentieths % 2 === 0) return `${twentieths / 2} of 10 cases`
  return `${twentieths} of 20 cases`
}
