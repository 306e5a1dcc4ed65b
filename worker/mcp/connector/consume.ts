// The turns among the queue of jobs: each becomes one record, however often its message comes. What is not theirs is handed back.
import { homeOf } from '../../region.ts'
import type { AppendResult } from '../../tenant/draft.ts'
import { withLedger } from '../../tenant/reach.ts'
import { STREAM } from './accept.ts'
import { TurnMessage } from './message.ts'
import { dropWaiting, takeWaiting } from './waiting.ts'

type Messages = Pick<MessageBatch, 'queue' | 'messages'>

const RETRY_SECONDS = 10
const LONGEST_SECONDS = 600

/** Handles turns and answers the rest of the batch. Twice the same message changes nothing. */
export async function consumeTurns(env: Env, batch: Messages): Promise<Messages> {
  const rest: Message[] = []
  for (const message of batch.messages) {
    const parsed = TurnMessage.safeParse(message.body)
    if (!parsed.success) {
      rest.push(message)
      continue
    }
    try {
      await recordTurn(env, parsed.data)
      message.ack()
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown'
      console.error(JSON.stringify({ event: 'turn_failed', tenant: parsed.data.tenant, error: name }))
      message.retry({ delaySeconds: Math.min(LONGEST_SECONDS, RETRY_SECONDS * 2 ** (message.attempts - 1)) })
    }
  }
  return { queue: batch.queue, messages: rest }
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
