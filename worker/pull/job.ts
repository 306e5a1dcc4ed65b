// One stream of one connection being read: what a run needs, and how a run can end.
import type { ConnectionRow } from '../db/tenant/connections.ts'
import type { Lane } from '../db/tenant/quarantine.ts'
import type { StreamRow } from '../db/tenant/streams.ts'
import type { TenantId } from '../ids.ts'
import type { Home } from '../region.ts'
import type { LedgerStub } from '../tenant/reach.ts'
import type { Vault } from '../vault/keys.ts'
import type { Fault, VendorClient } from '../vendors/http.ts'
import type { Ask, Page, PageResult, Quarantine, Stream, Window } from '../vendors/stream.ts'
import { type IngestResult, ingestPage } from './ingest.ts'

export type Job = {
  home: Home
  tenant: TenantId
  connection: ConnectionRow
  stream: Stream
  row: StreamRow
  ledger: LedgerStub
  vault: Vault
  client: VendorClient
  now: Date
  /** Whether content records carry the SHA-256 of their text. */
  digest: boolean
}

/**
 * done: read to the end. more: time is up, the cursor stands inside. paused: somebody paused or disconnected meanwhile. stale: somebody
 * else reads this lane, leave it to him. stopped: the ledger takes nothing. refused: an item cannot be a record. fault: the vendor gave
 * nothing usable.
 */
export type RunResult =
  | { end: 'done' }
  | { end: 'more' }
  | { end: 'paused' }
  | { end: 'stale' }
  | { end: 'stopped'; words: string }
  | { end: 'refused'; words: string }
  | { end: 'fault'; fault: Fault | { code: 'unreadable'; words: string }; quarantine?: Quarantine }

/** The ends that a person has to hear of. */
export type Ended = Exclude<RunResult, { end: 'done' | 'more' | 'paused' | 'stale' }>

export const isEnded = (result: RunResult): result is Ended =>
  result.end === 'stopped' || result.end === 'refused' || result.end === 'fault'

export const placeOf = (job: Job) => ({
  tenant: job.tenant,
  connection: job.connection.id,
  stream: job.stream.id,
})

export const cursorName = (job: Job, lane: Lane): string => `${job.connection.id}/${job.stream.id}/${lane}`

export function askPage(job: Job, window: Window, token: string | null, since?: string): Promise<PageResult> {
  const ask: Ask = {
    window,
    token,
    now: job.now,
    organization: job.connection.organization,
    // Written by us from the two values of the type.
    generation: job.connection.generation as Ask['generation'],
    ...(since !== undefined && { since }),
  }
  return job.stream.page(job.client, ask)
}

/** Turns a failed page into how the run ends. */
export function faultOf(result: Extract<PageResult, { ok: false }>): RunResult {
  return { end: 'fault', fault: result.fault, ...('quarantine' in result && { quarantine: result.quarantine }) }
}

/** The vendor does not take a page token any more: tokens age, and some die with a deployment. The window is read anew. */
export const tokenRefused = (result: PageResult, token: string | null): boolean =>
  !result.ok && token !== null && (result.fault.code === 'bad_request' || result.fault.code === 'not_found')

/** A vendor that names pages in a circle would be asked for ever. */
export const CIRCLE: RunResult = {
  end: 'fault',
  fault: { code: 'bad_request', words: 'The pages of the answer lead in a circle.' },
}

/** Appends a page; `end` is how the run ends when the page did not go in. */
export async function takePage(
  job: Job,
  page: Page,
  options: Parameters<typeof ingestPage>[2],
): Promise<{ end?: RunResult; result: IngestResult }> {
  const { home: _, ...target } = { ...job, stream: job.stream.id, scope: job.connection.organization }
  const result = await ingestPage(target, page, options)
  if (result.ok) return { result }
  if (result.code === 'stopped') return { end: { end: 'stopped', words: result.words }, result }
  if (result.code === 'refused') return { end: { end: 'refused', words: result.detail }, result }
  return { end: { end: 'stale' }, result }
}
