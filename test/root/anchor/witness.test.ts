// The client side of add-checkpoint against a witness that follows the specification, and against worse ones.
import { describe, expect, it } from 'vitest'
import { checkCosignatures, readCheckpointFile } from '../../../worker/ledger/bundle/checkpoints.ts'
import { Findings } from '../../../worker/ledger/bundle/findings.ts'
import { text, utf8 } from '../../../worker/ledger/bytes.ts'
import { cosign } from '../../../worker/ledger/cosignature.ts'
import type { Ask } from '../../../worker/root/anchor/ask.ts'
import { askCosignature } from '../../../worker/root/anchor/witness.ts'
import { present } from '../../ledger/vectors.ts'
import { anchorStage, checkpointFile, consistency, HOUR, ORIGIN, type Stage } from './stage.ts'

async function asked(stage: Stage, size: number, ask: Ask = stage.ports.ask) {
  const witness = present(stage.ports.settings.witnesses[0])
  return askCosignature(ask, witness, text(await checkpointFile(size)), consistency)
}

describe('a witness', () => {
  it('that saw nothing cosigns at once; one that has less is shown the way from there', async () => {
    const stage = await anchorStage()
    for (const size of [3, 7, 7, 20]) expect(await asked(stage, size), `size ${size}`).toMatchObject({ ok: true })
    const { log } = stage.simulator.world
    expect(log.list('/add-checkpoint').map(({ status }) => status)).toEqual([200, 409, 200, 409, 200, 409, 200])
  })

  it('that has a later checkpoint cannot cosign this one any more', async () => {
    const stage = await anchorStage()
    await asked(stage, 20)
    expect(await asked(stage, 7)).toEqual({ ok: false, code: 'superseded' })
  })

  it('that saw another history refuses', async () => {
    const stage = await anchorStage()
    stage.simulator.world.outsiders.witness.remember(ORIGIN, { size: 5, root: new Uint8Array(32).fill(1) })
    expect(await asked(stage, 7)).toEqual({ ok: false, code: 'inconsistent' })
  })

  it('that does not know the log says so', async () => {
    const stage = await anchorStage()
    await stage.turn({ witness_logs: [] })
    expect(await asked(stage, 7)).toEqual({ ok: false, code: 'not_known' })
  })

  it.each<[string, Ask, string]>([
    ['answers with nothing', async () => ({ ok: true, status: 200, body: utf8('') }), 'bad_cosignature'],
    ['answers with a page', async () => ({ ok: true, status: 200, body: utf8('<html>\n') }), 'bad_cosignature'],
    ['names a size that is none', async () => ({ ok: true, status: 409, body: utf8('-1') }), 'refused'],
    ['changes its mind', async () => ({ ok: true, status: 409, body: utf8('3\n') }), 'conflict'],
    ['is broken', async () => ({ ok: true, status: 500, body: utf8('') }), 'refused'],
    ['does not trust us', async () => ({ ok: true, status: 403, body: utf8('') }), 'not_trusted'],
    ['is not there', async () => ({ ok: false, code: 'network' }), 'unreachable'],
  ])('that %s gives no cosignature', async (_, ask, code) => {
    expect(await asked(await anchorStage(), 7, ask)).toEqual({ ok: false, code })
  })

  it('whose signature is over another checkpoint, or by another key, gives none', async () => {
    const stage = await anchorStage()
    const other = text(await checkpointFile(8)).split('\n\n')[0]
    const seed = new Uint8Array(32).fill(11)
    const line = await cosign(`${other}\n`, present(stage.ports.settings.witnesses[0]).key.name, seed, 1_800_000_000)
    const foreign = await cosign(`${other}\n`, 'other.example', seed, 1_800_000_000)
    for (const body of [line, foreign]) {
      const ask: Ask = async () => ({ ok: true, status: 200, body: utf8(body) })
      expect(await asked(stage, 7, ask)).toEqual({ ok: false, code: 'bad_cosignature' })
    }
  })

  it('that gets no proof from our own tree is not asked to believe us', async () => {
    const stage = await anchorStage()
    await asked(stage, 3)
    const witness = present(stage.ports.settings.witnesses[0])
    const broken = () => Promise.reject(new Error('no such tile'))
    const file = text(await checkpointFile(7))
    expect(await askCosignature(stage.ports.ask, witness, file, broken)).toEqual({ ok: false, code: 'no_proof' })
  })
})

describe('in the life of an anchor', () => {
  it('the cosignature that is stored is what bundles hold, and verifies there', async () => {
    const stage = await anchorStage()
    await stage.step()
    const findings = new Findings()
    const keys = stage.ports.settings.witnesses.map(({ key }) => key)
    const root = present(readCheckpointFile(stage.file))
    expect(await checkCosignatures(present(stage.files.get('cosignatures')), root, keys, findings)).toEqual([])
    expect(findings.check('root-checkpoint')).toMatchObject({
      result: 'ok',
      detail: [expect.stringMatching(/^cosigned by witness\.example/)],
    })
  })

  it('another history is an alert at once, a missing cosignature after a week', async () => {
    const stage = await anchorStage({ settings: { tsas: [] } })
    stage.simulator.world.outsiders.witness.remember(ORIGIN, { size: 5, root: new Uint8Array(32).fill(1) })
    await stage.step()
    await stage.goOn()
    expect(stage.events.filter(({ alert }) => alert === 'inconsistent')).toHaveLength(1)
    stage.simulator.world.clock.advance(7 * 24 * HOUR)
    await stage.step()
    expect(stage.events.filter(({ alert }) => alert === 'cosignature_missing')).toHaveLength(1)
    const { log } = stage.simulator.world
    const before = log.list('/add-checkpoint').length
    await stage.goOn()
    expect(log.list('/add-checkpoint')).toHaveLength(before)
  })

  it('a token that is refused is asked for again, and given up after a week', async () => {
    const stage = await anchorStage({ settings: { witnesses: [] } })
    await stage.turn({ tsa: 'refuse' })
    await stage.step()
    expect([...stage.files.keys()]).toEqual(['root.ots'])
    await stage.turn({ tsa: 'on' })
    await stage.goOn()
    expect([...stage.files.keys()].some((path) => path.endsWith('.tsr'))).toBe(true)
    const other = await anchorStage({ settings: { witnesses: [] } })
    await other.turn({ tsa: 'refuse', calendar_stuck: 'on' })
    await other.step()
    other.simulator.world.clock.advance(7 * 24 * HOUR)
    await other.step()
    expect(other.events.map(({ alert }) => alert)).toContain('token_missing')
  })
})
