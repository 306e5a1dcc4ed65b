// The weekly and monthly digest, and the word that a scheduled export is being made. Plain text; every figure has its screen under it.
import { about, money, moneyChange, share, short } from './figures.ts'
import { oneLine } from './letters.ts'
import type { Mail } from './mail.ts'

/** Amounts in nanodollars, decimal. `from`, `to`: the days of the period, both included. */
export type Digest = {
  organization: string
  every: 'week' | 'month'
  words: string
  from: string
  to: string
  billed: { now: string; before: string; mostly: string | null }
  /** What is not billed yet, by the price list. */
  unbilled: { nano: string; withoutPrice: number }
  tokens: { now: string; before: string; mostly: string | null }
  vendors: readonly { name: string; billed: string }[]
  people: { active: number; before: number }
  /** Names only for a reader who may see people. */
  top: readonly { name: string; estimate: string; partly: boolean }[]
  /** Sentences of what waits for somebody or was unusual, with the page of each. */
  notes: readonly { words: string; path: string }[]
  /** Where the month that is under way will end; null where it cannot be said. */
  month: { name: string; so_far: string; mean: string; lower: string; upper: string } | null
  /** Size of the ledger. */
  records: number
}

const count = (value: number): string => new Intl.NumberFormat('en-US').format(value)

export function digestLetter(appUrl: string, to: string, digest: Digest): Mail {
  const link = (path: string) => `    ${new URL(path, appUrl).href}`
  const range = `?r=${digest.from}..${digest.to}`
  const { billed, tokens, people, unbilled, month, records } = digest
  const against = `against the ${digest.every === 'week' ? 'seven days' : 'same number of days'} before`
  const because = (mostly: string | null) => (mostly === null ? '' : `, mostly ${mostly}`)
  const lines = [
    `${oneLine(digest.organization)}, ${digest.words} (UTC days)`,
    '',
    `Billed: ${money(billed.now)}, ${moneyChange(billed.now, billed.before)} ${against}${because(billed.mostly)}.`,
    ...digest.vendors.map(({ name, billed: nano }) => `    ${name}: ${money(nano)}`),
    link(`/costs${range}`),
    ...unbilledLines(unbilled),
    '',
    `Tokens: ${short(tokens.now)}${share(tokens.now, tokens.before)}${because(tokens.mostly)}.`,
    link(`/usage${range}`),
    '',
    `People: ${count(people.active)} active, ${count(people.before)} before.`,
    ...digest.top.map(
      ({ name, estimate, partly }) => `    ${name}: ${partly ? '≥ ' : ''}${money(estimate)} (estimate)`,
    ),
    link(`/people${range}`),
    '',
    ...(month === null
      ? []
      : [
          `${month.name} so far, by the price list: ${money(month.so_far)}. It will end at about ${about(month.mean)}, eight times in ten between ${about(month.lower)} and ${about(month.upper)}.`,
          link('/insights'),
          '',
        ]),
    ...(digest.notes.length === 0
      ? ['Nothing unusual, and nothing waits for you.', '']
      : ['To look at:', ...digest.notes.flatMap(({ words, path }) => [`  - ${words}`, link(path)]), '']),
    `All of it is in the ledger of ${count(records)} records.`,
    link('/ledger'),
    '',
    'Vendors restate their last days, so a figure here may change; the ledger keeps both.',
    'You asked for this mail. Stop it under Settings, Reports:',
    link('/settings?part=reports'),
  ]
  const subject = `${oneLine(digest.organization)}: ${money(billed.now)} on AI, ${digest.words}${share(billed.now, billed.before)}`
  return { to, subject, text: lines.join('\n') }
}

function unbilledLines({ nano, withoutPrice }: Digest['unbilled']): string[] {
  if (nano === '0' && withoutPrice === 0) return []
  const unpriced = withoutPrice === 0 ? '' : `, and ${count(withoutPrice)} usage rows have no price`
  return [`    Not billed yet: about ${money(nano)} by the price list${unpriced}.`]
}

export function madeExportLetter(
  appUrl: string,
  to: string,
  made: { tenant: string; words: string; id: string },
): Mail {
  return {
    to,
    subject: `The export of ${oneLine(made.tenant)} for ${made.words} is being made`,
    text: [
      `The export that you scheduled for ${made.words} has begun. When it is ready, its link is here:`,
      '',
      new URL(`/exports?open=${encodeURIComponent(made.id)}`, appUrl).href,
      '',
      'Making it and every download are records of the ledger. Stop it under Settings, Reports.',
    ].join('\n'),
  }
}
