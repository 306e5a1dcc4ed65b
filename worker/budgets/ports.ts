// Where a look at figures takes what other rooms know: unusual days, and the split of the bill over teams.
import { openDesk } from '../chargeback/books.ts'
import { unusualDays } from '../figures/findings.ts'
import { recordNow } from '../tenant/acts.ts'
import type { WatchPorts } from './evaluate.ts'
import { teamDaysOf } from './team-days.ts'

export const REAL_PORTS: WatchPorts = {
  unusual(env, home, tenant, today) {
    const { db, stitched } = openDesk(env, home.region, tenant)
    return unusualDays({ db, tenant, today, stitched })
  },
  teamDays: (env, home, tenant) => teamDaysOf(openDesk(env, home.region, tenant)),
  record: recordNow,
  now: () => new Date(),
}
