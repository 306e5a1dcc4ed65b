// First step of finding personal data: one form of the text for all rules, with the offsets of the original.

export type FindingType = 'EMAIL' | 'PHONE' | 'SSN' | 'CARD' | 'API_KEY' | 'IP'

/** A passage of personal data: [start, end) in UTF-16 code units of the text that was given. */
export type Finding = { readonly type: FindingType; readonly start: number; readonly end: number }

/** Characters that people and programs put in the place of an ASCII one. Each is one code unit, so offsets stay. */
const LOOKALIKE =
  /[\u00a0\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015\u2212\ufe58\ufe63\uff0d\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g

/** The ASCII character that a look-alike stands for: spaces, dashes, full-width forms, decimal digits of other scripts. */
function plain(character: string): string {
  const code = character.charCodeAt(0)
  if (code === 0xff0d || (code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0xfe58 || code === 0xfe63)
    return '-'
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  for (const zero of [0x660, 0x6f0, 0x966, 0x9e6]) if (code >= zero && code <= zero + 9) return String(code - zero)
  return ' '
}

/** The text with look-alikes replaced one for one: same length, same offsets. */
export function fold(text: string): string {
  return text.replace(LOOKALIKE, plain)
}

/** Whether the code unit is an ASCII digit; false past either end (NaN). */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** Whether the code unit continues a word, number or identifier of Latin script: ASCII letter, digit, `_`, accented letter. */
export function isWord(code: number): boolean {
  return (
    isDigit(code) ||
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7)
  )
}

/** Spans that are spoken for, asked and added in any order: sorted, without overlap. */
export class Taken {
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  /** Index of the first span that ends after `at`. */
  #after(at: number): number {
    let low = 0
    let high = this.#ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ends[middle] ?? 0) > at) high = middle
      else low = middle + 1
    }
    return low
  }

  overlaps(start: number, end: number): boolean {
    return (this.#starts[this.#after(start)] ?? Number.POSITIVE_INFINITY) < end
  }

  /** Adds spans that do not overlap each other; merges once, so that n spans cost n log n and not n squared. */
  addAll(spans: readonly { start: number; end: number }[]): void {
    const all = [
      ...this.#starts.map((start, index) => ({ start, end: this.#ends[index] ?? start })),
      ...spans.map(({ start, end }) => ({ start, end })),
    ].sort((a, b) => a.start - b.start)
    this.#starts.length = 0
    this.#ends.length = 0
    for (const { start, end } of all) {
      this.#starts.push(start)
      this.#ends.push(end)
    }
  }
}
