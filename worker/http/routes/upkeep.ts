// For the operator: rebuild a tenant's read models from its ledger, and look at messages that could not be handled.
import { z } from '@hono/zod-openapi'
import { controlDatabase } from '../../db/control/database.ts'
import { selectTenant } from '../../db/control/tenants.ts'
import { isTenantId, type TenantId } from '../../ids.ts'
import { viewLetters } from '../../operator/letters.ts'
import { homeOf } from '../../region.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import { operatorRoute, type Route } from '../define.ts'
import { failure } from '../errors.ts'

const Progress = z.object({ projected: z.number().int(), size: z.number().int() })
const tenantField = z.string().refine(isTenantId, 'must be a tenant id')

async function ledgerOfTenant(env: Env, tenant: TenantId) {
  const row = await selectTenant(controlDatabase(env), tenant)
  return row === null ? undefined : ledgerOf(homeOf(env, row.region), tenant)
}

const rebuild = operatorRoute({
  method: 'post',
  path: '/api/operator/rebuild',
  summary: 'Drop the read models of a tenant; its ledger rebuilds them in the background',
  tag: 'operator',
  body: z.strictObject({ tenant: tenantField }),
  answer: Progress,
  async handler({ env, body }) {
    const ledger = await ledgerOfTenant(env, body.tenant)
    if (ledger === undefined) return failure('not_found', { message: 'There is no such tenant.' })
    const started = await ledger.startRebuild()
    if (!started.ok) return failure('conflict', { message: started.words })
    return { projected: started.projected, size: started.size }
  },
})

const progress = operatorRoute({
  method: 'get',
  path: '/api/operator/rebuild',
  summary: 'How far the rebuild of a tenant is',
  tag: 'operator',
  query: z.object({ tenant: tenantField }),
  answer: Progress,
  async handler({ env, query }) {
    const ledger = await ledgerOfTenant(env, query.tenant)
    if (ledger === undefined) return failure('not_found', { message: 'There is no such tenant.' })
    const { projected, size } = await ledger.state()
    return { projected, size }
  },
})

const deadLetters = operatorRoute({
  method: 'get',
  path: '/api/operator/dead-letters',
  summary: 'Messages that failed as often as they may, newest first',
  tag: 'operator',
  handler: async ({ env }) => ({ dead_letters: await viewLetters(env) }),
})

export const upkeepRoutes: readonly Route[] = [rebuild, progress, deadLetters]
