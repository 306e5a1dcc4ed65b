// The looks at figures among the queue of jobs. What is not theirs is handed back for whoever it belongs to.
import { doubling, type Messages, takeOwn } from '../tenant/own-messages.ts'
import { evaluate, type WatchPorts } from './evaluate.ts'
import { WatchMessage } from './message.ts'
import { REAL_PORTS } from './ports.ts'

const FIRST_SECONDS = 60
const LONGEST_SECONDS = 3_600

/** Handles looks at figures and answers the rest of the batch. Twice the same message changes nothing. */
export async function consumeBudgets(env: Env, batch: Messages, ports: WatchPorts = REAL_PORTS): Promise<Messages> {
  return takeOwn(batch, {
    schema: WatchMessage,
    handle: (message) => evaluate(env, message, ports),
    event: 'budgets_failed',
    about: ({ tenant, job }) => ({ tenant, job }),
    delay: doubling(FIRST_SECONDS, LONGEST_SECONDS),
  })
}
