// The Receipts part in words: addresses as they are typed, and the state of a delivery.
import { ApiError } from '../../../api/client.ts'
import { fieldProblem } from '../../../api/problems.ts'
import { day } from '../../../time.ts'
import type { ReceiptDelivery } from './queries.ts'

/** `a@example.com, b@example.com` or one a line, into addresses: lower case, each once, in their order. */
export function addressesIn(typed: string): string[] {
  const words = typed.toLowerCase().split(/[\s,;]+/)
  return [...new Set(words.filter((word) => word !== ''))]
}

/** Why the list was refused, naming the address where it is one: `“robin” must be a mail address.` */
export function refusedAddress(error: unknown, sent: readonly string[]): string | undefined {
  const problem: unknown = error instanceof ApiError && Array.isArray(error.details) ? error.details[0] : undefined
  const path = typeof problem === 'object' && problem !== null && 'path' in problem ? String(problem.path) : ''
  const address = sent[Number(/^body\.mails\[(\d+)\]$/.exec(path)?.[1] ?? Number.NaN)]
  return fieldProblem(error, 'mails', address === undefined ? 'The list' : `“${address}”`)
}

export const stateWords: Record<ReceiptDelivery['state'], { word: string; tone: 'ok' | 'info' | 'warn' | 'bad' }> = {
  waiting: { word: 'waiting', tone: 'info' },
  sending: { word: 'sending', tone: 'info' },
  retrying: { word: 'retrying', tone: 'warn' },
  sent: { word: 'sent', tone: 'ok' },
  failed: { word: 'failed', tone: 'bad' },
}

/** The receipt's own day; a test has none. */
export const dayWords = (of: string | null): string => (of === null ? 'Test' : day(of))

export const toWords = ({ to, channel }: Pick<ReceiptDelivery, 'to' | 'channel'>): string =>
  to ?? (channel === 'mail' ? 'an address that was taken off' : 'a webhook that was taken off')
