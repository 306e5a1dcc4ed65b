// The words of the validate screen: what is wrong with a key, and where to go to put it right. Reference sections 2 and 12.
import type { KeyKind } from './key-shape.ts'
import type { Outcome, ProbeFault, ProbeId } from './probe-items.ts'

export type ProblemCode =
  | 'empty_key'
  | 'malformed_key'
  | 'wrong_key_type'
  | 'key_revoked'
  | 'no_permission'
  | 'individual_account'
  | 'admin_api_unavailable'
  | 'no_usage_in_period'
  | 'vendor_down'
  | 'rate_limited'
  | 'unexpected_answer'

export type Problem = { code: ProblemCode; message: string; remedy: string }

const MAKE_ADMIN_KEY =
  'An admin of the organization makes an Admin key in the Claude Console under Settings > Admin keys; it begins with sk-ant-admin01-.'
const ELSEWHERE = `This field takes a key of Anthropic. ${MAKE_ADMIN_KEY}`
const LATER = 'Nothing is wrong with the key. Try again in a few minutes.'

export const NO_USAGE: Problem = {
  code: 'no_usage_in_period',
  message: 'The key works, but the organization used nothing in the last 30 days.',
  remedy: 'If that is a surprise, check that the key belongs to the right organization.',
}

const WRONG_KIND: Partial<Record<KeyKind, [message: string, remedy: string]>> = {
  anthropic_enterprise: [
    'This is a Claude Enterprise key (Compliance Access Key or Analytics key, sk-ant-api01-), not an Admin key.',
    `Enterprise keys from claude.ai cannot list members, keys and costs of the Console. ${MAKE_ADMIN_KEY}`,
  ],
  anthropic_oauth: [
    'This is a login token of a person (OAuth), not an Admin key; it stops working within hours.',
    MAKE_ADMIN_KEY,
  ],
  openai_admin: ['This is an OpenAI Admin key (sk-admin-).', ELSEWHERE],
  openai_project: ['This is a project key of OpenAI (sk-proj-).', ELSEWHERE],
  openai_service: ['This is a service account key of OpenAI (sk-svcacct-).', ELSEWHERE],
  openai_user: ['This looks like a user key of OpenAI (sk-).', ELSEWHERE],
  aws: ['This looks like an access key of AWS.', `Keys of AWS and Bedrock reach no Admin API. ${MAKE_ADMIN_KEY}`],
  google: ['This looks like a key of Google.', `Keys of Google Cloud reach no Admin API. ${MAKE_ADMIN_KEY}`],
  unknown: ['This is not a key of Anthropic: theirs begin with sk-ant-.', MAKE_ADMIN_KEY],
}

/** The problem of a kind of key that is not even tried: another vendor's secret is not sent to this one. */
export function refusedKind(kind: KeyKind): Problem | undefined {
  const said = WRONG_KIND[kind]
  return said === undefined ? undefined : { code: 'wrong_key_type', message: said[0], remedy: said[1] }
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
  const said = ('vendorMessage' in fault && fault.vendorMessage) || ''
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

const waitFor = (seconds: number | undefined): string =>
  seconds === undefined ? 'Try again in a minute.' : `Try again in ${seconds} seconds.`

const CLASSIC = 'Not needed: usage and costs are read from the classic reports.'
const NEW_KEY =
  'The key is older than the switch. Make a new Admin key under Settings > Admin keys and connect again with it.'
const SWITCH_ON =
  'An admin switches on the Compliance API in the Console under Settings > Security, then makes a new Admin key.'

/** What a line of the checklist says, and what to do about it. */
export function lineWords(id: ProbeId, outcome: Outcome | undefined): { words: string; remedy?: string } {
  if (outcome === undefined) return { words: 'Not tried, because the key itself is not accepted.' }
  if (outcome.state === 'ok') return { words: 'Can be read.' }
  if (outcome.state === 'off') return { words: 'The activity feed is switched off at Anthropic.', remedy: SWITCH_ON }
  const { words } = outcome.fault
  if (outcome.state === 'failed') return { words, remedy: 'It is tried again by itself.' }
  if (id === 'analytics') return { words: 'The newer reports are not open to this key.', remedy: CLASSIC }
  if (id !== 'activity') return { words, remedy: MAKE_ADMIN_KEY }
  if (outcome.fault.code === 'forbidden' && outcome.switchedOn === true) return { words, remedy: NEW_KEY }
  return { words, remedy: SWITCH_ON }
}
