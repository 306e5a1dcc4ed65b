// What tells an erased person in a text: addresses, and names of at least two words, as whole words in any case. Pure.
import { addressKey } from '../people/address.ts'

/** `namesakes`: other people who are called the same; in what is about them their own name is theirs. */
export type Known = { addresses: readonly string[]; names: readonly string[]; namesakes: ReadonlySet<string> }

/** In the place of a name or an address in a reason. */
const REMOVED = '[erased]'

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const whole = (text: string): string => text.normalize('NFC').trim()

/** `ada@example.com` is not in `nada@example.com`, nor in `ada@example.com.test`; a full stop behind it ends a sentence. */
const addressPattern = (address: string): string =>
  `(?<![\\p{L}\\p{N}._%+-])${escaped(address)}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`
/** Scripts that put no space between words: a name stands in the middle of other letters. */
const UNSPACED =
  '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}]'
const BEGINS = new RegExp(`^${UNSPACED}`, 'u')
const ENDS = new RegExp(`${UNSPACED}$`, 'u')
const ALL_UNSPACED = new RegExp(`^${UNSPACED}{3,}$`, 'u')

function namePattern(name: string): string {
  const [before, behind] = [BEGINS.test(name) ? '' : '(?<![\\p{L}\\p{N}])', ENDS.test(name) ? '' : '(?![\\p{L}\\p{N}])']
  return `${before}${name.split(/\s+/u).map(escaped).join('\\s+')}${behind}`
}

/** One word is everybody's, unless its script writes a whole name as one: three characters then. */
const isFullName = (name: string): boolean => /\S\s+\S/u.test(name) || ALL_UNSPACED.test(name)

export class Needles {
  readonly addresses: readonly string[]
  readonly names: readonly string[]
  readonly #namesakes: ReadonlySet<string>
  readonly #address: RegExp | undefined
  readonly #any: RegExp | undefined

  constructor({ addresses, names, namesakes }: Known) {
    this.addresses = [...new Set(addresses.map((one) => whole(one).toLowerCase()))].filter(
      (one) => addressKey(one) !== undefined,
    )
    this.names = [...new Set(names.map(whole))].filter(isFullName)
    this.#namesakes = namesakes
    const [these, those] = [this.addresses.map(addressPattern), this.names.map(namePattern)]
    this.#address = these.length === 0 ? undefined : new RegExp(these.join('|'), 'iu')
    this.#any = these.length + those.length === 0 ? undefined : new RegExp([...these, ...those].join('|'), 'giu')
  }

  /** Whether a text tells of the person. `whose`: the subject that the text is about, null for nobody's. */
  tells(text: string, whose: string | null): boolean {
    const pattern = whose !== null && this.#namesakes.has(whose) ? this.#address : this.#any
    return pattern !== undefined && text.normalize('NFC').search(pattern) >= 0
  }

  /** The same for any value of a sealed field. */
  tellsIn(value: unknown, whose: string | null): boolean {
    if (typeof value === 'string') return this.tells(value, whose)
    if (typeof value !== 'object' || value === null) return false
    return Object.values(value).some((inner) => this.tellsIn(inner, whose))
  }

  /** A text without what tells of the person. */
  redact(text: string): string {
    return this.#any === undefined ? text : text.normalize('NFC').replace(this.#any, REMOVED)
  }
}
