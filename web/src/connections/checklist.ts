// The answer of Validate as lines of the checklist, revealed one by one in the order in which they were tried.
import type { ChecklistItem, ValidateAnswer } from '../../../worker/http/schemas/connections.ts'
import { type ConnectionKind, kinds } from './kinds.ts'

export interface Line {
  /** quiet: reachable, but nothing came yet. */
  readonly state: 'ok' | 'bad' | 'part' | 'quiet' | 'wait' | 'trying'
  readonly title: string
  readonly words?: string
  /** What the vendor called the request, to quote. */
  readonly requestId?: string
}

type Found = Pick<ValidateAnswer, 'ok' | 'checklist' | 'organization'>

/** What a key is tried on, before the answer says so itself. */
export const triedLabels: Record<ConnectionKind, readonly string[]> = {
  anthropic_admin: [
    'Organization',
    'Members',
    'Workspaces',
    'API keys',
    'Usage',
    'Costs',
    'Claude Code analytics',
    'Activity feed',
    'Newer usage and cost reports',
  ],
  openai_admin: [
    'Projects',
    'Members',
    'API keys',
    'Service accounts',
    'Usage',
    'Usage by person',
    'Costs',
    'Audit logs',
    'People of projects',
  ],
  anthropic_compliance: [
    'Organizations',
    'Enterprise plan',
    'Scope read:compliance_org_data',
    'Scope read:compliance_user_data',
    'People',
    'Chats',
    'Messages',
    'Retention at Anthropic',
    'Cannot delete',
  ],
}

/** While the vendor is asked: the first line turns, the others wait. */
export const tryingLines = (kind: ConnectionKind): Line[] =>
  triedLabels[kind].map((title, index) => ({ title, state: index === 0 ? 'trying' : 'wait' }))

/**
 * The lines of an answer, one for each of its items, of which the first `shown` are filled. A line that is missing is a
 * cross when the key does not connect and "in part" when it does: the rest works without it.
 */
export function linesOf(found: Found, kind: ConnectionKind, shown = Infinity): Line[] {
  return found.checklist.map((item, index) => {
    if (index > shown) return { title: item.label, state: 'wait' }
    if (index === shown) return { title: item.label, state: 'trying' }
    return lineOf(item, found, kind)
  })
}

function lineOf(item: ChecklistItem, { ok, organization }: Found, kind: ConnectionKind): Line {
  const title = item.label
  if (item.state === 'ok') {
    const words = item.id === 'organization' ? organization?.name : item.detail
    // A tick says "can be read" by itself.
    return words === undefined ? { title, state: 'ok' } : { title, state: 'ok', words }
  }
  if (item.state === 'empty') {
    return { title, state: 'quiet', words: sentences(item.words, item.detail, item.remedy) }
  }
  // A line that was never asked about has no request: nothing is known of it, so it is no fault.
  const asked = item.state === 'missing' || item.request_id !== undefined
  if (!ok && !asked) return { title, state: 'wait' }
  const said = item.detail === undefined ? undefined : `${kinds[kind].vendorName} said: ${item.detail}`
  return {
    title,
    state: ok ? 'part' : 'bad',
    // When the key does not connect, what to do stands beside the key already.
    words: sentences(item.words, ok ? item.remedy : undefined, said),
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

/** One after the other, each closed; what is not there is left out. */
const sentences = (...parts: (string | undefined)[]): string =>
  parts
    .filter(Boolean)
    .map((part) => closed(part ?? ''))
    .join(' ')
