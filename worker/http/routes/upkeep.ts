// For the operator: rebuild a tenant's read models from its ledger, and look at messages that could not be handled.
import { z } from '@hono/zod-openapi'
import { controlDatabase } from '../../db/control/database.ts'
import { selectTenant } from '../../db/control/tenants.ts'
import { listDeadLetters } from '../../db/tenant/dead-letters.ts'
import { isTenantId } from '../../ids.ts'
import { homeOf, REGIONS } from '../../region.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import { operatorRoute, type Route } from '../define.ts'
import { failure } from '../errors.ts'

const rebuild = operatorRoute({
  method: 'post',
  path: '/api/operator/rebuild',
  summary: 'Drop and rebuild the read models of a tenant',
  tag: 'operator',
  body: z.strictObject({ tenant: z.string().refine(isTenantId, 'must be a tenant id') }),
  answer: z.object({ projected: z.number().int() }),
  async handler({ env, body }) {
    const row = await selectTenant(controlDatabase(env), body.tenant)
    if (row === null) return failure('not_found', { message: 'There is no such tenant.' })
    return await ledgerOf(homeOf(env, row.region), body.tenant).rebuild()
  },
})

const deadLetters = operatorRoute({
  method: 'get',
  path: '/api/operator/dead-letters',
  summary: 'Messages that failed as often as they may, newest first',
  tag: 'operator',
  async handler({ env }) {
    const all = await Promise.all(REGIONS.map((region) => listDeadLetters(homeOf(env, region).db)))
    return { dead_letters: all.flat() }
  },
})

export const upkeepRoutes: readonly Route[] = [rebuild, deadLetters]
