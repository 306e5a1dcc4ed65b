// Why an alert did not arrive, as closed codes, and the words that a person reads. Never what the other side wrote.
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
  | 'off'
  | 'ours'

const WORDS: Readonly<Record<string, string>> = {
  gone: 'It answered 410: it wants no more, so this channel was switched off. Correct it, then switch it on.',
  redirect: 'It answered with a redirect, which is not followed. Set the address it leads to.',
  timeout: 'It did not answer within 10 seconds.',
  unreachable: 'It could not be reached: no such host, no connection, or a bad certificate.',
  mail: 'The mail was not accepted for delivery. Look for a typing error in the address.',
  removed: 'The channel was removed before it was sent.',
  off: 'The channel was switched off.',
  ours: 'Something on our side failed.',
}

export function failureOf(refused: Refused): FailureCode {
  if (refused.code === 'target') return `target:${refused.target}`
  return refused.code === 'status' ? `status:${refused.status}` : refused.code
}

/** What Slack and PagerDuty refuse so, they refuse every time: a wrong address or key, or a body they do not take. */
const REFUSED: ReadonlySet<string> = new Set(['status:400', 'status:401', 'status:403', 'status:404'])

/** Another try would end the same way. A webhook of the customer's own may be put right meanwhile, so it is tried again after any status but 410. */
export const isFinal = (code: FailureCode, kind: string): boolean =>
  ['gone', 'removed', 'off'].includes(code) || code.startsWith('target:') || (kind !== 'webhook' && REFUSED.has(code))

/** Whether admins are told: what they have done themselves is no news. */
export const isNews = (code: FailureCode): boolean => code !== 'removed' && code !== 'off'

/** A code as it lies in a row. */
export function failureWords(code: string): string {
  const [kind, rest = ''] = code.split(':')
  if (kind === 'status') return `It answered ${rest}. It must answer 2xx.`
  if (kind === 'target') return `It was not called: its address ${targetWords(rest)}.`
  return WORDS[code] ?? 'It could not be delivered.'
}

const targetWords = (code: string): string => (code in TARGET_WORDS ? TARGET_WORDS[code as TargetCode] : 'is refused') // a key of the table, as the line says

export const CHANNEL_WORDS = {
  mail: 'mail address',
  slack: 'Slack webhook',
  pagerduty: 'PagerDuty service',
  webhook: 'webhook',
} as const
