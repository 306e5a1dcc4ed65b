// Kinds of masked passages in words: on the chip, in a list, on hover.
import type { MarkCount } from '../../../worker/http/schemas/content.ts'

type MarkKind = MarkCount['kind']

interface MarkWords {
  /** On the chip, before its number. */
  readonly short: string
  readonly many: string
  /** In a sentence: what the chip stands for. */
  readonly what: string
}

export const markWords: Record<MarkKind, MarkWords> = {
  API_KEY: { short: 'key', many: 'API keys and secrets', what: 'API key or secret' },
  CARD: { short: 'card', many: 'Card numbers', what: 'card number' },
  EMAIL: { short: 'e-mail', many: 'E-mail addresses', what: 'e-mail address' },
  IP: { short: 'IP', many: 'IP addresses', what: 'IP address' },
  PHONE: { short: 'phone', many: 'Phone numbers', what: 'phone number' },
  SSN: { short: 'SSN', many: 'Social security numbers', what: 'social security number' },
}

/** All masked passages of some marks. */
export const passagesIn = (marks: readonly Pick<MarkCount, 'count'>[]): number =>
  marks.reduce((sum, { count }) => sum + count, 0)
