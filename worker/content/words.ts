// Text → the words it can be found by, and a query → the words it asks for. Pure; docs/decisions/091-words-of-content.md says why so.

/** Distinct words of one message that are indexed: some pages of text. What comes later in a longer message is not found. */
export const MOST_WORDS = 1_000
/** UTF-16 units of a word that count. */
const MOST_CHARACTERS = 64

/** What people leave out: accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs and the elongation of Arabic. */
const OPTIONAL_MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]/gu

/** One spelling of all that should be found together. Upper case first: then ß is ss, and one ending of sigma is left. */
export function foldText(text: string): string {
  const bare = text.normalize('NFKD').replace(OPTIONAL_MARKS, '').normalize('NFKC')
  const folded = bare.toUpperCase().toLowerCase().replaceAll('ς', 'σ')
  return folded.normalize('NFKD').replace(OPTIONAL_MARKS, '').normalize('NFKC')
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu
/** Scripts whose texts do not put spaces between words (Hangul does, but joins particles to them). */
const RUN =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+/gu

/** A stretch of letters. `run`: without spaces between its words, so that it is found by pairs of its characters. */
type Part = { readonly text: string; readonly run: boolean }

function* partsOf(folded: string): Generator<Part> {
  for (const [word] of folded.matchAll(WORD)) {
    let from = 0
    for (const match of word.matchAll(RUN)) {
      if (match.index > from) yield { text: word.slice(from, match.index), run: false }
      yield { text: match[0], run: true }
      from = match.index + match[0].length
    }
    if (from < word.length) yield { text: word.slice(from), run: false }
  }
}

function* wordsOfPart({ text, run }: Part): Generator<string> {
  const letters = run ? [...text] : []
  if (letters.length < 2) {
    yield text.slice(0, MOST_CHARACTERS)
    return
  }
  for (let at = 1; at < letters.length; at++) yield `${letters[at - 1]}${letters[at]}`
}

/** The distinct words of a text, at most `most`, in order. */
export function wordsOf(text: string, most = MOST_WORDS): string[] {
  const words = new Set<string>()
  for (const part of partsOf(foldText(text))) {
    for (const word of wordsOfPart(part)) {
      words.add(word)
      if (words.size >= most) return [...words]
    }
  }
  return [...words]
}

/** Words that a query may have. */
const MOST_ASKED = 40

/** What a search looks up, and what a text that was opened must hold besides: pairs may stand apart, a stretch of them must not. */
export type Asked = { readonly words: readonly string[]; matches(text: string): boolean }

/** Undefined where the query has no word in it at all. */
export function readQuery(query: string): Asked | undefined {
  const words = wordsOf(query, MOST_ASKED)
  if (words.length === 0) return undefined
  const parts = [...partsOf(foldText(query))]
  const whole = parts.filter(({ run }) => !run).map(({ text }) => text.slice(0, MOST_CHARACTERS))
  const runs = parts.filter(({ run, text }) => run && [...text].length > 1).map(({ text }) => text)
  const alone = parts.filter(({ run, text }) => run && [...text].length === 1).map(({ text }) => text)
  return {
    words,
    matches(text) {
      const folded = foldText(text)
      if (!runs.every((run) => folded.includes(run))) return false
      const has = new Set([...partsOf(folded)].map((part) => part.text.slice(0, MOST_CHARACTERS)))
      return [...whole, ...alone].every((word) => has.has(word))
    },
  }
}

/** Where the first word of a query stands in a text, in UTF-16 units of the text itself, or 0: where an excerpt begins is a courtesy. */
export function findWord(text: string, { words }: Asked): number {
  const plain = text.toLowerCase()
  for (const word of words) {
    const at = plain.indexOf(word)
    if (at >= 0) return at
  }
  return 0
}
