// Every stream against answers that are nearly the documented ones: drafts, quarantine or a closed failure, and no cursor past what was refused.
import { beforeAll, describe, expect, it } from 'vitest'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { runInventory, runWindow } from '../../worker/pull/live.ts'
import { STREAMS } from '../../worker/vendors/catalog.ts'
import type { Ask, ConnectionKind, Draft, PageResult, Stream } from '../../worker/vendors/stream.ts'
import { scripted } from '../pull/scripted.ts'
import { connect, ledger, makeTenant } from '../support/tenants.ts'
import { type Asked, ask, idOf, literal, SECRET, SUBJECT } from '../vendors/literal.ts'
import { exampleOf } from './examples.ts'
import { bent, write } from './hostile.ts'
import { type Dice, ROUNDS, SEED, seeded, seedOf } from './seeded.ts'

/** Pages of one read: a bent answer may name pages for ever. */
const MOST_PAGES = 12
const CASES = 40

/** The documented answer bent in one to three places, or its bytes cut, doubled or garbled. */
function answer({ url }: Asked, dice: Dice): Response {
  let value: unknown = exampleOf(url.pathname) ?? {}
  const times = dice.roll(4)
  for (let at = 0; at < times; at++) value = bent(value, dice)
  const text = write(value)
  const how = dice.roll(14)
  if (how === 0) return new Response(text.slice(0, dice.roll(text.length)))
  if (how === 1) return new Response(text + text)
  if (how === 2)
    return new Response(new TextEncoder().encode(text).map((byte) => (dice.once(200) ? byte ^ 0x80 : byte)))
  return new Response(text, { status: dice.once(30) ? dice.pick([201, 400, 403, 404, 429, 500]) : 200 })
}

/** What a page's drafts must be for the ledger to look at them at all. */
function complaintOf(draft: Draft): string | null {
  const id = idOf(draft, SUBJECT)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(draft.occurredAt)) return `occurred at ${draft.occurredAt}`
  if (id === '') return 'has no id'
  return JSON.stringify(draft.data) === undefined ? 'has no data' : null
}

async function readOnce(stream: Stream, dice: Dice): Promise<string[]> {
  const { client } = literal((one) => answer(one, dice))
  const found: string[] = []
  let token: string | null = null
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const generation = dice.once(2) ? 'classic' : 'analytics'
    const result: PageResult = await stream.page(client, ask({ token, generation }))
    if (!result.ok) {
      if (JSON.stringify(result.fault).includes(SECRET)) found.push('repeats the key')
      if (result.fault.code === 'unreadable' && !('quarantine' in result))
        found.push('keeps nothing of what it could not read')
      return found
    }
    found.push(...result.page.drafts.flatMap((draft) => complaintOf(draft) ?? []))
    token = result.page.next
    if (token === null) return found
  }
  return found
}

const named = STREAMS.map((stream) => [stream.id, stream] as const)

describe('an answer that is nearly right', () => {
  it.each(named)(
    'never throws out of %s',
    async (name, stream) => {
      const found: string[] = []
      for (let round = 0; round < CASES * ROUNDS; round++) {
        const seed = seedOf(name, SEED + round)
        try {
          found.push(...(await readOnce(stream, seeded(seed))).map((one) => `seed ${seed}: ${one}`))
        } catch (error) {
          found.push(`seed ${seed}: threw ${error instanceof Error ? error.stack?.slice(0, 300) : error}`)
        }
      }
      expect(found).toEqual([])
    },
    30_000 * ROUNDS,
  )
})

describe('a pull of such answers', () => {
  let tenant: TenantId
  const connections = new Map<ConnectionKind, ConnectionId>()
  beforeAll(async () => {
    tenant = await makeTenant()
    for (const kind of ['anthropic_admin', 'openai_admin', 'anthropic_compliance'] as const) {
      connections.set(kind, await connect(tenant, 'not-a-key', `org-${kind}`, 1, kind))
    }
  })

  it.each(named)(
    'of %s ends with a reason, and its cursor stands where the last good page left it',
    async (name, stream) => {
      const connection = connections.get(stream.connection)
      if (connection === undefined) throw new Error('not connected')
      for (let round = 0; round < 4 * ROUNDS; round++) {
        const dice = seeded(seedOf(name, SEED + 5000 + round))
        const { client } = literal((one) => answer(one, dice))
        let taken = 0
        let tried = 0
        const script = async (asked: Ask): Promise<PageResult> => {
          if (++tried > MOST_PAGES) return { ok: false, fault: { code: 'timeout', words: 'Enough.' } }
          const result = await stream.page(client, asked)
          if (result.ok) taken++
          return result
        }
        const job = await scripted(tenant, connection, script, { stream: name })
        const place = `${connection}/${name}/live`
        const stood = await ledger(tenant).cursor(place)
        const { size } = await ledger(tenant).state()
        const result = job.stream.shape === 'inventory' ? await runInventory(job) : await runWindow(job)
        expect(['done', 'fault', 'refused']).toContain(result.end)
        if (result.end === 'fault' && taken === 0) {
          expect([await ledger(tenant).cursor(place), (await ledger(tenant).state()).size]).toEqual([stood, size])
        }
      }
    },
    60_000 * ROUNDS,
  )
})

describe('a vendor that is asked often', () => {
  it('never runs out of timers: each goes with its answer', async () => {
    const { client } = literal(() => Response.json({}))
    // The runtime allows 10,000 at a time and throws at the next.
    for (let at = 0; at < 10_100; at++) {
      const result = await client.get('/v1/organizations/me')
      if (!result.ok) expect(result).toEqual('an answer')
    }
  })
})
