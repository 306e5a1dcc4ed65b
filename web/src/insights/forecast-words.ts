// Where the month will end, in words: the answer, what becomes of the budget, and how good such an answer was the month before.
import type { ForecastAnswer } from '../../../worker/http/schemas/insights.ts'
import type { Method } from '../../../worker/insights/forecast-path.ts'
import { money, percent, plural } from '../format.ts'
import { type Day, day } from '../time.ts'
import { about } from './about.ts'
import { inCases, listed } from './text.ts'

type Budget = NonNullable<ForecastAnswer['budget']>
type Projection = NonNullable<ForecastAnswer['forecast']>

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `November`. */
export const monthName = (first: Day): string => monthNames[Number(first.slice(5, 7)) - 1] ?? ''

/** `About $16,000, most likely $15,300 to $16,600.` One number where both ends round to it. */
export function answerWords({ mean, lower, upper }: Pick<Projection, 'mean' | 'lower' | 'upper'>): string {
  const [middle, low, high] = [about(mean), about(lower), about(upper)]
  return low === high ? `About ${middle}.` : `About ${middle}, most likely ${low} to ${high}.`
}

/** What becomes of the budget; null without one. `spent` is what the month has cost so far. */
export function budgetWords(budget: Budget | null, spent: bigint, forecast: Projection | null): string | null {
  if (budget === null) return null
  const amount = BigInt(budget.amount)
  const name = `The budget of ${money(amount, { digits: 0 })}`
  if (spent > amount) return `${name} is spent: ${money(spent - amount)} above it so far.`
  if (forecast === null || forecast.unreliable) return `${name} has ${money(amount - spent)} left.`
  if (budget.holds !== null) return `${name} holds in ${inCases(budget.holds)}.`
  if (BigInt(forecast.upper) <= amount) return `${name} holds over the whole range.`
  return `${name} ${BigInt(forecast.mean) > amount ? 'will most likely break' : 'will most likely hold'}.`
}

/** The facts beside the answer: what it is made of, how the last one did, what it cannot know. */
export function forecastFacts(answer: ForecastAnswer, forecast: Projection): readonly (readonly [string, string])[] {
  const left =
    answer.left_out.length === 0
      ? ''
      : answer.left_out.length > 3
        ? `, ${answer.left_out.length} unusual days left out`
        : `, ${listed(answer.left_out.map((one) => day(one, { year: false })))} left out`
  return [
    ['Method', `${methodWords(forecast.method)}, ${plural(answer.history_days, 'day')}${left}`],
    ['Last month', missedWords(forecast.missed, answer.today)],
    ['Not known', 'credits, new price lists, holidays'],
  ]
}

/** `forecast on day 20 missed by 2.1 %`. */
export function missedWords(missed: number | null, today: Day): string {
  if (missed === null) return 'too few days to know how it would have done'
  return `forecast on day ${Number(today.slice(8))} missed by ${percent(missed)}`
}

/** `There are 12 days of data; a forecast needs 28. …` */
export function missingWords(missing: NonNullable<ForecastAnswer['missing']>): string {
  const needs = 'a forecast needs 28, four of each weekday'
  const have =
    missing.have === 0
      ? 'There is no whole day of data yet'
      : `There ${missing.have === 1 ? 'is' : 'are'} ${plural(missing.have, 'day')} of data`
  const when = missing.enough_on ? ` When reading goes on it stands here on ${day(missing.enough_on)}.` : ''
  return `${have}; ${needs}.${when}`
}

/** `The forecast on this day of last month missed by 31.0 %, so none is drawn.` */
export function unreliableWords(missed: number | null): string {
  const by = missed === null ? 'by more than a quarter' : `by ${percent(missed)}`
  return `The same forecast missed last month ${by}. Above 25 % none is drawn: it would say more than it knows.`
}

const methods: Record<Method, string> = {
  'weekday trend': 'weekly pattern and trend',
  'weekday trend with monthly days': 'weekly pattern, trend, and days that come back every month',
  'first days': 'mean of the first days',
  occasional: 'how often and how much, for days with gaps',
  idle: 'unused for weeks, so nothing more is expected',
  none: 'the days so far',
}

const isMethod = (name: string): name is Method => name in methods

/** The method's own name as words; one that is not known here stays as it is. */
export const methodWords = (name: string): string => (isMethod(name) ? methods[name] : name)
