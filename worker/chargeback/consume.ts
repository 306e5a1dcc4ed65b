// The chargebacks among the queue of jobs: freezes every month of a tenant that has become final and stood still long enough.
import { billedDays } from '../db/tenant/chargeback.ts'
import { type Messages, takeOwn } from '../tenant/own-messages.ts'
import { openDesk } from './books.ts'
import { freezeMonth } from './freeze.ts'
import { FreezeMessage } from './message.ts'
import { finalPeriods, rangeOf } from './period.ts'
import { settledFrom } from './read.ts'
import { MONTHS_BACK } from './tick.ts'

const RETRY_SECONDS = 300

/** Handles chargebacks and answers the rest of the batch. Twice the same message changes nothing. */
export async function consumeChargebacks(
  env: Env,
  batch: Messages,
  now: () => Date = () => new Date(),
): Promise<Messages> {
  return takeOwn(batch, {
    schema: FreezeMessage,
    handle: async (message) => void (await freezeDue(env, message, now())),
    event: 'chargeback_failed',
    about: ({ tenant }) => ({ tenant }),
    delay: () => RETRY_SECONDS,
  })
}

/** Freezes what is due, oldest month first; returns the months. Months before the first bill are none. */
export async function freezeDue(env: Env, { region, tenant }: FreezeMessage, now: Date): Promise<string[]> {
  const desk = openDesk(env, region, tenant)
  const today = now.toISOString().slice(0, 10)
  const settled = await settledFrom(desk)
  if (settled === null || settled > today) return []
  const { first } = await billedDays(desk.db, tenant)
  if (first === null) return []
  const done: string[] = []
  for (const period of finalPeriods(today, MONTHS_BACK)) {
    if (rangeOf(period).to < first) continue
    const frozen = await freezeMonth(desk, { env, period, who: null, now })
    if (frozen.ok) done.push(period)
  }
  return done
}
