// The chain and its explorers: real headers, Esplora's forms, and every way in which they can fail on request.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSimulator } from '../app.ts'
import { simulatorAt, turn } from '../support/asking.ts'
import { merkle, twice } from './hashes.ts'

type Sim = ReturnType<typeof simulatorAt>
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const get = async (simulator: Sim, path: string) => {
  const response = await simulator.fetch(new Request(`http://bitcoin.sim/one${path}`))
  return { status: response.status, text: await response.text() }
}
const tipOf = async (simulator: Sim, explorer = 'one') => {
  const response = await simulator.fetch(new Request(`http://bitcoin.sim/${explorer}/blocks/tip/height`))
  return Number(await response.text())
}
const headerAt = async (simulator: Sim, height: number) => {
  const { text: hash } = await get(simulator, `/block-height/${height}`)
  return { hash, header: Buffer.from((await get(simulator, `/block/${hash}/header`)).text, 'hex') }
}

describe('the chain', () => {
  it('is made of headers that hash to their names, meet the regtest target and follow one another', async () => {
    const simulator = simulatorAt()
    await turn(simulator, 'knobs', { bitcoin_mine: 12 })
    const tip = await tipOf(simulator)
    let below: Buffer | undefined
    for (let height = tip - 15; height <= tip; height++) {
      const { hash, header } = await headerAt(simulator, height)
      const digest = sha(sha(header))
      expect(header).toHaveLength(80)
      expect(Buffer.from(digest).reverse().toString('hex')).toBe(hash)
      expect(BigInt(`0x${hash}`) <= 0x7fffffn << 232n).toBe(true)
      if (below !== undefined) expect(header.subarray(4, 36)).toEqual(below)
      below = digest
    }
  })

  it('tells of a block what its header says', async () => {
    const simulator = simulatorAt()
    const { hash, header } = await headerAt(simulator, await tipOf(simulator))
    expect(JSON.parse((await get(simulator, `/block/${hash}`)).text)).toMatchObject({
      id: hash,
      timestamp: header.readUInt32LE(68),
      bits: 0x207fffff,
      merkle_root: Buffer.from(header.subarray(36, 68)).reverse().toString('hex'),
      previousblockhash: Buffer.from(header.subarray(4, 36)).reverse().toString('hex'),
    })
  })

  it('mines on request, or as the clock goes on when an interval is set', async () => {
    const simulator = simulatorAt()
    const tip = await tipOf(simulator)
    await turn(simulator, 'clock', { advance_ms: 60_000 })
    expect(await tipOf(simulator)).toBe(tip)
    await turn(simulator, 'knobs', { bitcoin_mine: 2, bitcoin_interval_ms: 5000 })
    expect(await tipOf(simulator)).toBe(tip + 2)
    await turn(simulator, 'clock', { advance_ms: 14_999 })
    expect(await tipOf(simulator)).toBe(tip + 4)
  })

  it('replaces its last blocks by more of other names in a reorganization', async () => {
    const simulator = simulatorAt()
    const tip = await tipOf(simulator)
    const before = await Promise.all([tip - 2, tip - 1, tip].map((height) => headerAt(simulator, height)))
    await turn(simulator, 'knobs', { bitcoin_reorg: 2 })
    const after = await Promise.all([tip - 2, tip - 1, tip].map((height) => headerAt(simulator, height)))
    expect(await tipOf(simulator)).toBe(tip + 1)
    expect(after.map(({ hash }, i) => hash === before[i]?.hash)).toEqual([true, false, false])
  })

  it('is as it was made after a reset, and is not shared', async () => {
    const simulator = simulatorAt()
    const tip = await tipOf(simulator)
    await turn(simulator, 'knobs', { bitcoin_mine: 5 })
    expect(await tipOf(simulatorAt())).toBe(tip)
    await turn(simulator, 'reset', {})
    expect(await tipOf(simulator)).toBe(tip)
  })
})

describe('an explorer', () => {
  it('can be down, behind or of another opinion, alone', async () => {
    const simulator = simulatorAt()
    const tip = await tipOf(simulator)
    await turn(simulator, 'knobs', { bitcoin_down: ['two'], bitcoin_lag: { three: 3 }, bitcoin_disagree: 'four' })
    const named = async (explorer: string, height: number) => {
      const response = await simulator.fetch(new Request(`http://bitcoin.sim/${explorer}/block-height/${height}`))
      return response.ok ? response.text() : response.status
    }
    const right = await named('one', tip)
    expect(right).toMatch(/^[0-9a-f]{64}$/)
    expect(await named('two', tip)).toBe(503)
    expect(await named('three', tip)).toBe(404)
    expect(await named('three', tip - 3)).toMatch(/^[0-9a-f]{64}$/)
    expect(await named('four', tip)).not.toBe(right)
  })

  it.each([
    ['/block-height/abc', 400],
    ['/block-height/999999999', 404],
    [`/block/${'0'.repeat(64)}/header`, 404],
    ['/nothing', 404],
  ])('answers %s with %i', async (path, status) => {
    expect((await get(simulatorAt(), path)).status).toBe(status)
  })

  it('fails as a fault says that names it, and not by one for the vendors', async () => {
    const simulator = simulatorAt()
    await turn(simulator, 'knobs', { faults: [{ kind: '500' }, { kind: '503', vendor: 'bitcoin' }] })
    expect((await get(simulator, '/blocks/tip/height')).status).toBe(503)
    expect((await get(simulator, '/blocks/tip/height')).status).toBe(200)
    expect(simulator.world.knobs.faults).toHaveLength(1)
    expect(simulator.world.log.list('/one').map(({ vendor, status }) => `${vendor} ${status}`)).toEqual([
      'bitcoin 503',
      'bitcoin 200',
    ])
  })

  it('is served below a path, and blocks come while nobody turns anything', async () => {
    let now = Date.parse('2026-11-20T15:30:00Z')
    const simulator = createSimulator({ now: () => new Date(now), blockMs: 5000 })
    const tip = async () =>
      Number(await (await simulator.fetch(new Request('http://127.0.0.1:1/bitcoin/one/blocks/tip/height'))).text())
    const before = await tip()
    now += 11_000
    expect(await tip()).toBe(before + 2)
    await turn(simulator, 'reset', {})
    now += 11_000
    expect(await tip()).toBe(before + 2)
  })
})

describe('the merkle tree', () => {
  // Block 100,000 of Bitcoin: its four transactions and its root, as explorers print them.
  const ids = [
    '8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87',
    'fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4',
    '6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4',
    'e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d',
  ].map((id) => Buffer.from(id, 'hex').reverse())

  it('is Bitcoin’s', () => {
    const { root } = merkle(ids, 'twice')
    expect(Buffer.from(root).reverse().toString('hex')).toBe(
      'f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766',
    )
  })

  it.each([1, 2, 3, 5, 8])('of %i leaves has a way from each of them to the root', (count) => {
    const leaves = Array.from({ length: count }, (_, i) => twice(Uint8Array.of(i)))
    const { root, paths } = merkle(leaves, 'twice')
    leaves.forEach((leaf, at) => {
      let message: Uint8Array = leaf
      for (const move of paths[at] ?? []) {
        if (move === 'sha256') message = sha(message)
        else message = 'append' in move ? Buffer.concat([message, move.append]) : Buffer.concat([move.prepend, message])
      }
      expect(Buffer.from(message)).toEqual(Buffer.from(root))
    })
  })
})
