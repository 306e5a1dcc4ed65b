// The life of an anchor against the simulator: its states, its files, and what a reorganization takes back.
import { describe, expect, it } from 'vitest'
import { parseHeaders } from '../../../worker/ledger/bundle/anchor.ts'
import { hex } from '../../../worker/ledger/bytes.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { present } from '../../ledger/vectors.ts'
import { anchorStage, until } from './stage.ts'
import { alerts, audited, promises, states } from './stored.ts'

describe('an anchor', () => {
  it('is pending as soon as three calendars promised, with token and cosignature beside it', async () => {
    const stage = await anchorStage()
    const state = await stage.step()
    expect(state.state).toBe('pending')
    expect([...stage.files.keys()].sort()).toEqual([
      'cosignatures',
      'root.ots',
      expect.stringMatching(/^tsa\.sim-[0-9a-f]{8}\.tsr$/),
    ])
    expect(promises(stage)).toHaveLength(4)
    expect(audited(stage).result).toBe('undecided')
    expect(states(stage)).toEqual(['pending'])
  })

  it('shows calendars a nonced digest and never the one of the file', async () => {
    const stage = await anchorStage()
    const sent: string[] = []
    const { ask } = stage.ports
    const ports = {
      ...stage.ports,
      ask: (question: Parameters<typeof ask>[0]) => {
        if (question.url.includes('calendar.sim')) sent.push(hex(question.body ?? new Uint8Array(0)))
        return ask(question)
      },
    }
    await Object.assign(stage, { ports }).step()
    expect(sent).toHaveLength(4)
    expect(new Set(sent).size).toBe(1)
    expect(sent[0]).not.toBe(hex(sha256(stage.file)))
  })

  it('goes from pending to confirmed to buried, and is then left alone', async () => {
    const stage = await anchorStage()
    await until(stage, 'buried')
    expect(states(stage)).toEqual(['pending', 'confirmed', 'buried'])
    expect(audited(stage)).toMatchObject({ result: 'ok', reasons: [] })
    const { block } = present(stage.events.at(-1))
    const mined = present(stage.simulator.world.outsiders.chain.block(present(block).height))
    expect(block).toEqual({
      height: mined.height,
      hash: mined.hash,
      time: new DataView(mined.header.buffer).getUint32(68, true),
      above: 6,
    })
    expect(stage.next).toBeUndefined()
    const asked = stage.simulator.world.log.list().length
    await stage.step()
    expect(stage.simulator.world.log.list()).toHaveLength(asked)
    expect(alerts(stage)).toEqual([])
  })

  it('keeps its files as they were stored when a step is taken twice', async () => {
    const stage = await anchorStage()
    await stage.step()
    const stored = new Map([...stage.files].map(([path, bytes]) => [path, hex(bytes)]))
    stage.files.clear()
    await stage.step()
    expect(stage.files.size).toBe(0)
    expect(stored.size).toBe(3)
  })

  it('gives out the same files again where the state was lost after them', async () => {
    const stage = await anchorStage()
    await stage.step()
    await stage.turn({ bitcoin_mine: 1 })
    const before = stage.state
    await stage.goOn()
    const stored = hex(present(stage.files.get('root.ots')))
    stage.files.clear()
    stage.state = before
    await stage.step()
    expect(hex(present(stage.files.get('root.ots')))).toBe(stored)
  })

  it('grows by whichever calendar is first and takes in the others while it waits', async () => {
    const stage = await anchorStage()
    await stage.step()
    await stage.turn({ bitcoin_mine: 1, calendar_down: ['bob', 'finney', 'catallaxy'] })
    expect((await stage.goOn()).state).toBe('confirmed')
    expect(audited(stage).blocks).toHaveLength(1)
    await stage.turn({ calendar_down: [] })
    await stage.goOn()
    expect(audited(stage).blocks).toHaveLength(4)
  })
})

describe('a reorganization', () => {
  it('takes a confirmed anchor back to pending, and the new block confirms it again', async () => {
    const stage = await anchorStage()
    await until(stage, 'confirmed')
    const before = present(stage.events.at(-1)?.block)
    await stage.turn({ bitcoin_reorg: 2 })
    expect((await stage.goOn()).state).toBe('pending')
    expect(alerts(stage)).toContain('reorg')
    expect(audited(stage)).toMatchObject({ result: 'undecided', blocks: [] })
    expect(parseHeaders(present(stage.files.get('headers.json')))).toEqual(new Map())
    await until(stage, 'buried')
    expect(states(stage)).toEqual(['pending', 'confirmed', 'pending', 'confirmed', 'buried'])
    expect(audited(stage).result).toBe('ok')
    expect(stage.events.at(-1)?.block?.hash).not.toBe(before.hash)
    expect(alerts(stage)).not.toContain('false_attestation')
  })

  it('of the blocks on top alone replaces their headers and leaves it confirmed', async () => {
    const stage = await anchorStage()
    await until(stage, 'confirmed')
    await stage.turn({ bitcoin_mine: 4 })
    await stage.goOn()
    const before = present(stage.files.get('headers.json'))
    await stage.turn({ bitcoin_reorg: 2 })
    expect((await stage.goOn()).state).toBe('confirmed')
    expect(stage.files.get('headers.json')).not.toEqual(before)
    expect(audited(stage).result).toBe('undecided')
    expect(alerts(stage)).toEqual([])
  })
})
