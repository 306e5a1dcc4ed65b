// Why a delivery failed, as closed codes, and the words that a person reads. Never what the other side wrote.
import { TARGET_WORDS, type TargetCode } from '../notify/target.ts'
import type { Posted } from '../notify/webhook.ts'

type Refused = Extract<Posted, { ok: false }>

/** `target:<code>` and `status:<number>` carry what their words need. */
export type FailureCode =
  | `target:${TargetCode}`
  | `status:${number}`
  | 'gone'
  | 'redirect'
  | 'timeout'
  | 'unreachable'
  | 'mail'
  | 'removed'
  | 'paused'
  | 'ours'

const WORDS: Readonly<Record<string, string>> = {
  gone: 'The webhook answered 410: it wants no more. Set another address, or take it off.',
  redirect: 'The webhook answered with a redirect, which is not followed. Set the address it leads to.',
  timeout: 'The webhook did not answer within 10 seconds.',
  unreachable: 'The webhook could not be reached: no such host, no connection, or a bad certificate.',
  mail: 'The mail was not accepted for delivery. Look for a typing error in the address.',
  removed: 'The address was taken off before it was sent.',
  paused: 'Receipts were paused before it was sent.',
  ours: 'Something on our side failed.',
}

export function failureOf(refused: Refused): FailureCode {
  if (refused.code === 'target') return `target:${refused.target}`
  return refused.code === 'status' ? `status:${refused.status}` : refused.code
}

/** Another try would end the same way. */
export const isFinal = (code: FailureCode): boolean =>
  code === 'gone' || code === 'removed' || code === 'paused' || code.startsWith('target:')

/** Whether admins are told: what they have done themselves is no news. */
export const isNews = (code: FailureCode): boolean => code !== 'removed' && code !== 'paused'

/** A code as it lies in a row. */
export function failureWords(code: string): string {
  const [kind, rest = ''] = code.split(':')
  if (kind === 'status') return `The webhook answered ${rest}. It must answer 2xx.`
  if (kind === 'target') return `The webhook was not called: its address ${targetWords(rest)}.`
  return WORDS[code] ?? 'It could not be delivered.'
}

const targetWords = (code: string): string => (code in TARGET_WORDS ? TARGET_WORDS[code as TargetCode] : 'is refused') // a key of the table, as the line says
