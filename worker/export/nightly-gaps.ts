// Once a day each ledger states what it read of the last days, so that an export as of an anchored checkpoint finds the statement in it.
import type { TenantHome } from '../db/control/tenant-homes.ts'
import { homeOf } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'
import { readGaps, writeGaps } from './gaps.ts'

/** Whole days behind today: the statements of a week overlap, so a night that fails leaves no hole. */
const DAYS = 8
const DAY_MS = 86_400_000

/** Writes the statements of all streams for the days before `now`; the same night again writes nothing. */
export async function stateNightlyGaps(
  env: Env,
  recordAct: RecordAct,
  { id: tenant, region }: TenantHome,
  now: Date,
): Promise<void> {
  const day = (back: number) => new Date(now.getTime() - back * DAY_MS).toISOString().slice(0, 10)
  const asked = { wants: () => true, from: day(DAYS), to: day(1) }
  const stated = await readGaps(homeOf(env, region), tenant, asked, now)
  await writeGaps(env, recordAct, { tenant, id: `nightly/${day(0)}` }, stated)
}
