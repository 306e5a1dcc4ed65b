// What page and verifier say to each other across the border of the Web Worker.
import type { Report } from '../../../../worker/ledger/bundle/index.ts'
import type { Claims } from './claims.ts'

/** Check this file. `job` comes back with the answer, so that a late one is known. */
export interface Ask {
  readonly job: number
  readonly file: File
  readonly pins: readonly string[]
  readonly regtest: boolean
}

/** `unreadable`: the file was moved or changed under the page. `no_ed25519`: the browser cannot check signatures. */
export type Hindrance = 'unreadable' | 'no_ed25519' | 'failed'

export type Answer =
  | {
      readonly job: number
      readonly ok: true
      readonly report: Report
      readonly claims: Claims | null
      /** Milliseconds. */
      readonly took: number
    }
  | { readonly job: number; readonly ok: false; readonly why: Hindrance }

/** Bytes of the largest bundle that is looked at: what it may unpack to (LEDGER section 8), and 1 MiB for its frame. */
export const mostBytes = 513 * 2 ** 20
