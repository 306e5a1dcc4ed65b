// What a digest says beyond its own days: what was unusual in them, and where the month that is under way will end.

import { namesFrom, workspacesQuery } from '../db/tenant/labels.ts'
import { addDays, type DayRange } from '../db/tenant/range.ts'
import { listTeams } from '../db/tenant/teams.ts'
import { readFindings } from '../figures/findings.ts'
import { readForecast } from '../figures/forecast.ts'
import type { Found } from '../figures/found.ts'
import { monthOf } from '../figures/month.ts'
import { type Naming, nameScope, TENANT_SCOPE } from '../figures/scopes.ts'
import { rangeOf } from '../figures/tables.ts'
import type { Reading } from '../http/reading.ts'
import type { Digest } from '../mail/digest-letter.ts'
import { money } from '../mail/figures.ts'
import type { Region } from '../region.ts'
import { homeOf } from '../region.ts'

/** Days before today whose findings a forecast leaves out. */
const LEFT_OUT = 90

const earlier = (a: string, b: string): string => (a < b ? a : b)

/** Findings told in one digest. */
const TOLD = 5

type Outlook = Pick<Digest, 'notes' | 'month'>

/** `people`: whether the reader may see people; else a person's use is somebody's. */
export async function readOutlook(
  env: Env,
  region: Region,
  { directory, ...source }: Reading,
  range: DayRange,
  people: boolean,
): Promise<Outlook> {
  const since = addDays(source.today, -LEFT_OUT)
  const lately = rangeOf(earlier(range.from, since), source.today)
  const [{ found }, workspaces, teams] = await Promise.all([
    readFindings(source, lately),
    source.db.rows(workspacesQuery(source.db, source.tenant)),
    listTeams(homeOf(env, region).db, source.tenant),
  ])
  const naming: Naming = {
    names: namesFrom(workspaces, directory),
    stitched: people ? await source.stitched() : null,
    teams: new Map(teams.map(({ id, name }) => [id, name])),
  }
  const ask = { scope: TENANT_SCOPE, filter: {}, basis: 'estimate', people: false } as const
  const { forecast } = await readForecast(source, ask, found, null)
  const own = found.filter(({ date }) => date >= range.from && date <= range.to).slice(0, TOLD)
  return {
    notes: own.map((one) => ({ words: unusualWords(one, naming), path: `/insights?r=${range.from}..${range.to}` })),
    month: forecast === null || forecast.unreliable ? null : { name: monthName(source.today), ...forecast },
  }
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
const at = (day: string): Date => new Date(`${day}T00:00:00Z`)
const monthName = (today: string): string => MONTH.format(at(monthOf(today).from))

const CAUSES: Partial<Record<Found['cause'], string>> = {
  one_key: 'one key made it',
  one_person: 'one person made it',
  one_workspace: 'one workspace made it',
  one_model: 'one model made it',
  model_shift: 'work moved from one vendor to the other',
  cache_hit_rate_fell: 'the cache was hit less often',
  price_change: 'a price changed',
  retries_at_night: 'requests were repeated at night',
  new_key: 'a new key made it',
  new_model: 'a new model made it',
  growth: 'everything grew',
}

/** "Unusual on 12 November: $1,253.50 where $692.50 was expected; one key made it: staging-batch." */
export function unusualWords({ date, expected, actual, cause, culprit }: Found, naming: Naming): string {
  const because = CAUSES[cause]
  const who = culprit === null || because === undefined ? '' : `: ${nameScope(culprit, naming).label}`
  const why = because === undefined ? '' : `; ${because}${who}`
  return `Unusual on ${DAY.format(at(date))}: ${money(String(actual))} where ${money(String(expected))} was expected${why}.`
}
