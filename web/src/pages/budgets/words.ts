// Budgets, alerts and channels in words: periods, states, what a typed amount means, how far the bar goes.
import type { AlertView, ChannelView } from '../../../../worker/http/schemas/alerts.ts'
import type { BudgetView } from '../../../../worker/http/schemas/budgets.ts'
import { dollars, money } from '../../format.ts'
import type { Tone } from '../../ui/marks.tsx'

export const parts = ['budgets', 'alerts', 'channels'] as const
export type Part = (typeof parts)[number]
export const partWords: Record<Part, string> = { budgets: 'Budgets', alerts: 'Alerts', channels: 'Channels' }

type Scope = BudgetView['scope']
export const scopeWords: Record<Scope, string> = {
  tenant: 'Everything',
  vendor: 'A vendor',
  workspace: 'A workspace or project',
  key: 'A key',
  model: 'A model',
  person: 'A person',
  team: 'A team',
}
/** Beside the name of what it is on. */
export const scopeNames: Record<Scope, string> = {
  tenant: 'everything',
  vendor: 'vendor',
  workspace: 'workspace',
  key: 'key',
  model: 'model',
  person: 'person',
  team: 'team',
}

export const periodWords: Record<BudgetView['period'], string> = {
  day: 'a day',
  week: 'a week',
  month: 'a month',
  quarter: 'a quarter',
}

export const stateWords: Record<BudgetView['state'], { word: string; tone: Tone | 'plain' }> = {
  within: { word: 'within', tone: 'ok' },
  near: { word: 'near its end', tone: 'warn' },
  forecast_over: { word: 'expected to end above', tone: 'warn' },
  over: { word: 'over', tone: 'bad' },
  paused: { word: 'paused', tone: 'plain' },
}

const why: Record<NonNullable<BudgetView['forecast_why']>, string> = {
  short: 'no forecast: under 28 days of history',
  idle: 'no forecast: nothing was spent in half a year',
  over: 'the period is read to its end',
}

/** Where the period will end, or why nobody can say. */
export function forecastWords({ forecast_end: end, forecast_why }: BudgetView): string {
  if (end === null) return forecast_why === null ? 'no forecast' : why[forecast_why]
  const range = `${money(end.lower, { digits: 0 })} to ${money(end.upper, { digits: 0 })}`
  const off = end.unreliable ? `; was ${Math.round((end.missed ?? 0) * 100)} % off last time` : ''
  return `about ${money(end.mean, { digits: 0 })} at its end, ${range}${off}`
}

export const basisWords: Record<BudgetView['basis'], string> = {
  billed: 'Billed; days without a bill yet by the price list.',
  estimate: 'By the price list: no bill tells keys or people apart.',
  allocated: 'The team’s part of the bill, as the chargeback splits it.',
}

/** `70.42 %`, without digits that say nothing. */
export const percentWords = (percent: number): string => `${Number(percent.toFixed(percent < 10 ? 1 : 0))} %`

/** Shares of the bar's width: it reaches to the largest of amount, spending and forecast. */
export function barOf({ amount, spent, forecast_end: end }: Pick<BudgetView, 'amount' | 'spent' | 'forecast_end'>) {
  const [limit, done, mean] = [dollars(amount), Math.max(0, dollars(spent)), dollars(end?.mean ?? '0')]
  const top = Math.max(limit, done, mean)
  return { done: done / top, limit: limit / top, mean: end === null ? null : mean / top }
}

/** Dollars as somebody types them (`17,000`, `$99.50`) as nanodollars; undefined where it is no amount above 0. */
export function nanoOf(typed: string): string | undefined {
  const text = typed.replace(/[$,\s']/g, '')
  const found = /^(\d{1,10})(?:\.(\d{1,9}))?$/.exec(text)
  if (found === null) return undefined
  const nano = BigInt(found[1] ?? '0') * 1_000_000_000n + BigInt((found[2] ?? '').padEnd(9, '0'))
  return nano > 0n ? String(nano) : undefined
}

/** Nanodollars as they stand in the field: `17000` or `99.5`. */
export function typedOf(nano: string): string {
  const value = BigInt(nano)
  const rest = (value % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '')
  return rest === '' ? String(value / 1_000_000_000n) : `${value / 1_000_000_000n}.${rest}`
}

/** `70, 85, 100` as numbers, ascending, each once; undefined where one is no whole percent from 1 to 500, or there are more than ten. */
export function thresholdsOf(typed: string): number[] | undefined {
  const words = typed.split(/[\s,;]+/).filter((word) => word !== '' && word !== '%')
  const found = words.map((word) => (/^\d{1,3} ?%?$/.test(word) ? Number(word.replace('%', '')) : Number.NaN))
  if (found.length > 10 || found.some((one) => !(one >= 1 && one <= 500))) return undefined
  return [...new Set(found)].sort((a, b) => a - b)
}

export const kindWords: Record<ChannelView['kind'], string> = {
  mail: 'Mail',
  slack: 'Slack',
  pagerduty: 'PagerDuty',
  webhook: 'Webhook',
}

export const deliveryWords = {
  waiting: { word: 'waiting', tone: 'info' },
  sending: { word: 'sending', tone: 'info' },
  retrying: { word: 'retrying', tone: 'warn' },
  sent: { word: 'sent', tone: 'ok' },
  failed: { word: 'failed', tone: 'bad' },
} as const

/** How an alert fared in all: the worst state that any of its deliveries is in. */
export function deliveredWords(deliveries: AlertView['deliveries']): { word: string; tone: Tone | 'plain' } {
  if (deliveries.length === 0) return { word: 'shown here only', tone: 'plain' }
  for (const state of ['failed', 'retrying', 'waiting', 'sending'] as const) {
    const count = deliveries.filter((one) => one.state === state).length
    const { word, tone } = deliveryWords[state]
    if (count > 0) return { word: deliveries.length === 1 ? word : `${count} of ${deliveries.length} ${word}`, tone }
  }
  return { word: deliveries.length === 1 ? 'sent' : `all ${deliveries.length} sent`, tone: 'ok' }
}

export const severityTones: Record<AlertView['severity'], Tone> = {
  info: 'info',
  warning: 'warn',
  error: 'bad',
  critical: 'bad',
}

export const explanationWords: Record<NonNullable<AlertView['explained']>, string> = {
  expected: 'Expected',
  incident: 'An incident',
  mistake: 'A mistake',
  credit: 'A credit or correction',
  other: 'Something else',
}
