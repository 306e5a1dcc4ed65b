// The faults that every stream is put through: how each comes over the wire, how the stream then stands, and how it heals.
import { vi } from 'vitest'
import type { StreamState } from '../../worker/db/tenant/streams.ts'
import { sealCredential } from '../../worker/vault/credential.ts'
import * as anthropic from '../../worker/vendors/anthropic/client.ts'
import * as openai from '../../worker/vendors/openai/client.ts'
import type { Stream } from '../../worker/vendors/stream.ts'
import type { Fault as KnobFault } from '../simulator/knobs.ts'
import { vault } from '../support/tenants.ts'
import { keyOf, type Stage } from './stage.ts'
import type { Twin } from './twins.ts'

/** `calm`: the read got to its end all the same. */
export type Expected = { state: StreamState | 'calm'; words: RegExp | null }

/** Turns a knob, or is the answer itself. */
export type Strike = (on: Stage, request: Request) => Response | undefined

export type TableFault = {
  name: string
  /** Which request of the stream is hit: the one in the middle of all, or the first with a page token. */
  hits?: 'middle' | 'token'
  /** Streams that this cannot happen to are left out, for a reason that stands beside. */
  fits?: (stream: Stream) => boolean
  strike: Strike
  /** What happens to the read after that, at its first request with a page token. */
  thenStrike?: Strike
  /** What lasts as long as the reads that fail; called at their end. */
  around?: () => () => void
  /** How often the stream is read while the fault lasts. */
  reads?: number
  expected: (stream: Stream) => Expected
  /** What a person does before the streams are read again. */
  heal?: (on: Stage, twin: Twin) => Promise<void>
}

const knob =
  (kind: KnobFault['kind'], more: Partial<KnobFault> = {}) =>
  (on: Stage) => {
    on.simulator.world.knobs.faults.push({ path: '/', kind, times: 1, ...more })
    return undefined
  }

const always = (state: Expected['state'], words: RegExp | null) => () => ({ state, words })

/** Milliseconds of patience with a vendor that hangs; the twin has been through before, so that the simulator answers at once. */
const PATIENCE = 250

function impatience(): () => void {
  const [first, second] = [anthropic.anthropicClient, openai.openaiClient]
  const spies = [
    vi
      .spyOn(anthropic, 'anthropicClient')
      .mockImplementation((key, more) => first(key, { ...more, timeoutMs: PATIENCE })),
    vi.spyOn(openai, 'openaiClient').mockImplementation((key, more) => second(key, { ...more, timeoutMs: PATIENCE })),
  ]
  return () => {
    for (const spy of spies) spy.mockRestore()
  }
}

const SCOPES = ['api.usage.read', 'api.audit_logs.read', 'api.management.read']

/** 400, in the words of the vendor where the simulator has some. */
function tokenRefusal(on: Stage, request: Request): Response | undefined {
  const { hostname, searchParams } = new URL(request.url)
  if (hostname === 'openai.sim' && searchParams.has('page')) {
    on.simulator.world.knobs.openai_token_expiry = 1
    return undefined
  }
  const error = { type: 'invalid_request_error', message: 'The page token has expired.' }
  return Response.json({ type: 'error', error }, { status: 400 })
}

const TOKENS = ['page', 'after', 'after_id']
export const hasToken = ({ url }: Request): boolean => TOKENS.some((name) => new URL(url).searchParams.has(name))

export const FAULTS: readonly TableFault[] = [
  { name: '429', strike: knob('429', { retry_after: 90 }), expected: always('retrying', /slow down/) },
  { name: '500', strike: knob('500'), expected: always('retrying', /\(500\).*Nothing is lost/) },
  {
    name: 'silence',
    strike: knob('hang'),
    around: impatience,
    expected: always('retrying', /did not answer in time/),
  },
  { name: 'a cut body', strike: knob('cut_body'), expected: always('set_aside', /kept whole/) },
  { name: 'a web page', strike: knob('garbage_html'), expected: always('set_aside', /kept whole/) },
  {
    name: 'JSON of another shape',
    strike: () => Response.json({ object: 'page', data: 'none', id: 7, has_more: 'no' }),
    expected: always('set_aside', /kept whole/),
  },
  {
    name: 'a key that is revoked',
    strike: (on) => {
      on.simulator.world.knobs.revoked.push('admin', 'openaiAdmin')
      return undefined
    },
    expected: always('retrying', /Replace the key/),
    // The old key stays revoked: a new one of the same organization goes on.
    heal: async (on, { tenant, connections }) => {
      on.simulator.world.knobs.revoked.push('admin', 'openaiAdmin')
      await sealCredential(vault(tenant), connections.anthropic_admin, keyOf(on, 'adminSecond'))
      await sealCredential(vault(tenant), connections.openai_admin, keyOf(on, 'openaiAdminSecond'))
    },
  },
  {
    name: 'a scope that is taken away and given back',
    strike: ({ simulator: { world } }) => {
      world.knobs.missing_scope = ['admin']
      world.knobs.openai_missing_scope = SCOPES
      return undefined
    },
    // One vendor's refusals are believed at the second time.
    reads: 2,
    expected: always('skipped', /cursor has not moved.*fills the gap/),
  },
  {
    name: 'a page token that is refused at once',
    hits: 'token',
    strike: tokenRefusal,
    // The audit log goes on by time; whatever else pages says so and keeps what it has.
    expected: ({ id }) =>
      id === 'openai.audit_logs' ? { state: 'calm', words: null } : { state: 'skipped', words: /cursor has not moved/ },
  },
  {
    name: 'a page token that dies while the read lies still',
    // A list is always begun at its first page, so none of its tokens outlives a read.
    fits: ({ shape }) => shape !== 'inventory',
    hits: 'token',
    strike: knob('500'),
    thenStrike: tokenRefusal,
    expected: always('calm', null),
  },
]
