// Every fault × every stream of both vendors in one lane: what was disturbed and healed has in force what an undisturbed twin has.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { findConnection } from '../../worker/db/tenant/connections.ts'
import type { StreamRow } from '../../worker/db/tenant/streams.ts'
import { CONNECTION_KINDS, type Stream } from '../../worker/vendors/stream.ts'
import { home } from '../support/tenants.ts'
import { FAULTS, hasToken, type Strike, type TableFault } from './fault-table.ts'
import { DAYS, deliver, HOUR, later, message, NOW, rowOf, type Stage, stage } from './stage.ts'
import { expectAnthropicCosts, expectAnthropicTruth, expectOpenaiTruth } from './truth.ts'
import { type InForce, inForce, inLane, type Twin, twin } from './twins.ts'

type Lane = 'live' | 'backfill'

/** Three days, today being the last. */
const READ_DAYS = ['2026-11-18', '2026-11-19', '2026-11-20']
const [FIRST_DAY = '', , LAST_DAY = ''] = READ_DAYS
/** One answer, so there is nothing to page. */
const NO_TOKENS = ['anthropic.organization']

/** Longer than any wait after one failure. */
const HEALED_AFTER = 2 * HOUR

/** What fills one page at this company fills many at a large one: a page holds less of everything than was asked for. */
const PAGE_SIZES: readonly [path: RegExp, most: number][] = [
  [/usage_report\/messages|cost_report|\/usage\/|\/costs/, 2],
  [/\/projects\/[^/]+\//, 2],
  [/invites/, 40],
  [/activities|analytics/, 200],
  [/audit_logs|users|claude_code/, 30],
  [/./, 4],
]

function smallPages(request: Request): Request {
  const url = new URL(request.url)
  const asked = url.searchParams.get('limit')
  if (asked === null) return request
  const [, most = 1] = PAGE_SIZES.find(([path]) => path.test(url.pathname)) ?? []
  url.searchParams.set('limit', String(Math.min(most, Number(asked))))
  return new Request(url, request)
}

/** Stands between the product and the simulator: counts requests and lets one of them be struck. */
class Wire {
  requests = 0
  tokens = 0
  struck = false
  private strike: Strike | undefined
  private hits = (_: Request): boolean => false

  constructor(on: Stage) {
    const { fetch } = globalThis
    vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = smallPages(new Request(input, init))
      this.requests++
      if (hasToken(request)) this.tokens++
      const hit = !this.struck && this.hits(request)
      if (hit) this.struck = true
      return (hit ? this.strike?.(on, request) : undefined) ?? fetch(request)
    })
  }

  arm(strike: Strike, hits: (request: Request) => boolean): void {
    Object.assign(this, { strike, hits, struck: false, requests: 0, tokens: 0 })
  }

  calm(): void {
    this.arm(
      () => undefined,
      () => false,
    )
  }
}

type Hit = { struck: boolean; row: StreamRow; connection: string | undefined }

