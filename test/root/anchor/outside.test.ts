// Everything that a bad day outside can do to an anchor, and what is left of it the day after.
import { describe, expect, it } from 'vitest'
import { fromB64, fromHex, utf8 } from '../../../worker/ledger/bytes.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { parseOts } from '../../../worker/ledger/ots/proof.ts'
import { present } from '../../ledger/vectors.ts'
import { anchorStage, HOUR, POLL, type Stage, until } from './stage.ts'
import { alerts, audited, blocksIn, promises, states } from './stored.ts'

describe('calendars', () => {
  it('that are down leave it submitted until three have promised; what came is stored', async () => {
    const stage = await anchorStage()
    await stage.turn({ calendar_down: ['alice', 'bob'] })
    expect((await stage.step()).state).toBe('submitted')
    expect(promises(stage)).toHaveLength(2)
    await stage.turn({ calendar_down: ['alice'] })
    expect((await stage.goOn()).state).toBe('pending')
    expect(promises(stage)).toHaveLength(3)
    expect(states(stage)).toEqual(['submitted', 'pending'])
  })

  it('that all fail leave nothing to store, and are asked again with growing waits', async () => {
    const stage = await anchorStage({ settings: { tsas: [], witnesses: [] } })
    await stage.turn({ calendar_down: ['alice', 'bob', 'finney', 'catallaxy'] })
    const waits: (number | undefined)[] = []
    for (let n = 0; n < 6; n++) {
      await (n === 0 ? stage.step() : stage.goOn())
      waits.push(stage.next)
    }
    expect(waits).toEqual([POLL, 2 * POLL, 4 * POLL, 6 * POLL, 6 * POLL, 6 * POLL])
    expect(stage.files.size).toBe(0)
    await stage.turn({ calendar_down: [] })
    expect((await stage.goOn()).state).toBe('pending')
  })

  it.each(['500', 'garbage_html', 'cut_body', 'empty_body', '429'])(
    'that answer with %s are tried again',
    async (kind) => {
      const stage = await anchorStage()
      await stage.turn({ faults: [{ vendor: 'calendar', kind, times: 4 }] })
      expect((await stage.step()).state).toBe('submitted')
      expect(stage.files.has('root.ots')).toBe(false)
      expect((await stage.goOn()).state).toBe('pending')
    },
  )

  it('that promise nothing within 48 hours raise an alert and are all asked anew, every 48 hours', async () => {
    const stage = await anchorStage()
    await stage.turn({ calendar_stuck: 'on' })
    await stage.step()
    const { clock } = stage.simulator.world
    clock.advance(48 * HOUR - 1)
    await stage.step()
    expect(alerts(stage)).toEqual([])
    clock.advance(1)
    await stage.step()
    expect(alerts(stage)).toEqual(['overdue'])
    expect(promises(stage)).toHaveLength(8)
    expect(stage.state).toMatchObject({ state: 'pending', rounds: 2 })
    clock.advance(48 * HOUR)
    await stage.step()
    expect(alerts(stage)).toEqual(['overdue', 'overdue'])
    await stage.turn({ calendar_stuck: 'off' })
    await until(stage, 'buried')
    expect(audited(stage).result).toBe('ok')
  })

  it('are polled 48 hours later at the latest, however long the others wait', async () => {
    const stage = await anchorStage({ settings: { pollMs: 100 * HOUR } })
    await stage.step()
    expect(stage.next).toBe(48 * HOUR)
  })

  it('that name a block which does not hold the commitment are not believed, and told of once', async () => {
    const wrong = (height: number) =>
      fromHex(
        `000588960d73d7190103${((height & 0x7f) | 0x80).toString(16)}${(((height >> 7) & 0x7f) | 0x80).toString(16)}${(height >> 14).toString(16).padStart(2, '0')}`,
      )
    const stage = await anchorStage({
      settings: { tsas: [], witnesses: [] },
      ask: (genuine) => async (question) =>
        question.url.includes('/timestamp/') ? { ok: true, status: 200, body: wrong(921_303) } : genuine(question),
    })
    await stage.step()
    for (let n = 0; n < 4; n++) await stage.goOn()
    expect(stage.state?.state).toBe('pending')
    expect(audited(stage).result).toBe('undecided')
    expect(stage.files.has('headers.json')).toBe(false)
    expect(alerts(stage)).toEqual(Array(4).fill('false_attestation'))
  })

  it('that name a block far in the future leave it pending', async () => {
    const stage = await anchorStage({
      ask: (genuine) => async (question) =>
        question.url.includes('/timestamp/')
          ? { ok: true, status: 200, body: fromHex('000588960d73d7190106ffffffffff7f') }
          : genuine(question),
    })
    await stage.step()
    await stage.goOn()
    expect(stage.state?.state).toBe('pending')
    expect(audited(stage).result).toBe('undecided')
    expect(blocksIn(stage)).toEqual([])
  })
})

