// What a handler of the second vendor gets: the organization that the key belongs to, the question and the moment.
import type { Knobs } from '../knobs.ts'
import type { Answer, Refusal } from './answers.ts'
import type { Organization } from './company/organization.ts'
import type { Holder } from './keyring.ts'

export interface Call {
  readonly organization: Organization
  readonly holder: Holder
  readonly holders: readonly Holder[]
  readonly knobs: Knobs
  readonly now: Date
  readonly url: URL
  /** Named parts of the path. */
  readonly path: Readonly<Record<string, string>>
}

export type Handler = (call: Call) => Answer | Refusal
