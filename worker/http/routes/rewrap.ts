// For the operator: tenant keys wrapped by the root key of the epoch in force, and which are not yet.
import { z } from '@hono/zod-openapi'
import { homeOf, rootKeys } from '../../region.ts'
import { epochsPage, rewrapPage } from '../../vault/rewrap.ts'
import { operatorRoute, type Route } from '../define.ts'
import { region } from '../fields.ts'

const cursor = z.string().max(2000).optional()

const rewrap = operatorRoute({
  method: 'post',
  path: '/api/operator/rewrap',
  summary:
    'Wrap the next tenant keys with the root key of the epoch in force; repeat with the cursor until there is none',
  tag: 'operator',
  body: z.strictObject({ region, cursor }),
  handler: ({ env, body }) => rewrapPage(homeOf(env, body.region).vault, rootKeys(env), body.cursor),
})

const epochs = operatorRoute({
  method: 'get',
  path: '/api/operator/rewrap',
  summary: 'Tenants whose key is still wrapped by an earlier epoch',
  tag: 'operator',
  query: z.object({ region, cursor }),
  handler: ({ env, query }) => epochsPage(homeOf(env, query.region).vault, rootKeys(env), query.cursor),
})

export const rewrapRoutes: readonly Route[] = [rewrap, epochs]
