// The words of the validate screen: what is wrong with a key of OpenAI, and where to go to put it right. Reference sections 1 and 10.
import type { KeyKind } from '../key-shape.ts'
import { AGAIN_BY_ITSELF, LATER, NOT_TRIED, type ProbeFault, type Problem, saidBy, waitFor } from '../probe.ts'
import { MAKE_ADMIN_KEY as MAKE } from '../wrong-key.ts'
import type { Outcome, ProbeId } from './probe-items.ts'

const MAKE_ADMIN_KEY = MAKE.openai
const GIVE_SCOPE =
  'An owner gives it under Settings > Organization > Admin keys, or makes a new key there; a “Read only” key has all of these.'
const SWITCH_ON =
  'An owner switches it on under Organization settings > Data controls > Data retention > Audit logging. It cannot be switched off again.'

export const NO_USAGE: Problem = {
  code: 'no_usage_in_period',
  message: 'The key works, but no model was used in the organization in the last 30 days.',
  remedy: 'If that is a surprise, check that the key belongs to the right organization.',
}

export const REGION_REFUSED: Problem = {
  code: 'region_refused',
  message:
    'OpenAI stores and processes data in the US unless the organization is EU-resident, and the data of your organization here stays in the EU.',
  remedy:
    'If your organization at OpenAI is EU-resident, confirm that, and the key is tried. Nothing was sent to OpenAI.',
}

export const NO_ORGANIZATION: Problem = {
  code: 'no_permission',
  message: 'The key works, but nothing that it can read tells which organization it belongs to.',
  remedy: `Give the key Organization administration → Read. ${GIVE_SCOPE}`,
}

/** Where the key form gives a scope (reference section 1, "Scopes"). */
const PERMISSIONS: Record<string, string> = {
  'api.usage.read': 'Usage → Read',
  'api.audit_logs.read': 'Audit logs → Read',
  'api.management.read': 'Organization administration → Read',
  'api.organization.projects.api_keys.read': 'Organization administration → Read',
  'api.groups.read': 'Groups → Read',
}

const MISSING = /Missing scopes: ([a-z0-9_]+(?:\.[a-z0-9_]+)*(?:, [a-z0-9_]+(?:\.[a-z0-9_]+)*)*)/

/** The scopes that a refusal names; none when it is another refusal. */
export const scopesOf = (fault: ProbeFault): string[] => MISSING.exec(saidBy(fault))?.[1]?.split(', ') ?? []

function scopeWords(scopes: readonly string[]): string {
  const give = [...new Set(scopes.map((scope) => PERMISSIONS[scope] ?? scope))].join(' and ')
  return `Missing scope${scopes.length === 1 ? '' : 's'} ${scopes.join(', ')}: give the key ${give}.`
}

const fromAddress = (fault: ProbeFault): boolean =>
  (fault.code === 'unauthorized' || fault.code === 'forbidden') &&
  /\bIP\b|(?<!\[)\baddress (?:is|was|has)?\s*not\b|allow-?list/i.test(saidBy(fault))

const CHATGPT = new Set(['rejected_by_access_enforcement', 'no_matching_rule'])
const ofChatGpt = (fault: ProbeFault): boolean => 'vendorCode' in fault && CHATGPT.has(fault.vendorCode ?? '')

/** Answers that hold for the key as a whole: no other question would be answered otherwise. */
export const decides = (fault: ProbeFault): boolean =>
  fault.code === 'unauthorized' || fromAddress(fault) || ofChatGpt(fault)

/** Why a key does not connect, from what was refused or failed of projects, usage, members and costs. */
export function problemOf(kind: KeyKind, faults: readonly ProbeFault[]): Problem {
  const whole = faults.find(decides)
  if (whole !== undefined) return refusedWhole(kind, whole)
  const open = faults.find(({ code }) => code !== 'forbidden')
  if (open !== undefined || faults.length === 0) return unanswered(open)
  const scopes = [...new Set(faults.flatMap(scopesOf))]
  const message = 'The key is valid but may not read the organization.'
  if (scopes.length === 0) return { code: 'no_permission', message, remedy: MAKE_ADMIN_KEY }
  return { code: 'no_permission', message: `${message} ${scopeWords(scopes)}`, remedy: GIVE_SCOPE }
}

function unanswered(fault: ProbeFault | undefined): Problem {
  switch (fault?.code) {
    case 'rate_limited':
      return { code: 'rate_limited', message: 'OpenAI asked us to slow down.', remedy: waitFor(fault.retryAfter) }
    case 'unavailable':
    case 'timeout':
    case 'network':
      return { code: 'vendor_down', message: fault.words, remedy: LATER }
    default:
      return {
        code: 'unexpected_answer',
        message: 'OpenAI answered in a way that we do not understand.',
        remedy: 'Try again later. If it stays, tell us the request id below.',
      }
  }
}

function refusedWhole(kind: KeyKind, fault: ProbeFault): Problem {
  if (fromAddress(fault)) {
    return {
      code: 'ip_not_allowed',
      message: 'The organization takes calls only from listed IP addresses, and ours are not among them.',
      remedy:
        'We have no fixed address that could be listed: we run on Cloudflare Workers. An owner switches the IP allowlist off, or leaves Admin keys out of it.',
    }
  }
  if (ofChatGpt(fault)) {
    return {
      code: 'wrong_key_type',
      message: 'This is a key of a ChatGPT workspace (Compliance or workspace API), which is another product.',
      remedy: `It cannot read the API organization. ${MAKE_ADMIN_KEY}`,
    }
  }
  if (kind !== 'openai_admin') {
    const message = 'OpenAI does not know this key, and it does not look like one: Admin keys begin with sk-admin-.'
    return { code: 'wrong_key_type', message, remedy: MAKE_ADMIN_KEY }
  }
  const message = 'OpenAI does not know this key: it was revoked, has expired, or a part of it is missing.'
  return { code: 'key_revoked', message, remedy: `Check it on the OpenAI platform. ${MAKE_ADMIN_KEY}` }
}

const EMPTY: Partial<Record<ProbeId, { words: string; remedy?: string }>> = {
  audit_logs: { words: 'Reachable, nothing ingested yet.', remedy: SWITCH_ON },
  per_user_breakdown: { words: "Reachable; this organization's answers name no user (yet)." },
}

/** What a line of the checklist says, and what to do about it. */
export function lineWords(id: ProbeId, outcome: Outcome | undefined): { words: string; remedy?: string } {
  if (outcome === undefined) return { words: NOT_TRIED }
  if (!('fault' in outcome)) {
    if (outcome.state === 'ok') return { words: 'Can be read.' }
    return EMPTY[id] ?? { words: 'There is no active project to ask.' }
  }
  const { fault } = outcome
  if (outcome.state === 'failed') return { words: fault.words, remedy: AGAIN_BY_ITSELF }
  const scopes = scopesOf(fault)
  if (scopes.length > 0) return { words: scopeWords(scopes), remedy: GIVE_SCOPE }
  if (fromAddress(fault)) return { words: fault.words, remedy: 'Leave Admin keys out of the IP allowlist.' }
  return { words: fault.words, remedy: id === 'audit_logs' ? SWITCH_ON : MAKE_ADMIN_KEY }
}
