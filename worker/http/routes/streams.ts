// GET /api/streams: the health of every stream. GET /api/me/capabilities: what the connected keys open, as booleans.

import { listStreamViews } from '../../db/tenant/connection-views.ts'
import { listConnections } from '../../db/tenant/connections.ts'
import { listStreams } from '../../db/tenant/streams.ts'
import { homeOf } from '../../region.ts'
import { STREAMS } from '../../vendors/catalog.ts'
import type { Capability } from '../../vendors/stream.ts'
import { type Route, tenantRoute } from '../define.ts'
import { Capabilities, StreamList } from '../schemas/connections.ts'

const streams = tenantRoute({
  method: 'get',
  path: '/api/streams',
  needs: 'read:connections',
  summary: 'Every stream: state in words, last success, next run, lag, backfill; and answers that were set aside',
  tag: 'Connections',
  answer: StreamList,
  handler: ({ env, actor }) => listStreamViews(env, actor.tenant, new Date()),
})

const capabilities = tenantRoute({
  method: 'get',
  path: '/api/me/capabilities',
  // Anybody in the tenant: the dashboard decides by it what to show.
  needs: ['read:connections', 'read:usage', 'read:own'],
  summary: 'What the connected keys open',
  tag: 'Account',
  answer: Capabilities,
  async handler({ env, actor }) {
    const { db } = homeOf(env, actor.tenant.region)
    const [connections, rows] = await Promise.all([
      listConnections(db, actor.tenant.id),
      listStreams(db, actor.tenant.id),
    ])
    /** Reachable at the last validation or read since, and not refused at the last try. */
    const opens = (capability: Capability): boolean => {
      const ids = new Set(STREAMS.filter((stream) => stream.capability === capability).map((stream) => stream.id))
      const own = rows.filter((row) => ids.has(row.stream))
      return own.some(
        (row) => row.state !== 'skipped' && (row.lastSuccess !== null || checked(row.connection, capability)),
      )
    }
    const checked = (connection: string, capability: Capability): boolean => {
      const checklist = connections.find((one) => one.id === connection)?.checklist ?? '[]'
      // Our own JSON, from the probe report.
      const items = JSON.parse(checklist) as { capability: string; state: string }[]
      return items.some((item) => item.capability === capability && item.state === 'ok')
    }
    return {
      anthropic: {
        admin_api: opens('admin_api'),
        code_analytics: opens('code_analytics'),
        activity_feed: opens('activity_feed'),
        content_capture: false,
        mcp_connector: false,
      },
      openai: { admin: false, costs: false, audit_logs: false, project_users: false, per_user_breakdown: false },
    }
  },
})

export const streamRoutes: readonly Route[] = [streams, capabilities]
