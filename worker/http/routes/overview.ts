// GET /api/overview: one answer for the first screen, cut down to what the actor may see.

import type { TenantActor } from '../../access/actor.ts'
import { readOverview } from '../../db/tenant/overview.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure, isFailure } from '../errors.ts'
import { openReading, readRange } from '../reading.ts'
import { OverviewAnswer, OverviewQuery } from '../schemas/overview.ts'

/** The ledger's head and its last day, asked of the ledger object; whoever lists the routes hands it in. */
export type ReadGlance = (env: Env, actor: TenantActor) => Promise<Pick<OverviewAnswer, 'ledger' | 'tally'>>

export function overviewRoutes(readGlance: ReadGlance): readonly Route[] {
  const overview = tenantRoute({
    method: 'get',
    path: '/api/overview',
    summary: 'The first screen: costs, tokens, people, ledger, and what needs somebody',
    tag: 'Overview',
    needs: 'read:usage',
    query: OverviewQuery,
    answer: OverviewAnswer,
    handler: async ({ query, actor, env }) => {
      // Every role that may read usage may read costs; a token may have been given one without the other.
      if (!actor.permissions.has('read:costs')) return failure('forbidden', { details: { needs: ['read:costs'] } })
      const { db, tenant, today, directory, stitched } = await openReading(env, actor)
      const range = readRange(query, today)
      if (isFailure(range)) return range
      const [screen, glance] = await Promise.all([
        readOverview(db, tenant, { range, today, vendor: query.vendor }, directory, await stitched()),
        readGlance(env, actor),
      ])
      return {
        range,
        ...screen,
        ...glance,
        activity: actor.permissions.has('read:activity') ? screen.activity : [],
        top_people: actor.permissions.has('read:people') ? screen.top_people : [],
      }
    },
  })
  return [overview]
}
