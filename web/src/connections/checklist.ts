// The answer of Validate as lines of the checklist, revealed one by one in the order in which they were tried.
import type { ChecklistItem, ValidateAnswer } from '../../../worker/http/schemas/connections.ts'

export interface Line {
  readonly state: 'ok' | 'bad' | 'part' | 'wait' | 'trying'
  readonly title: string
  readonly words?: string
  /** What the vendor called the request, to quote. */
  readonly requestId?: string
}

/** What an Anthropic Admin key is tried on, before the answer says so itself. */
export const triedLabels = [
  'Organization',
  'Members',
  'Workspaces',
  'API keys',
  'Usage',
  'Costs',
  'Claude Code analytics',
  'Activity feed',
  'Newer usage and cost reports',
] as const

/** While the vendor is asked: the first line turns, the others wait. */
export const tryingLines: readonly Line[] = triedLabels.map((title, index) => ({
  title,
  state: index === 0 ? 'trying' : 'wait',
}))

/**
 * The lines of an answer, of which the first `shown` are filled. A line that is missing is a cross when the key does not
 * connect and "in part" when it does: the rest works without it.
 */
export function linesOf(answer: Pick<ValidateAnswer, 'ok' | 'checklist' | 'organization'>, shown = Infinity): Line[] {
  return answer.checklist.map((item, index) => {
    if (index > shown) return { title: item.label, state: 'wait' }
    if (index === shown) return { title: item.label, state: 'trying' }
    return lineOf(item, answer)
  })
}

function lineOf(item: ChecklistItem, { ok, organization }: Pick<ValidateAnswer, 'ok' | 'organization'>): Line {
  const title = item.label
  if (item.state === 'ok') {
    const words = item.id === 'organization' ? organization?.name : item.detail
    // A tick says "can be read" by itself.
    return words === undefined ? { title, state: 'ok' } : { title, state: 'ok', words }
  }
  // A line that was never asked about has no request: nothing is known of it, so it is no fault.
  const asked = item.state === 'missing' || item.request_id !== undefined
  if (!ok && !asked) return { title, state: 'wait' }
  const said = item.detail === undefined ? '' : `Anthropic said: ${closed(item.detail)}`
  // When the key does not connect, what to do stands beside the key already.
  const remedy = ok ? (item.remedy ?? '') : ''
  return {
    title,
    state: ok ? 'part' : 'bad',
    words: [item.words, remedy, said].filter((part) => part !== '').join(' '),
    ...(item.request_id === undefined ? {} : { requestId: item.request_id }),
  }
}

/**
 * The one sentence that every line says, when the vendor refused all of them alike: then it is said once. Null when the
 * lines differ, when one of them works, and for a single line.
 */
export function sameRefusal(lines: readonly Line[]): string | null {
  const words = lines[0]?.words
  const alike = lines.every((line) => line.state === 'bad' && line.words === words)
  return alike && words !== undefined && lines.length > 1 ? words : null
}

const closed = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`)

/** The word at the head of the card. */
export function verdictOf(answer: ValidateAnswer, settled: boolean): { word: string; tone: 'ok' | 'info' | 'bad' } {
  if (answer.problem !== null) {
    const passing = ['vendor_down', 'rate_limited', 'unexpected_answer'].includes(answer.problem.code)
    return { word: passing ? 'Not tried to the end' : 'Wrong key', tone: 'bad' }
  }
  return settled ? { word: 'Ready', tone: 'ok' } : { word: 'Trying', tone: 'info' }
}
