// The words of the validate screen for a Compliance Access Key: what is wrong with it, and where to go to put it right. Reference sections 2 and 12.
import { AGAIN_BY_ITSELF, LATER, NOT_TRIED, type ProbeFault, type Problem, saidBy, waitFor } from '../../probe.ts'
import { MAKE_COMPLIANCE_KEY } from '../../wrong-key.ts'
import type { Found, Outcome } from './probe-items.ts'
import { MAY_DELETE, ORG_DATA, scopesSaid, USER_DATA } from './scopes.ts'

const SCOPES_ARE_FIXED = 'The scopes of a key are fixed when it is made, so make a new one.'
const ENTERPRISE =
  'Only Claude Enterprise lets chats be read. Use a key that an owner of the Enterprise organization made on claude.ai.'
const SWITCH_ON = 'The primary owner switches on the Compliance API on claude.ai under Organization settings > API.'

export const COULD_DELETE: Problem = {
  code: 'could_delete',
  message: `The key works, but it could also delete chats at Anthropic (${MAY_DELETE}).`,
  remedy: `We only ever send GET. Still, a key that cannot delete is safer: make one with ${ORG_DATA} and ${USER_DATA} alone and replace this one.`,
}

/** The vendor says that the plan or the kind of organization has no such thing. */
export const isPlanRefusal = (fault: ProbeFault): boolean =>
  fault.code === 'forbidden' && /organization type|parent organization|enterprise|\bplan\b/i.test(saidBy(fault))

const isOff = (fault: ProbeFault): boolean => fault.code === 'bad_request' && /not enabled/i.test(saidBy(fault))

/** The scopes that the key lacks, from what was refused. */
export function missingScopes(found: Found): string[] {
  const lacks = (outcomes: (Outcome | undefined)[]) =>
    outcomes.some((one) => one !== undefined && 'fault' in one && scopesSaid(one.fault) !== undefined)
  return [
    ...(lacks([found.organizations]) ? [ORG_DATA] : []),
    ...(lacks([found.users, found.chats, found.messages]) ? [USER_DATA] : []),
  ]
}

/** Why a key does not connect. `missing`: the scopes it lacks. */
export function problemOf(found: Found, missing: readonly string[]): Problem {
  const faults = [found.organizations, found.chats, found.users].flatMap((one) =>
    one !== undefined && 'fault' in one ? [one.fault] : [],
  )
  const plan = faults.find(isPlanRefusal)
  if (plan !== undefined) {
    const message = 'This key’s organization is not on a Claude Enterprise plan, and other plans do not give out chats.'
    return { code: 'plan_not_enterprise', message, remedy: ENTERPRISE }
  }
  if (missing.length > 0) {
    const names = missing.join(' and ')
    const message = `The key is valid but lacks the scope${missing.length === 1 ? '' : 's'} ${names}.`
    return { code: 'no_permission', message, remedy: `${SCOPES_ARE_FIXED} ${MAKE_COMPLIANCE_KEY}` }
  }
  return problemOfFault(faults[0])
}

function problemOfFault(fault: ProbeFault | undefined): Problem {
  if (fault !== undefined && isOff(fault)) {
    const message = 'The Compliance API is not switched on for this organization.'
    return { code: 'compliance_off', message, remedy: `${SWITCH_ON} Then try this key again.` }
  }
  switch (fault?.code) {
    case 'rate_limited':
      return { code: 'rate_limited', message: 'Anthropic asked us to slow down.', remedy: waitFor(fault.retryAfter) }
    case 'unavailable':
    case 'timeout':
    case 'network':
      return { code: 'vendor_down', message: fault.words, remedy: LATER }
    case 'unauthorized': {
      const message = 'Anthropic does not know this key: it was revoked, has expired, or a part of it is missing.'
      return { code: 'key_revoked', message, remedy: `Check it on claude.ai. ${MAKE_COMPLIANCE_KEY}` }
    }
    case 'not_found': {
      const message = 'Anthropic does not take this kind of key for the Compliance API.'
      return { code: 'wrong_key_type', message, remedy: MAKE_COMPLIANCE_KEY }
    }
    case 'forbidden': {
      const message = 'The key is valid but may not read the chats of the organization.'
      return { code: 'no_permission', message, remedy: MAKE_COMPLIANCE_KEY }
    }
    default:
      return {
        code: 'unexpected_answer',
        message: 'Anthropic answered in a way that we do not understand.',
        remedy: 'Try again later. If it stays, tell us the request id below.',
      }
  }
}

export type LineId =
  | 'organization'
  | 'enterprise'
  | 'org_scope'
  | 'user_scope'
  | 'people'
  | 'chats'
  | 'messages'
  | 'retention'
  | 'read_only'

/** What a line says that was answered with nothing. */
const EMPTY: Partial<Record<LineId, string>> = {
  organization: 'The tree of organizations is empty.',
  messages: 'There is no chat yet to try it on.',
  retention: 'Anthropic does not say how long chats are kept.',
}

/** What a line of the checklist says, and what to do about it. */
export function lineWords(id: LineId, outcome: Outcome | undefined): { words: string; remedy?: string } {
  if (outcome === undefined) return { words: NOT_TRIED }
  if (!('fault' in outcome)) {
    return { words: outcome.state === 'ok' ? 'Can be read.' : (EMPTY[id] ?? 'Reachable, nothing there yet.') }
  }
  const { fault } = outcome
  if (outcome.state === 'failed') return { words: fault.words, remedy: AGAIN_BY_ITSELF }
  if (isPlanRefusal(fault)) return { words: 'Only Claude Enterprise gives this out.', remedy: ENTERPRISE }
  if (isOff(fault)) return { words: 'The Compliance API is not switched on.', remedy: SWITCH_ON }
  const needed = scopesSaid(fault)?.needed[0]
  if (needed !== undefined) return { words: `The key lacks the scope ${needed}.`, remedy: SCOPES_ARE_FIXED }
  return { words: fault.words, remedy: MAKE_COMPLIANCE_KEY }
}
