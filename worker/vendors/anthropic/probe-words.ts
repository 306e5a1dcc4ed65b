// The words of the validate screen: what is wrong with a key, and where to go to put it right. Reference sections 2 and 12.
import type { KeyKind } from '../key-shape.ts'
import { AGAIN_BY_ITSELF, LATER, NOT_TRIED, type ProbeFault, type Problem, saidBy, waitFor } from '../probe.ts'
import { MAKE_ADMIN_KEY as MAKE } from '../wrong-key.ts'
import type { Outcome, ProbeId } from './probe-items.ts'

const MAKE_ADMIN_KEY = MAKE.anthropic

export const NO_USAGE: Problem = {
  code: 'no_usage_in_period',
  message: 'The key works, but the organization used nothing in the last 30 days.',
  remedy: 'If that is a surprise, check that the key belongs to the right organization.',
}

/** Why a key does not connect, from the probe that decides: the organization, else members and usage. */
export function problemOf(kind: KeyKind | null, outcomes: ReadonlyMap<ProbeId, Outcome>): Problem {
  for (const id of ['organization', 'members', 'usage'] as const) {
    const outcome = outcomes.get(id)
    if (outcome !== undefined && 'fault' in outcome) return problemOfFault(kind, outcome.fault)
  }
  return problemOfFault(kind, { code: 'unreadable', words: '' })
}

function problemOfFault(kind: KeyKind | null, fault: ProbeFault): Problem {
  const said = saidBy(fault)
  switch (fault.code) {
    case 'rate_limited':
      return { code: 'rate_limited', message: 'Anthropic asked us to slow down.', remedy: waitFor(fault.retryAfter) }
    case 'unavailable':
    case 'timeout':
    case 'network':
      return { code: 'vendor_down', message: fault.words, remedy: LATER }
    case 'unauthorized':
    case 'forbidden':
    case 'not_found':
      return refusedBy(kind, fault.code, said)
    default:
      return {
        code: 'unexpected_answer',
        message: 'Anthropic answered in a way that we do not understand.',
        remedy: 'Try again later. If it stays, tell us the request id below.',
      }
  }
}

function refusedBy(kind: KeyKind | null, code: 'unauthorized' | 'forbidden' | 'not_found', said: string): Problem {
  const noSuchType = /organization type/i.test(said)
  // Individual accounts have ordinary keys only, so an Admin key that hears this belongs to another type of organization.
  if (/individual|personal/i.test(said) || (noSuchType && kind === 'anthropic_api')) {
    const message = 'This key belongs to an individual account, and those have no Admin API.'
    const remedy =
      'In the Claude Console under Settings > Organization, set up an organization, then make an Admin key there.'
    return { code: 'individual_account', message, remedy }
  }
  // Workspace keys are refused in ways that are not documented: 401, 403 and 404 mean the same for them (reference section 2).
  if (kind === 'anthropic_api') {
    const message = 'This is an ordinary Claude key (sk-ant-api03-), and it cannot read the Admin API.'
    return { code: 'wrong_key_type', message, remedy: MAKE_ADMIN_KEY }
  }
  if (code === 'unauthorized') {
    const message = 'Anthropic does not know this key: it was revoked, has expired, or a part of it is missing.'
    return { code: 'key_revoked', message, remedy: `Check it in the Console. ${MAKE_ADMIN_KEY}` }
  }
  if (code === 'not_found' || noSuchType) {
    const message = 'The Admin API is not available to the organization of this key.'
    const remedy =
      'Claude on AWS and parent organizations of Claude Enterprise have none. Use a key of a linked Console organization.'
    return { code: 'admin_api_unavailable', message, remedy }
  }
  const message = 'The key is valid but may not read the organization.'
  return { code: 'no_permission', message, remedy: MAKE_ADMIN_KEY }
}

const CLASSIC = 'Not needed: usage and costs are read from the classic reports.'
const NEW_KEY =
  'The key is older than the switch. Make a new Admin key under Settings > Admin keys and connect again with it.'
const SWITCH_ON =
  'An admin switches on the Compliance API in the Console under Settings > Security, then makes a new Admin key.'

/** What a line of the checklist says, and what to do about it. */
export function lineWords(id: ProbeId, outcome: Outcome | undefined): { words: string; remedy?: string } {
  if (outcome === undefined) return { words: NOT_TRIED }
  if (outcome.state === 'ok') return { words: 'Can be read.' }
  if (outcome.state === 'off') return { words: 'The activity feed is switched off at Anthropic.', remedy: SWITCH_ON }
  const { words } = outcome.fault
  if (outcome.state === 'failed') return { words, remedy: AGAIN_BY_ITSELF }
  if (id === 'analytics') return { words: 'The newer reports are not open to this key.', remedy: CLASSIC }
  if (id !== 'activity') return { words, remedy: MAKE_ADMIN_KEY }
  if (outcome.fault.code === 'forbidden' && outcome.switchedOn === true) return { words, remedy: NEW_KEY }
  return { words, remedy: SWITCH_ON }
}
