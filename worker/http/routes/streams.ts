// GET /api/streams: the health of every stream. GET /api/me/capabilities: what the connected keys open, as booleans.

import { listStreamViews } from '../../db/tenant/connection-views.ts'
import { listConnections } from '../../db/tenant/connections.ts'
import { tenantDatabase } from '../../db/tenant/database.ts'
import { sawEvents, sawUsers } from '../../db/tenant/seen.ts'
import { listStreams } from '../../db/tenant/streams.ts'
import { readFirstTurn } from '../../db/tenant/turns.ts'
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

/** Whether a validation found the capability. The checklist is our own JSON, from the probe report. */
function checked(checklist: string, capability: Capability): boolean {
  const items = JSON.parse(checklist) as { capability: string; state: string }[]
  return items.some((item) => item.capability === capability && item.state === 'ok')
}

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
    const openai = connections.filter(({ kind, state }) => kind === 'openai_admin' && state !== 'broken')
    /** A validation found it; there is no stream of its own that could say more. */
    const found = (capability: Capability): boolean => openai.some(({ checklist }) => checked(checklist, capability))
    // What came in is looked through only where it decides: on every page of the dashboard, that is too much to ask for nothing.
    const named = openai.length > 0 && found('per_user_breakdown')
    const [events, users, firstTurn] = await Promise.all([
      openai.length > 0 && sawEvents(db, actor.tenant.id),
      openai.length > 0 && !named && sawUsers(db, actor.tenant.id),
      readFirstTurn(tenantDatabase(db), actor.tenant.id),
    ])
    const live = new Map(connections.filter(({ state }) => state !== 'broken').map((one) => [one.id, one.checklist]))
    /** Its key works, and the stream was read, or at least could be when the key was validated; not refused since. */
    const opens = (capability: Capability): boolean => {
      const ids = new Set(STREAMS.filter((stream) => stream.capability === capability).map((stream) => stream.id))
      return rows.some(({ stream, state, connection, lastSuccess }) => {
        const checklist = live.get(connection)
        if (checklist === undefined || !ids.has(stream) || state === 'skipped') return false
        return lastSuccess !== null || checked(checklist, capability)
      })
    }
    return {
      anthropic: {
        admin_api: opens('admin_api'),
        code_analytics: opens('code_analytics'),
        activity_feed: opens('activity_feed'),
        content_capture: false,
        mcp_connector: firstTurn !== null,
      },
      openai: {
        // Sealed is enough: each stream says for itself what the key opens.
        admin: openai.length > 0,
        costs: opens('costs'),
        // Reachable is not populated: an owner has to switch audit logging on, and until then the list is empty.
        audit_logs: events,
        project_users: found('project_users'),
        per_user_breakdown: named || users,
      },
    }
  },
})

export const streamRoutes: readonly Route[] = [streams, capabilities]
