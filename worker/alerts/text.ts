// What an alert says, the same on every channel: a headline, a few sentences, where to look, and how bad it is.
import type { AlertRow } from '../db/tenant/alerts.ts'
import { type AlertFacts, factsOf } from './facts.ts'
import { dollars } from './money.ts'

/** PagerDuty's four words (Events API v2). */
export type Severity = 'info' | 'warning' | 'error' | 'critical'

/** `type`: of the webhook's message. `group`: what it is about, one word an alert's source. */
export type AlertText = {
  readonly id: string
  readonly at: string
  readonly type: 'budget.threshold' | 'budget.forecast' | 'spend.anomaly' | 'alert.test'
  readonly severity: Severity
  readonly headline: string
  readonly sentences: readonly string[]
  readonly url: string
  readonly organization: string
  readonly facts: AlertFacts
}

/** `budget`: the budget's name as it is now. */
export type Around = { readonly appUrl: string; readonly organization: string; readonly budget: string | undefined }

export function alertText(row: AlertRow, { appUrl, organization, budget }: Around): AlertText {
  const facts = factsOf(row)
  const url = new URL(`/budgets?tab=alerts&open=${row.id}`, appUrl).href
  const common = { id: row.id, at: row.at, url, organization, facts }
  if (facts.of === 'test') {
    return {
      ...common,
      type: 'alert.test',
      severity: 'info',
      headline: 'Test alert from Tallystick',
      sentences: ['Somebody asked for this test. Nothing is wrong; alerts to this channel arrive.'],
    }
  }
  if (facts.of === 'anomaly') {
    const { date, direction, actual, expected } = facts
    const than = direction === 'up' ? 'more' : 'less'
    return {
      ...common,
      type: 'spend.anomaly',
      severity: direction === 'up' ? 'warning' : 'info',
      headline: `Unusual spending on ${date}: ${dollars(actual)}, ${than} than expected`,
      sentences: [`About ${dollars(expected)} was expected for that day.`],
    }
  }
  return { ...common, ...ofBudget(row, facts, budget ?? 'A budget') }
}

type Said = Pick<AlertText, 'type' | 'severity' | 'headline' | 'sentences'>

function ofBudget(row: AlertRow, facts: Extract<AlertFacts, { of: 'budget' }>, name: string): Said {
  const { amount, spent, forecast, from, to, length } = facts
  const when = `${length === 'day' ? 'On' : 'From'} ${from}${length === 'day' ? '' : ` to ${to}`}`
  const known = BASIS[facts.basis] ?? ''
  if (row.kind === 'forecast') {
    return {
      type: 'budget.forecast',
      severity: 'warning',
      headline: `${name} is expected to end above its budget of ${dollars(amount)}`,
      sentences: [
        `${when} about ${dollars(forecast ?? '0')} is expected; ${dollars(spent)} is spent so far.`,
        known,
      ].filter(Boolean),
    }
  }
  const level = Number(row.level)
  return {
    type: 'budget.threshold',
    severity: severityAt(level),
    headline: `${name} has reached ${level} % of its budget of ${dollars(amount)}`,
    sentences: [`${when} ${dollars(spent)} is spent.`, known].filter(Boolean),
  }
}

const BASIS: Readonly<Record<string, string>> = {
  billed: 'Billed; days without a bill yet by the price list.',
  estimate: 'Estimated by the price list: no bill tells keys or people apart.',
  allocated: 'Allocated: the team’s part of the bill.',
}

export const severityAt = (percent: number): Severity =>
  percent < 85 ? 'info' : percent < 100 ? 'warning' : percent < 150 ? 'error' : 'critical'
