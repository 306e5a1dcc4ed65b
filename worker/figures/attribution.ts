// GET /api/insights/attribution: who spends how much, their share, the change, and their days.

import { teamDaysOf } from '../budgets/team-days.ts'
import { openDesk } from '../chargeback/books.ts'
import type { DayRange } from '../db/tenant/range.ts'
import { daysOf } from '../db/tenant/range.ts'
import { listTeams } from '../db/tenant/teams.ts'
import type { Region } from '../region.ts'
import { type Line, readBilledLines, readUsageLines, sumLines, total } from './days.ts'
import type { Basis } from './fresh.ts'
import { scopeId } from './scopes.ts'
import type { FigureFilter, FigureSource } from './source.ts'

export type AttributionDimension = 'workspace' | 'project' | 'key' | 'person' | 'team' | 'model'

/** What a dimension can be told of: keys and people stand on no bill. */
export const attributedBasis = (by: AttributionDimension, basis: Basis): Basis | 'allocated' =>
  by === 'team' ? 'allocated' : by === 'key' || by === 'person' ? 'estimate' : basis

export async function readAttribution(
  source: FigureSource,
  ask: { range: DayRange; previous: DayRange; filter: FigureFilter; by: AttributionDimension; basis: Basis },
  teams: (range: DayRange) => Promise<Line[]>,
) {
  const { range, previous, filter, by } = ask
  const lines = (days: DayRange) => (by === 'team' ? teams(days) : linesOf(source, days, filter, by, ask.basis))
  const [now, then] = await Promise.all([lines(range), lines(previous)])
  const before = new Map(then.map((line) => [scopeId(line.scope), total(line.nano)]))
  const gone = then.filter(({ scope }) => !now.some((line) => scopeId(line.scope) === scopeId(scope)))
  const all = [...now, ...gone.map(({ scope }) => sumLines(scope, [], range.days))]
  const whole = Number(all.reduce((sum, { nano }) => sum + total(nano), 0n))
  const rows = all.map((line) => {
    const [nano, earlier] = [total(line.nano), before.get(scopeId(line.scope)) ?? 0n]
    return {
      scope: line.scope,
      nano,
      rows_without_price: line.unpriced,
      tokens: String(total(line.tokens)),
      share: whole === 0 ? 0 : Number(nano) / whole,
      before: String(earlier),
      change: earlier === 0n ? null : Number(nano) / Number(earlier) - 1,
      series: line.nano.map(String),
    }
  })
  return {
    totals: sumsOf(now),
    before: sumsOf(then),
    rows: rows.sort((a, b) => (a.nano === b.nano ? 0 : a.nano > b.nano ? -1 : 1)),
    records: now.reduce((sum, line) => sum + line.rows, 0),
  }
}

const sumsOf = (lines: readonly Line[]) => ({
  nano: String(lines.reduce((sum, { nano }) => sum + total(nano), 0n)),
  rows_without_price: lines.reduce((sum, { unpriced }) => sum + unpriced, 0),
})

async function linesOf(
  source: FigureSource,
  range: DayRange,
  filter: FigureFilter,
  by: Exclude<AttributionDimension, 'team'>,
  basis: Basis,
): Promise<Line[]> {
  if (by === 'project' && filter.vendor === 'anthropic') return []
  const own: FigureFilter = by === 'project' ? { ...filter, vendor: 'openai' } : filter
  const dimension = by === 'project' ? 'workspace' : by
  if (dimension === 'key' || dimension === 'person' || basis === 'estimate') {
    return readUsageLines(source, range, own, dimension)
  }
  return readBilledLines(source, range, own, dimension)
}

/** One line a team, as its chargeback splits the bill; teams and their rules know no filter. */
export function teamLines(env: Env, region: Region, source: FigureSource): (range: DayRange) => Promise<Line[]> {
  const desk = openDesk(env, region, source.tenant)
  const days = teamDaysOf(desk)
  return async (range) => {
    const teams = await listTeams(desk.home.db, source.tenant)
    const all = await readBilledLines(source, range, {}, 'workspace')
    const lines = await Promise.all(
      teams.map(async ({ id }) => {
        const own = await days(range, id, [range])
        const line = sumLines({ by: 'team', value: id, vendor: null }, [], range.days)
        return { ...line, nano: daysOf(range).map((day) => own.get(day) ?? 0n) }
      }),
    )
    const rest = sumLines({ by: 'team', value: '', vendor: null }, all, range.days)
    const unsplit = rest.nano.map((nano, at) => nano - lines.reduce((sum, line) => sum + (line.nano[at] ?? 0n), 0n))
    const shown = lines.filter(({ nano }) => nano.some((one) => one !== 0n))
    return unsplit.some((nano) => nano !== 0n) ? [...shown, { ...rest, nano: unsplit }] : shown
  }
}
