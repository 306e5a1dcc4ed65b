// Months, splits and rules of the Chargeback page in words, and which lines stand behind a number of it.
import type { ChargebackAnswer } from '../../../../worker/http/schemas/chargeback.ts'
import { customRange } from '../../date-range.ts'
import type { Day } from '../../time.ts'
import type { Tone } from '../../ui/marks.tsx'

export type Team = ChargebackAnswer['teams'][number]
export type Line = ChargebackAnswer['lines'][number]
export type State = NonNullable<ChargebackAnswer['state']>
export type Split = ChargebackAnswer['split']['by']

/** How the URL calls the shared pool in the place of a team. */
export const POOL = 'pool'

/** `October 2026`. */
export function monthName(period: string): string {
  const first = new Date(`${period}-01T00:00:00Z`)
  return first.toLocaleDateString('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' })
}

/** The last month that is over: the running one is looked at on the other screens. */
export function lastMonth(today: Day): string {
  const first = Date.parse(`${today.slice(0, 7)}-01T00:00:00Z`)
  return new Date(first - 86_400_000).toISOString().slice(0, 7)
}

export const splitWords: Record<Split, { word: string; hint: string }> = {
  direct: {
    word: 'In proportion to direct costs',
    hint: 'Who causes most carries most of what nobody can be named for.',
  },
  equal: { word: 'In equal parts', hint: 'Every team carries the same.' },
  people: { word: 'By people', hint: 'By the number of people whose use in the month is the team’s.' },
  fixed: { word: 'By fixed weights', hint: 'Whole numbers that you choose; a team without one carries nothing.' },
}

export const ruleWords: Record<Line['by'], string> = {
  key: 'Key',
  person: 'Person',
  workspace: 'Workspace',
  none: 'No rule',
}

export const stateWords: Record<State['code'], { word: string; tone: Tone | undefined }> = {
  provisional: { word: 'Provisional', tone: 'warn' },
  closed: { word: 'Closed', tone: 'info' },
  frozen: { word: 'Frozen', tone: 'ok' },
}

/** The lines of a team, or of the shared pool. */
export const linesOf = (lines: readonly Line[], team: string): Line[] =>
  lines.filter((line) => (line.team ?? POOL) === team)

export const lineKey = ({ team, vendor, workspace, model, by }: Line): string =>
  [team, vendor, workspace, model, by].join(' ')

/** The same bill lines on the Costs page. What stands in no project cannot be told by an address. */
export function inCosts({ vendor, workspace, model }: Line, { from, to }: { from: Day; to: Day }) {
  return {
    r: customRange(from, to),
    ...(vendor === 'tallystick' ? {} : { vendor }),
    ...(workspace === '' ? {} : { workspace: [workspace] }),
    ...(model === null ? {} : { model: [model] }),
  }
}

/** Whether figures of the frozen month and of today's bill differ, and the words for it. */
export const hasChanged = ({ changed_since }: State): boolean => changed_since !== null && changed_since !== '0'
