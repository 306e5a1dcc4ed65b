// What every route of insights begins with: the figures' source, the filter, the days, and how scopes are called for this actor.
import type { Context } from 'hono'
import type { TenantActor } from '../access/actor.ts'
import { namesFrom, workspacesQuery } from '../db/tenant/labels.ts'
import type { DayRange } from '../db/tenant/range.ts'
import { listTeams } from '../db/tenant/teams.ts'
import { type NamedScope, type Naming, nameScope, type Scope } from '../figures/scopes.ts'
import type { FigureFilter, FigureSource } from '../figures/source.ts'
import { homeOf } from '../region.ts'
import type { AppEnv } from './context.ts'
import { type Failure, isFailure } from './errors.ts'
import { openReading, readRange } from './reading.ts'
import { repeated } from './repeated.ts'

export type Asking = {
  source: FigureSource
  filter: FigureFilter
  /** Names people only for those who may see them. */
  name: (scope: Scope) => NamedScope
  naming: Naming
}

type Query = { vendor?: 'anthropic' | 'openai' | undefined }

export async function openInsights(c: Context<AppEnv>, env: Env, actor: TenantActor, query: Query): Promise<Asking> {
  const { directory, ...source } = await openReading(env, actor)
  const { workspace } = repeated(c, ['workspace'])
  const [workspaces, teams] = await Promise.all([
    source.db.rows(workspacesQuery(source.db, source.tenant)),
    listTeams(homeOf(env, actor.tenant.region).db, source.tenant),
  ])
  const naming: Naming = {
    names: namesFrom(workspaces, directory),
    stitched: actor.permissions.has('read:people') ? await source.stitched() : null,
    teams: new Map(teams.map(({ id, name }) => [id, name])),
  }
  const filter = { vendor: query.vendor, ...(workspace !== undefined && { workspace }) }
  return { source, filter, name: (scope) => nameScope(scope, naming), naming }
}

/** The same with the range that was asked for, or what is wrong with it. */
export async function openRange(
  c: Context<AppEnv>,
  env: Env,
  actor: TenantActor,
  query: Query & { from?: string | undefined; to?: string | undefined },
): Promise<(Asking & { range: DayRange }) | Failure> {
  const asking = await openInsights(c, env, actor, query)
  const range = readRange(query, asking.source.today)
  return isFailure(range) ? range : { ...asking, range }
}
