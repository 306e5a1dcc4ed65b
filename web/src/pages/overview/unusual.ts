// Unusual days that nobody has explained, as one line among what needs somebody.
import type { FindingsAnswer } from '../../../../worker/http/schemas/insights.ts'
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import { plural } from '../../format.ts'
import { findingTitle } from '../../insights/finding-words.ts'

type Need = OverviewAnswer['needs'][number]

/** Null when every one is explained. The newest of them says what it is about. */
export function unusualNeed(answer: Pick<FindingsAnswer, 'findings' | 'open'> | undefined): Need | null {
  const newest = answer?.findings.find(({ state }) => state === 'open')
  if (answer === undefined || newest === undefined) return null
  return {
    id: 'insights.unusual',
    level: 'warn',
    title: `Unusual: ${plural(answer.open, 'finding')}`,
    words: findingTitle(newest),
    action: 'See the cause',
    href: `/insights?finding=${encodeURIComponent(newest.key)}`,
  }
}

const levels: readonly Need['level'][] = ['bad', 'warn', 'info']

/** Worst first, as the API orders them; what is added stands last among its like. */
export function withUnusual(needs: readonly Need[], added: Need | null): readonly Need[] {
  if (added === null) return needs
  return [...needs, added].toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
}
