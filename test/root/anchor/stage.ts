// One anchor against the simulator: a frozen checkpoint of a small root log, a clock that stands still, and steps on demand.
import { expect } from 'vitest'
import { text, utf8 } from '../../../worker/ledger/bytes.ts'
import { signCheckpoint } from '../../../worker/ledger/checkpoint.ts'
import { publicKeyOf } from '../../../worker/ledger/ed25519.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { consistencyProof, rootFrom } from '../../../worker/ledger/proof.ts'
import { formatVkey } from '../../../worker/ledger/vkey.ts'
import { type Ask, outsideAsk } from '../../../worker/root/anchor/ask.ts'
import { type AnchorSettings, anchorSettings } from '../../../worker/root/anchor/settings.ts'
import { type AnchorEvent, type AnchorPorts, type AnchorState, stepAnchor } from '../../../worker/root/anchor/state.ts'
import { memoryReader, referenceLeaf } from '../../ledger/reference-tree.ts'
import { createSimulator, type Simulator } from '../../simulator/app.ts'
import { witnessVkey } from '../../simulator/witness/witness.ts'

export const ORIGIN = 'log.example/root'
const SEED = new Uint8Array(32).fill(4)
const leaves = Array.from({ length: 40 }, (_, i) => referenceLeaf(utf8(`root leaf ${i}`)))
const reader = memoryReader(leaves)

export const POLL = 600_000
export const HOUR = 3_600_000

/** The frozen checkpoint file of the root log at a size. */
export async function checkpointFile(size: number): Promise<Uint8Array> {
  return utf8(await signCheckpoint({ origin: ORIGIN, size, root: await rootFrom(reader, size) }, SEED))
}

export const consistency = (from: number, to: number): Promise<Uint8Array[]> => consistencyProof(reader, from, to)
export const logVkey = async (): Promise<string> => formatVkey(ORIGIN, await publicKeyOf(SEED))

const calendars = ['alice', 'bob', 'finney', 'catallaxy'].map((name) => `http://calendar.sim/${name}`).join(',')

/** The settings of a set-up that asks the simulator for everything. */
export async function simulated(): Promise<AnchorSettings> {
  return anchorSettings({
    calendars,
    explorers: 'http://bitcoin.sim/one http://bitcoin.sim/two',
    tsas: 'http://tsa.sim/',
    witnesses: `${await witnessVkey()}=http://witness.sim`,
    network: 'regtest',
  })
}

export type Stage = {
  readonly simulator: Simulator
  readonly file: Uint8Array
  readonly ports: AnchorPorts
  state: AnchorState | undefined
  next: number | undefined
  /** Everything given out so far, the newest of each path. */
  readonly files: Map<string, Uint8Array>
  readonly events: AnchorEvent[]
  /** One step; what it gives out is stored, and the state passes through JSON as it does through a database. */
  step(): Promise<AnchorState>
  /** Moves the clock to the next step and takes it. */
  goOn(): Promise<AnchorState>
  turn(knobs: object): Promise<void>
}

export type StageOptions = { settings?: Partial<AnchorSettings>; ask?: (genuine: Ask) => Ask; size?: number }

/** An anchor that has not begun. */
export async function anchorStage({ settings, ask, size = 7 }: StageOptions = {}): Promise<Stage> {
  const simulator = createSimulator({ now: () => new Date('2026-11-20T15:30:00Z') })
  const genuine = outsideAsk((request) => simulator.fetch(request))
  const { clock } = simulator.world
  let dice = 0
  const ports: AnchorPorts = {
    ask: ask === undefined ? genuine : ask(genuine),
    now: () => clock.now().getTime(),
    random: (bytes) => sha256(utf8(`dice ${dice++}`)).slice(0, bytes),
    settings: { ...(await simulated()), ...settings },
    consistency,
  }
  const stage: Stage = {
    simulator,
    file: await checkpointFile(size),
    ports,
    state: undefined,
    next: undefined,
    files: new Map(),
    events: [],
    async step() {
      const before = JSON.stringify(stage.state)
      const { state, files, events, next } = await stepAnchor(stage.state, stage.file, stage.ports)
      expect(JSON.stringify(stage.state)).toBe(before)
      for (const { path, bytes } of files) stage.files.set(path, bytes)
      stage.events.push(...events)
      stage.next = next
      stage.state = JSON.parse(JSON.stringify(state)) as AnchorState // what was written as one
      return state
    },
    goOn() {
      clock.advance(stage.next ?? 0)
      return stage.step()
    },
    async turn(knobs) {
      const body = JSON.stringify(knobs)
      const answer = await simulator.fetch(new Request('http://any.host/__sim/knobs', { method: 'POST', body }))
      if (answer.status !== 200) throw new Error(text(new Uint8Array(await answer.arrayBuffer())))
    },
  }
  await stage.turn({ witness_logs: [await logVkey()] })
  return stage
}

/** Steps until the state is reached, a block before each; throws after too many. */
export async function until(stage: Stage, state: AnchorState['state']): Promise<void> {
  for (let n = 0; n < 40; n++) {
    if ((await stage.goOn()).state === state) return
    await stage.turn({ bitcoin_mine: 1 })
  }
  throw new Error(`never ${state}: ${JSON.stringify(stage.state?.turns)}`)
}
