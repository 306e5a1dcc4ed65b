// One witness (c2sp.org/tlog-witness): cosigns what extends the checkpoint it saw last, for the logs it was told of.
import { Hono } from 'hono'
import { cosign } from '../../../worker/ledger/cosignature.ts'
import { publicKeyOf } from '../../../worker/ledger/ed25519.ts'
import { COSIGNATURE, formatVkey, parseVkey, type VerifierKey } from '../../../worker/ledger/vkey.ts'
import { decideAddCheckpoint, type WitnessState } from '../../../worker/ledger/witness.ts'
import type { AnchorKnobs } from '../bitcoin/knobs.ts'
import type { Clock } from '../clock.ts'

export interface Witness {
  /** `POST /add-checkpoint`, and `GET /vkey`: the key of its cosignatures. */
  readonly routes: Hono
  /** Makes it believe that it saw this of an origin; for histories that were never ours. */
  remember(origin: string, state: WitnessState): void
  clear(): void
}

const NAME = 'witness.example/simulated'
/** Known to everybody, like everything here. */
const SEED = new Uint8Array(32).fill(11)
const NOTHING: WitnessState = { size: 0, root: new Uint8Array(32) }

export const witnessVkey = async (): Promise<string> => formatVkey(NAME, await publicKeyOf(SEED), COSIGNATURE)

function logsOf(vkeys: readonly string[]): Map<string, VerifierKey[]> {
  const logs = new Map<string, VerifierKey[]>()
  for (const key of vkeys.map(parseVkey)) {
    if (key !== undefined) logs.set(key.name, [...(logs.get(key.name) ?? []), key])
  }
  return logs
}

/** A witness that saw nothing yet; the knob `witness_logs` names the logs it serves. */
export function createWitness(clock: Clock, knobs: AnchorKnobs): Witness {
  const seen = new Map<string, WitnessState>()
  const routes = new Hono()
  routes.get('/vkey', async (context) => context.text(await witnessVkey()))
  routes.post('/add-checkpoint', async (context) => {
    const stateOf = (origin: string) => seen.get(origin) ?? NOTHING
    const decision = await decideAddCheckpoint(await context.req.text(), logsOf(knobs.witness_logs), stateOf)
    if (decision.status === 409) {
      return context.body(`${decision.size}\n`, 409, { 'content-type': 'text/x.tlog.size' })
    }
    if (decision.status !== 200) return context.text('refused', decision.status)
    seen.set(decision.checkpoint.origin, decision.checkpoint)
    return context.text(await cosign(decision.noteText, NAME, SEED, Math.floor(clock.now().getTime() / 1000)))
  })
  return {
    routes,
    remember: (origin, state) => void seen.set(origin, state),
    clear: () => seen.clear(),
  }
}
