// Why more or less than before, in words: a label and a reason for each step.
import type { MovementAnswer } from '../../../worker/http/schemas/insights.ts'
import { money, percent, plural } from '../format.ts'
import { dayRange } from '../time.ts'
import { numberOf, textOf } from './facts.ts'

type Step = MovementAnswer['steps'][number]

/** `Why $1,206 more than the 28 days before?` */
export function movementTitle({ difference, before: then, range, versus }: MovementAnswer): string {
  if (BigInt(then.nano) === 0n) return 'Why more or less than before?'
  const moved = BigInt(difference)
  const before =
    versus === 'year'
      ? `the same ${plural(range.days, 'day')} a year before`
      : range.days === 1
        ? 'the day before'
        : `the ${range.days} days before`
  if (moved === 0n) return `As much as ${before}`
  return `Why ${money(moved < 0n ? -moved : moved, { digits: 0 })} ${moved > 0n ? 'more' : 'less'} than ${before}?`
}

/** `24 Oct – 20 Nov 2026 against 26 Sep – 23 Oct 2026`. */
export const movementDates = ({ range, previous }: MovementAnswer): string =>
  `${dayRange(range.from, range.to)} against ${dayRange(previous.from, previous.to)}`

/** The step's name: what changed, in the direction in which it changed. */
export function stepLabel({ code, nano, name }: Step): string {
  const up = BigInt(nano) > 0n
  switch (code) {
    case 'work':
      return up ? 'More work' : 'Less work'
    case 'incident':
      return name === null ? 'An unusual day' : `Unusual: ${name}`
    case 'new':
      return 'Models used for the first time'
    case 'gone':
      return 'Models no longer used'
    case 'mix':
      return 'Model mix'
    case 'answers':
      return up ? 'Longer answers' : 'Shorter answers'
    case 'cache':
      return 'Cache'
    case 'charges':
      return 'Charges beside tokens'
    case 'prices':
      return 'Prices'
    case 'rest':
      return 'What no step explains'
    default:
      return code.replaceAll('_', ' ')
  }
}

/** What is behind the step, as far as its facts say; null where they say nothing. */
export function stepWords({ code, name, facts, finding }: Step): string | null {
  const before = numberOf(facts, 'before')
  const after = numberOf(facts, 'after')
  const rates = before !== null && after !== null ? [percent(before), percent(after)] : null
  const mostly = name === null || name === '' ? null : `mostly ${name}`
  switch (code) {
    case 'work': {
      const moved = numberOf(facts, 'change')
      const words =
        moved === null
          ? null
          : `${percent(moved).replace(/^(?=\d)/, '+')} tokens, at the prices and in the mix of before`
      return joined(words, mostly)
    }
    case 'incident':
      return finding === null ? null : 'taken out before the rest is explained; see above'
    case 'new':
    case 'gone':
      return name
    case 'mix':
      return joined('the same tokens in other models', mostly)
    case 'answers':
      return joined(rates && `answers were ${rates[1]} of all tokens, before ${rates[0]}`, mostly)
    case 'cache':
      return joined(rates && `${rates[1]} of input read from the cache, before ${rates[0]}`, mostly)
    case 'charges':
      return joined('searches, sessions, storage', mostly)
    case 'prices': {
      const kind = textOf(facts, 'token_type', 'most_0_kind')
      return joined(
        kind ? `the same tokens, ${kind.replaceAll('_', ' ')} at another price` : 'the same tokens at other prices',
        mostly,
      )
    }
    default:
      return null
  }
}

function joined(...parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null)
  return said.length === 0 ? null : said.join(', ')
}
