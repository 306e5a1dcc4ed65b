// A paragraph in the pieces between which a line may break: words, spaces, ideographs, placeholders of masked text.
import { clustersOf } from './font-book.ts'
import type { Mark } from './input.ts'
import { BY_DICTIONARY, IDEOGRAPH, NOT_FIRST, NOT_LAST } from './scripts.ts'

export type Token = { kind: 'word' | 'space' | 'mask'; text: string; start: number }

const words = new Intl.Segmenter('en', { granularity: 'word' })
const ASCII = /^[ -~]*$/
const PARTS = /\s+|[^\s/-]*[/-]+|[^\s/-]+/g
const SPACE = /^[^\S\u00a0\u202f\u2007]+$/u

/** Finds the placeholders that masking wrote, `[EMAIL]` or `[EMAIL 2]`. Kinds are those that the text is known to have. */
export function placeholders(marks: readonly Mark[]): RegExp | undefined {
  const kinds = marks.map(({ kind }) => kind.replace(/[^A-Z0-9_]/g, '')).filter((kind) => kind !== '')
  return kinds.length === 0 ? undefined : new RegExp(`\\[(?:REDACTED:)?(${kinds.join('|')})(?: (\\d+))?\\]`, 'g')
}

/** The label of a placeholder: what stands between its brackets. */
export const labelOf = (placeholder: string): string =>
  placeholder.slice(1, -1).replace('REDACTED:', '').replaceAll('_', ' ')

/** Tokens of a paragraph, in order, nothing left out. Linear in its length. */
export function tokensOf(paragraph: string, masks?: RegExp): Token[] {
  const tokens: Token[][] = []
  let at = 0
  for (const match of masks === undefined ? [] : paragraph.matchAll(masks)) {
    tokens.push(plain(paragraph.slice(at, match.index), at), [{ kind: 'mask', text: match[0], start: match.index }])
    at = match.index + match[0].length
  }
  return [...tokens, plain(paragraph.slice(at), at)].flat()
}

function plain(text: string, start: number): Token[] {
  const parts = ASCII.test(text) ? (text.match(PARTS) ?? []) : breakable(text)
  let at = start
  return parts.map((part) => {
    at += part.length
    return { kind: SPACE.test(part) ? 'space' : 'word', text: part, start: at - part.length }
  })
}

function breakable(text: string): string[] {
  const parts: string[] = []
  let [gathered, previous] = ['', '']
  for (const cluster of clustersOf(text)) {
    if (previous !== '' && opens(previous, cluster)) {
      parts.push(gathered)
      gathered = ''
    }
    gathered += cluster
    previous = cluster
  }
  if (gathered !== '') parts.push(gathered)
  return parts.flatMap((part) =>
    BY_DICTIONARY.test(part) ? Array.from(words.segment(part), ({ segment }) => segment) : [part],
  )
}

/** Whether a line may break between two characters. */
function opens(previous: string, next: string): boolean {
  const [before, after] = [SPACE.test(previous), SPACE.test(next)]
  if (before !== after) return true
  if (before) return false
  if (NOT_FIRST.test(next) && (IDEOGRAPH.test(previous) || IDEOGRAPH.test(next))) return false
  if (NOT_LAST.test(previous)) return false
  return IDEOGRAPH.test(next) || IDEOGRAPH.test(previous) || /[/\u2014-]$/.test(previous)
}