describe('explorers', () => {
  const confirmed = async () => {
    const stage = await anchorStage()
    await until(stage, 'confirmed')
    return stage
  }
  const mined = async (stage: Stage, knobs: object) => {
    await stage.step()
    await stage.turn({ bitcoin_mine: 3, ...knobs })
    return stage.goOn()
  }

  it.each([
    ['disagree', { bitcoin_disagree: 'two' }],
    ['are half down', { bitcoin_down: ['one'] }],
    ['are all down', { bitcoin_down: ['one', 'two'] }],
    ['are half behind', { bitcoin_lag: { two: 5 } }],
    ['are all behind', { bitcoin_lag: { one: 5, two: 5 } }],
  ])('that %s confirm nothing, and nothing is lost', async (_, knobs) => {
    const stage = await anchorStage()
    expect((await mined(stage, knobs)).state).toBe('pending')
    expect(blocksIn(stage)).toEqual([])
    expect(audited(stage).result).toBe('undecided')
    await stage.turn({ bitcoin_disagree: null, bitcoin_down: [], bitcoin_lag: {} })
    expect((await stage.goOn()).state).toBe('confirmed')
    expect(alerts(stage)).toEqual([])
  })

  it.each([
    ['disagree', { bitcoin_disagree: 'one' }],
    ['are down', { bitcoin_down: ['one', 'two'] }],
  ])('that %s later do not take back what was confirmed', async (_, knobs) => {
    const stage = await confirmed()
    await stage.turn(knobs)
    expect((await stage.goOn()).state).toBe('confirmed')
    expect(audited(stage).blocks.length).toBeGreaterThan(0)
    expect(alerts(stage)).toEqual([])
  })

  it('that are behind keep it from being buried before all see six blocks', async () => {
    const stage = await confirmed()
    await stage.turn({ bitcoin_mine: 8, bitcoin_lag: { one: 4 } })
    expect((await stage.goOn()).state).toBe('confirmed')
    await stage.turn({ bitcoin_lag: {} })
    expect((await stage.goOn()).state).toBe('buried')
  })
})

describe('whatever the outside does', () => {
  const KINDS = ['500', 'garbage_html', 'cut_body', 'empty_body', '429', '503']
  const PARTS = ['calendar', 'bitcoin', 'tsa', 'witness']

  it('a step never throws, never stores what the auditor finds false, and ends buried', async () => {
    for (let seed = 0; seed < 8; seed++) {
      const stage = await anchorStage()
      for (let n = 0; n < 30; n++) {
        const roll = sha256(utf8(`${seed} ${n}`))
        const faults = Array.from({ length: (roll[0] ?? 0) % 4 }, (_, i) => ({
          vendor: PARTS[(roll[4 * i + 1] ?? 0) % PARTS.length],
          kind: KINDS[(roll[4 * i + 2] ?? 0) % KINDS.length],
          times: 1 + ((roll[4 * i + 3] ?? 0) % 5),
        }))
        await stage.turn({
          faults,
          ...((roll[20] ?? 0) < 30 ? { bitcoin_reorg: 1 + ((roll[21] ?? 0) % 3) } : { bitcoin_mine: 1 }),
        })
        await stage.goOn()
        if (stage.files.has('root.ots')) expect(audited(stage).result, `${seed} ${n}`).not.toBe('false')
      }
      stage.simulator.world.knobs.faults.length = 0
      if (stage.state?.state !== 'buried') await until(stage, 'buried')
      expect(audited(stage).result).toBe('ok')
      expect(alerts(stage)).not.toContain('unsound')
    }
  })

  it('random bytes from everywhere change nothing but the waits', async () => {
    let count = 0
    const stage = await anchorStage({
      ask: () => async () => {
        const roll = sha256(utf8(`noise ${count++}`))
        return { ok: true, status: (roll[0] ?? 0) < 200 ? 200 : 409, body: roll.subarray(0, (roll[1] ?? 0) % 33) }
      },
    })
    for (let n = 0; n < 10; n++) await stage.goOn()
    expect(stage.state?.state).toBe('submitted')
    expect(stage.files.size).toBe(0)
  })

  it('is a state that fits into a row, also after a month without a block', async () => {
    const stage = await anchorStage()
    await stage.turn({ calendar_stuck: 'on' })
    await stage.step()
    for (let days = 0; days < 60; days += 2) {
      stage.simulator.world.clock.advance(48 * HOUR)
      await stage.step()
    }
    expect(stage.state?.rounds).toBe(15)
    expect(JSON.stringify(stage.state).length).toBeLessThan(64 * 1024)
    expect(parseOts(fromB64(present(stage.state?.ots))).ok).toBe(true)
  })

  it('a setting that was taken away is not waited for', async () => {
    const stage = await anchorStage()
    await stage.turn({ tsa: 'refuse' })
    await stage.step()
    const ports = { ...stage.ports, settings: { ...stage.ports.settings, tsas: [] } }
    await until(Object.assign(stage, { ports }), 'buried')
    expect(stage.next).toBeUndefined()
  })
})