/** Declares the table of one lane. */
export function everyFault(lane: Lane): void {
  const streams = inLane(lane)
  // The running day goes on while a backfill lies still: it is the live lane's to read again.
  const until = lane === 'live' ? '9' : LAST_DAY
  let on: Stage
  let wire: Wire
  let undisturbed: (stream: string) => InForce
  const asked = new Map<string, { requests: number; tokens: number }>()

  const read = async ({ tenant, connections }: Twin, { id, connection }: Stream) => {
    const one = message(tenant, connections[connection], lane, id)
    const { explicitAcks } = await deliver(on, lane === 'live' ? 'pulls' : 'backfills', [one])
    expect(explicitAcks).toHaveLength(1)
  }
  const rowIn = ({ tenant, connections }: Twin, { id, connection }: Stream) =>
    rowOf(tenant, connections[connection], id)
  const start = () => {
    vi.setSystemTime(new Date(NOW))
    return twin(on, FIRST_DAY, DAYS, lane === 'live' ? 'done' : 'running')
  }

  /** Reads one stream until the fault has hit it, and tells how it stands then. */
  const disturb = async (tenant: Twin, stream: Stream, fault: TableFault): Promise<Hit> => {
    const middle = Math.floor((asked.get(stream.id)?.requests ?? 1) / 2) + 1
    if (stream.shape === 'inventory') {
      // What was known before must not be taken for gone because a read broke off.
      wire.calm()
      await read(tenant, stream)
    }
    wire.arm(fault.strike, (request) => (fault.hits === 'token' ? hasToken(request) : wire.requests === middle))
    const done = fault.around?.()
    for (let i = 0; i < (fault.reads ?? 1); i++) {
      if (i > 0) later(HOUR) // a backfill waits for its time
      await read(tenant, stream)
    }
    done?.()
    let { struck } = wire
    const { knobs } = on.simulator.world
    Object.assign(knobs, { faults: [], revoked: [], missing_scope: [], openai_missing_scope: [] })
    if (fault.thenStrike !== undefined) {
      wire.arm(fault.thenStrike, hasToken)
      later(HOUR)
      await read(tenant, stream)
      struck &&= wire.struck
    }
    wire.calm()
    vi.setSystemTime(new Date(NOW))
    const { connection } = stream
    const row = await findConnection(home.db, tenant.tenant, tenant.connections[connection])
    return { struck, row: await rowIn(tenant, stream), connection: row?.state }
  }

  beforeAll(async () => {
    on = stage()
    on.simulator.world.knobs.openai_split_buckets = 'on'
    wire = new Wire(on)
    const calm = await start()
    later(HEALED_AFTER)
    for (const stream of streams) {
      wire.calm()
      await read(calm, stream)
      const { requests, tokens } = wire
      asked.set(stream.id, { requests, tokens })
    }
    undisturbed = await inForce(calm.tenant, { until })
  }, 120_000)

  afterAll(() => {
    vi.useRealTimers()
  })

  describe('the undisturbed twin', () => {
    it('has something of every stream, and nothing twice', () => {
      for (const { id } of streams) expect(undisturbed(id).records.length, id).toBeGreaterThan(0)
      for (const { id } of streams) expect(undisturbed(id).vanished, id).toEqual([])
    })

    it('has what really happened', () => {
      vi.setSystemTime(new Date(Date.parse(NOW) + HEALED_AFTER))
      const days = READ_DAYS.filter((day) => day < until)
      expectAnthropicTruth(on, days, undisturbed)
      expectAnthropicCosts(on, days, undisturbed)
      expectOpenaiTruth(on, days, undisturbed)
    })

    it('needed several pages, with tokens but where the vendor has none', () => {
      const without = streams.filter(({ id }) => asked.get(id)?.tokens === 0).map(({ id }) => id)
      expect(without).toEqual(NO_TOKENS.filter((id) => asked.has(id)))
    })
  })

  describe.each(FAULTS.map((fault) => [fault.name, fault] as const))('%s', (_, fault) => {
    const fitting = streams.filter((stream) => fault.fits?.(stream) ?? true)
    const hits = new Map<string, Hit>()
    let healed: Twin
    let found: (stream: string) => InForce

    beforeAll(async () => {
      healed = await start()
      for (const stream of fitting) hits.set(stream.id, await disturb(healed, stream, fault))
      await fault.heal?.(on, healed)
      vi.setSystemTime(new Date(Date.parse(NOW) + HEALED_AFTER))
      for (const stream of fitting) await read(healed, stream)
      found = await inForce(healed.tenant, { until })
      on.simulator.world.knobs.revoked = []
    }, 120_000)

    it.each(fitting.map((stream) => [stream.id, stream] as const))('hits %s, which says so', (id, stream) => {
      const hit = hits.get(id)
      const isStruck = fault.hits !== 'token' || (asked.get(id)?.tokens ?? 0) > 0
      expect(hit?.struck).toBe(isStruck)
      const { state, words } = fault.expected(stream)
      if (!isStruck || state === 'calm') expect(hit?.row).toMatchObject({ failures: 0, words: null })
      else {
        const lastSuccess = stream.shape === 'inventory' ? new Date(NOW).toISOString() : null
        expect(hit?.row).toMatchObject({ state, words: expect.stringMatching(words ?? /./), lastSuccess })
      }
    })

    it.each(fitting.map((stream) => [stream.id, stream] as const))(
      'leaves %s as if nothing had been',
      async (id, stream) => {
        expect(found(id).lines).toEqual(undisturbed(id).lines)
        expect(found(id).vanished).toEqual([])
        const row = await rowIn(healed, stream)
        expect(row).toMatchObject({ failures: 0, refusals: 0, words: null, state: 'reading' })
        expect(row.lastSuccess).not.toBeNull()
        if (stream.backfill.days > 0) expect(row.backfillState).toBe('done')
      },
    )

    it('leaves both connections working', async () => {
      for (const kind of CONNECTION_KINDS) {
        const row = await findConnection(home.db, healed.tenant, healed.connections[kind])
        expect(row).toMatchObject({ state: 'working', words: null })
      }
    })
  })
}
