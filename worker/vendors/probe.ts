// Validate, what both vendors share: the report of a tried key, its checklist, and a bound on how much is asked at once.

import type { Fault } from './http.ts'
import type { KeyKind } from './key-shape.ts'
import type { Read } from './read.ts'
import type { Ask, Capability } from './stream.ts'

export type ProblemCode =
  | 'empty_key'
  | 'malformed_key'
  | 'wrong_key_type'
  | 'key_revoked'
  | 'no_permission'
  | 'individual_account'
  | 'admin_api_unavailable'
  | 'plan_not_enterprise'
  | 'compliance_off'
  | 'could_delete'
  | 'ip_not_allowed'
  | 'region_refused'
  | 'no_usage_in_period'
  | 'vendor_down'
  | 'rate_limited'
  | 'unexpected_answer'

export type Problem = { code: ProblemCode; message: string; remedy: string }

export type ProbeFault = Fault | { code: 'unreadable'; words: string; requestId?: string }

/** `empty`: the vendor answers, but with nothing in it. `missing`: this key may not. `failed`: nobody knows yet. */
export type ChecklistItem = {
  id: string
  capability: Capability
  label: string
  state: 'ok' | 'missing' | 'failed' | 'empty'
  words: string
  remedy?: string
  requestId?: string
  detail?: string
}

export type ProbeReport = {
  /** The key connects: the organization is known and something of it can be read. */
  ok: boolean
  /** `tidied`: quotes, spaces or the like around the key were taken away; `readPasted` gives the key itself. */
  key: { kind: KeyKind | null; last4: string; tidied: boolean }
  organization?: { id: string; name: string | null }
  generation: Ask['generation']
  /** One line a probe, in a fixed order; empty when the key was refused without asking the vendor. */
  checklist: ChecklistItem[]
  /** Why it does not connect. */
  problem?: Problem
  /** Worth saying although it connects. */
  note?: Problem
}

/** A key that does not connect, before anything was asked. */
export const refusal = (key: ProbeReport['key'], problem: Problem): ProbeReport => ({
  ok: false,
  key,
  generation: 'classic',
  checklist: [],
  problem,
})

/** `refused`: the vendor's answer to this key is no. `failed`: there was no usable answer. */
export type Failed = { state: 'refused' | 'failed'; fault: ProbeFault }

const REFUSALS = new Set(['unauthorized', 'forbidden', 'not_found', 'bad_request'])

export const failedOf = ({ fault }: Extract<Read<never>, { ok: false }>): Failed => ({
  state: REFUSALS.has(fault.code) ? 'refused' : 'failed',
  fault,
})

export const UNEXPECTED: Failed = {
  state: 'failed',
  fault: { code: 'unreadable', words: 'The answer could not be understood.' },
}

/** What `make` gives, or undefined when it throws: what was thrown may quote the key. */
export function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}

/** The vendor is never asked more than this at once on behalf of somebody who waits. */
const AT_ONCE = 4

/** Does all, never more than four at once. */
export async function fewAtOnce<T>(items: readonly T[], one: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await one(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

export const waitFor = (seconds: number | undefined): string =>
  seconds === undefined ? 'Try again in a minute.' : `Try again in ${seconds} seconds.`

export const LATER = 'Nothing is wrong with the key. Try again in a few minutes.'
export const NOT_TRIED = 'Not tried, because the key itself is not accepted.'
export const AGAIN_BY_ITSELF = 'It is tried again by itself.'

/** The vendor's own message of a fault, empty when it said none. */
export const saidBy = (fault: ProbeFault): string => ('vendorMessage' in fault && fault.vendorMessage) || ''
