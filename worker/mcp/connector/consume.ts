// The turns among the queue of jobs: each becomes one record, however often its message comes. What is not theirs is handed back.
import { homeOf } from '../../region.ts'
import type { AppendResult } from '../../tenant/draft.ts'
import { doubling, type Messages, takeOwn } from '../../tenant/own-messages.ts'
import { withLedger } from '../../tenant/reach.ts'
import { STREAM } from './accept.ts'
import { TurnMessage } from './message.ts'
import { dropWaiting, takeWaiting } from './waiting.ts'

const RETRY_SECONDS = 10
const LONGEST_SECONDS = 600

/** Handles turns and answers the rest of the batch. Twice the same message changes nothing. */
export async function consumeTurns(env: Env, batch: Messages): Promise<Messages> {
  return takeOwn(batch, {
    schema: TurnMessage,
    handle: (message) => recordTurn(env, message),
    event: 'turn_failed',
    about: ({ tenant }) => ({ tenant }),
    delay: doubling(RETRY_SECONDS, LONGEST_SECONDS),
  })
}

/** Appends the turn that waits under this id, then lets go of it. Nothing waiting: its record is there. Throws where it has to be done again. */
export async function recordTurn(env: Env, { region, tenant, id }: TurnMessage): Promise<void> {
  const home = homeOf(env, region)
  const draft = await takeWaiting(home.vault, tenant, id)
  if (draft === null) return
  const batch = { stream: STREAM, drafts: [draft] }
  const result = await withLedger(home, tenant, async (ledger): Promise<AppendResult> => await ledger.append(batch))
  if (!result.ok && result.code !== 'stale_revision') throw new Error(`the turn was not recorded: ${result.code}`)
  // stale_revision: the person was erased after the turn was sealed. The sentence must not come back, so the turn goes too.
  if (!result.ok) console.log(JSON.stringify({ event: 'turn_erased', tenant }))
  // Dying before this line leaves an object that the next delivery finds known to the ledger, and drops.
  await dropWaiting(home.vault, tenant, id)
}
