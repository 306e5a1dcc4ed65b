// What a handler of the vendor gets: the caller, the company that the key belongs to, the question and the moment.
import type { Company } from '../company/company.ts'
import type { Knobs } from '../knobs.ts'
import type { LateEvents } from '../late-events.ts'
import type { Answer, Refusal } from './answers.ts'
import type { Holder } from './keyring.ts'

export interface Call {
  readonly company: Company
  readonly holder: Holder
  /** All keys there are. */
  readonly holders: readonly Holder[]
  readonly knobs: Knobs
  readonly late: LateEvents
  readonly now: Date
  readonly query: URLSearchParams
  readonly headers: Headers
  /** Named parts of the path. */
  readonly path: Readonly<Record<string, string>>
}

export type Handler = (call: Call) => Answer | Refusal

/** Names in `anthropic-beta`, which is comma separated and may be repeated. */
export function betasOf(headers: Headers): string[] {
  return (headers.get('anthropic-beta') ?? '').split(',').map((name) => name.trim())
}
