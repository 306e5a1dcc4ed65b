// A conformance report in words.
import type { Conformance } from '../../../../worker/http/schemas/exports.ts'
import { count } from '../../format.ts'

/** `621 rules of FOCUS 1.2: 215 passed, 0 failed, 406 not applicable.` */
export const summaryWords = ({ rules, model }: Pick<Conformance, 'rules' | 'model'>): string =>
  `${count(rules.all)} rules of ${model}: ${count(rules.passed)} passed, ${count(rules.failed)} failed, ${count(rules.not_applicable)} not applicable.`

/** Requirements first, each in the order of the model. */
export function failedRules({ results }: Pick<Conformance, 'results'>): Conformance['results'] {
  const failed = results.filter(({ result }) => result === 'failed')
  const isMust = ({ level }: Conformance['results'][number]) => level.startsWith('MUST')
  return [...failed.filter(isMust), ...failed.filter((one) => !isMust(one))]
}

const words: Readonly<Record<string, string>> = {
  judgement: 'nothing in them that a machine could test',
  criterion: 'for what these vendors do not offer, such as commitment discounts, capacity or negotiated prices',
  column: 'about a column that is not in the file; whether it must be is a rule of its own',
  permission: 'they allow and do not ask',
  within: 'one of several ways to meet another rule',
  no_row: 'no row meets their condition',
  nothing_below: 'headings over rules that do not apply',
  unreadable: 'written in a way that nobody can run',
}

/** Why rules do not apply, and how many, the largest first. */
export const reasonsInWords = ({ reasons }: Pick<Conformance, 'reasons'>): [words: string, rules: number][] =>
  Object.entries(reasons)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, rules]) => [words[reason] ?? reason, rules])
