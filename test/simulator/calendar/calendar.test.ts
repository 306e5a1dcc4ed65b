// A calendar as a client meets it: a promise, a 404 until its block is there, then the way to the block's merkle root.
import { describe, expect, it } from 'vitest'
import { hex } from '../../../worker/ledger/bytes.ts'
import { parseHeader } from '../../../worker/ledger/ots/header.ts'
import { attestationsOf, parseCalendarTree } from '../../../worker/ledger/ots/proof.ts'
import { present } from '../../ledger/vectors.ts'
import { simulatorAt, turn } from '../support/asking.ts'

type Sim = ReturnType<typeof simulatorAt>
const digest = new Uint8Array(32).fill(3)
const post = (simulator: Sim, body: Uint8Array<ArrayBuffer>, base = 'http://calendar.sim/alice') =>
  simulator.fetch(new Request(`${base}/digest`, { method: 'POST', body }))
const leavesIn = (bytes: ArrayBuffer, message: Uint8Array) => {
  const parsed = parseCalendarTree(new Uint8Array(bytes), message)
  if (!parsed.ok) throw new Error(parsed.detail)
  return attestationsOf(parsed.root)
}
async function promised(simulator: Sim, base?: string) {
  const [leaf] = leavesIn(await (await post(simulator, digest, base)).arrayBuffer(), digest)
  const { message, attestation } = present(leaf)
  if (attestation.type !== 'pending') throw new Error('no promise')
  const ask = () => simulator.fetch(new Request(`${attestation.uri}/timestamp/${hex(message)}`))
  return { commitment: message, uri: attestation.uri, ask }
}

describe('a calendar', () => {
  it('promises over a commitment of 44 bytes and shows the way to its block once there is one', async () => {
    const simulator = simulatorAt()
    const { commitment, ask } = await promised(simulator)
    expect(commitment).toHaveLength(44)
    const pending = await ask()
    expect([pending.status, await pending.text()]).toEqual([404, 'Pending confirmation in Bitcoin blockchain'])
    await turn(simulator, 'knobs', { bitcoin_mine: 3 })
    const [leaf] = leavesIn(await (await ask()).arrayBuffer(), commitment)
    const { message, attestation } = present(leaf)
    if (attestation.type !== 'bitcoin') throw new Error('no block')
    const { header } = present(simulator.world.outsiders.chain.block(attestation.height))
    expect(attestation.height).toBe(simulator.world.outsiders.chain.tip - 2)
    expect(parseHeader(header)?.merkleRoot).toEqual(message)
  })

  it('puts all that waits into one transaction, and every digest finds its own way', async () => {
    const simulator = simulatorAt()
    const all = await Promise.all(Array.from({ length: 5 }, () => promised(simulator)))
    expect(new Set(all.map(({ commitment }) => hex(commitment))).size).toBe(5)
    await turn(simulator, 'knobs', { bitcoin_mine: 1 })
    const { transactions } = present(simulator.world.outsiders.chain.block(simulator.world.outsiders.chain.tip))
    expect(transactions).toHaveLength(2)
    for (const { ask } of all) expect((await ask()).status).toBe(200)
  })

  it('does not find the digest that was submitted: only the commitment', async () => {
    const simulator = simulatorAt()
    await promised(simulator)
    await turn(simulator, 'knobs', { bitcoin_mine: 1 })
    const response = await simulator.fetch(new Request(`http://calendar.sim/alice/timestamp/${hex(digest)}`))
    expect([response.status, await response.text()]).toEqual([404, 'Not found'])
  })

  it('waits for as many confirmations as it is told', async () => {
    const simulator = simulatorAt()
    await turn(simulator, 'knobs', { calendar_confirmations: 6 })
    const { ask } = await promised(simulator)
    await turn(simulator, 'knobs', { bitcoin_mine: 5 })
    expect(await (await ask()).text()).toBe('Timestamped by transaction; waiting for 1 confirmations')
    await turn(simulator, 'knobs', { bitcoin_mine: 1 })
    expect((await ask()).status).toBe(200)
  })

  it('gives another way after a reorganization', async () => {
    const simulator = simulatorAt()
    const { ask } = await promised(simulator)
    await turn(simulator, 'knobs', { bitcoin_mine: 1 })
    const before = Buffer.from(await (await ask()).arrayBuffer())
    await turn(simulator, 'knobs', { bitcoin_reorg: 1 })
    const after = Buffer.from(await (await ask()).arrayBuffer())
    expect(after.equals(before)).toBe(false)
  })

  it('can be stuck or down, and refuses what is no digest', async () => {
    const simulator = simulatorAt()
    const { ask } = await promised(simulator)
    await turn(simulator, 'knobs', { calendar_stuck: 'on', bitcoin_mine: 3 })
    expect((await ask()).status).toBe(404)
    await turn(simulator, 'knobs', { calendar_stuck: 'off', bitcoin_mine: 1, calendar_down: ['bob'] })
    expect((await ask()).status).toBe(200)
    expect((await post(simulator, digest, 'http://calendar.sim/bob')).status).toBe(503)
    expect((await post(simulator, new Uint8Array(0))).status).toBe(400)
    expect((await post(simulator, new Uint8Array(65))).status).toBe(400)
    expect((await simulator.fetch(new Request('http://calendar.sim/alice/timestamp/xyz'))).status).toBe(400)
    expect((await simulator.fetch(new Request('http://calendar.sim/UPPER/timestamp/00'))).status).toBe(404)
  })

  it('names an address under which it can be asked, also when served below a path', async () => {
    const simulator = simulatorAt()
    expect((await promised(simulator)).uri).toBe('http://calendar.sim/alice')
    const served = await promised(simulator, 'http://127.0.0.1:8788/calendar/bob')
    expect(served.uri).toBe('http://127.0.0.1:8788/calendar/bob')
    await turn(simulator, 'knobs', { bitcoin_mine: 1 })
    expect((await served.ask()).status).toBe(200)
  })

  it('forgets everything on reset', async () => {
    const simulator = simulatorAt()
    const { ask } = await promised(simulator)
    await turn(simulator, 'reset', {})
    await turn(simulator, 'knobs', { bitcoin_mine: 1 })
    expect(await (await ask()).text()).toBe('Not found')
  })
})
