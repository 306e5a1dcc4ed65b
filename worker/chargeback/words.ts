// How a chargeback is explained: the split, the method and the state in sentences, the same on the screen and on paper.
import type { Split } from '../insights/chargeback.ts'
import type { Standing } from './standing.ts'
import type { Statement } from './statement.ts'

const SPLIT_WORDS: Readonly<Record<Split, string>> = {
  direct: 'in proportion to what each team caused directly',
  equal: 'in equal parts',
  people: 'by the number of people with use',
  fixed: 'by fixed weights',
}

/** How the amounts came about, a sentence each. */
export function methodWords({ chosen, split, teams }: Pick<Statement, 'chosen' | 'split' | 'teams'>): string[] {
  const fell = chosen !== split ? ` The chosen split (${SPLIT_WORDS[chosen]}) had nothing to go by.` : ''
  return [
    'Each line of the vendors’ bills is divided over the use of the same vendor, day, workspace and model: by the estimates of that use, or by its tokens where nothing of it has a price.',
    'Use belongs to the team of its key, else of its person, else of its workspace, by the rule that holds on its day. A bill line without use behind it belongs to the team of its workspace.',
    teams.length === 0
      ? 'There is no team, so nothing is split: all of it stays in the shared pool.'
      : `What no rule catches is the shared pool. It is split ${SPLIT_WORDS[split]}.${fell}`,
    'Parts are whole nanodollars by largest remainder: all of them together are the bill, exactly.',
  ]
}

/** One sentence on how firm the figures are. `settled`: the first day on which teams and rules have stood long enough. */
export function stateWords(
  standing: Standing,
  frozenSeq: number | null,
  settled: string | null,
  today: string,
): string {
  if (frozenSeq !== null)
    return `Frozen in record ${frozenSeq.toLocaleString('en-US')}. Rules and teams that change now do not change this month.`
  if (!standing.ended)
    return `Provisional: the month is still running. Its figures are final on ${standing.finalOn} at the earliest.`
  if (!standing.final)
    return `Provisional: vendors restate days for a month, so figures may still change until ${standing.finalOn}.`
  if (settled === null) return 'Closed: the figures are final. The month can be frozen once there is a team.'
  return settled > today
    ? `Closed: the figures are final. The month freezes by itself from ${settled} on, when teams and rules have stood unchanged for a week.`
    : 'Closed: the figures are final. The month freezes by itself within a day.'
}
