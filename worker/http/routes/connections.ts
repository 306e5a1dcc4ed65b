// Connections: validate, connect, list, rename, replace the key, pause and resume the backfill, disconnect. No answer ever holds a key.
import { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import { listConnectionViews } from '../../db/tenant/connection-views.ts'
import { findConnection } from '../../db/tenant/connections.ts'
import type { Acting } from '../../pull/acting.ts'
import { connect } from '../../pull/connect.ts'
import { disconnect, pauseBackfill, rename, resumeBackfill } from '../../pull/connection-life.ts'
import { dayOf } from '../../pull/days.ts'
import { confirmedBefore, validateKey } from '../../pull/validate.ts'
import { homeOf } from '../../region.ts'
import type { ProbeReport } from '../../vendors/probe.ts'
import type { Outside } from '../context.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure } from '../errors.ts'
import { DONE, doneShape, idParams } from '../fields.ts'
import {
  ConnectBody,
  ConnectionList,
  ConnectionView,
  RotateBody,
  ValidateAnswer,
  ValidateBody,
} from '../schemas/connections.ts'

const tag = 'Connections'

const acting = (env: Env, outside: Outside, actor: TenantActor): Acting => ({
  env,
  tenant: actor.tenant,
  user: actor.user,
  recordAct: outside.recordAct,
})

function describe(
  report: ProbeReport,
): Pick<z.input<typeof ValidateAnswer>, 'ok' | 'key' | 'organization' | 'checklist' | 'problem' | 'note'> {
  const { organization, problem, note } = report
  return {
    ok: report.ok,
    key: { kind: report.key.kind ?? 'unknown', last4: report.key.last4 },
    organization:
      organization === undefined ? null : { id: organization.id, name: organization.name ?? organization.id },
    checklist: report.checklist.map(({ requestId, ...item }) => ({
      ...item,
      ...(requestId !== undefined && { request_id: requestId }),
    })),
    problem: problem ?? null,
    note: note ?? null,
  }
}

const validate = tenantRoute({
  method: 'post',
  path: '/api/connections/validate',
  needs: 'write:connections',
  summary: 'Try a key on every endpoint, reading only; nothing is stored but the result, for 30 minutes',
  tag,
  limit: 'validate',
  body: ValidateBody,
  answer: ValidateAnswer,
  async handler({ env, outside, actor, body }) {
    const { kind, key, eu_resident: euResident } = body
    const { report, draft, rotates } = await validateKey(acting(env, outside, actor), { kind, key, euResident })
    return { ...describe(report), draft, rotates }
  },
})

const CONNECT_FAILURES = {
  draft_expired: failure('draft_expired'),
  other_key: failure('draft_expired', {
    message: 'This is not the key that was checked. Validate it again, then connect.',
  }),
  other_organization: failure('credential_refused', {
    message:
      'This key belongs to another organization than the connection. Add it as a connection of its own, or use a key of the same organization.',
  }),
} as const

async function viewOf(env: Env, actor: TenantActor, id: string): Promise<z.input<typeof ConnectionView> | Failure> {
  const views = await listConnectionViews(env, actor.tenant)
  return views.find((view) => view.id === id) ?? failure('not_found')
}

const create = tenantRoute({
  method: 'post',
  path: '/api/connections',
  needs: 'write:connections',
  summary: 'Seal a validated key and start reading; an organization that is connected already gets its key replaced',
  tag,
  status: 201,
  body: ConnectBody,
  answer: ConnectionView,
  async handler({ env, outside, actor, body }) {
    const { backfill_from: since, ...asked } = body
    if (since !== undefined && since > dayOf(new Date())) {
      const details = [{ path: 'body.backfill_from', problem: 'must not be after today' }]
      return failure('invalid_request', { details })
    }
    const connected = await connect(acting(env, outside, actor), { ...asked, since })
    return connected.ok ? viewOf(env, actor, connected.id) : CONNECT_FAILURES[connected.code]
  },
})

const list = tenantRoute({
  method: 'get',
  path: '/api/connections',
  needs: 'read:connections',
  summary: 'Connections with their state, what they open and how far the backfill is',
  tag,
  answer: ConnectionList,
  handler: async ({ env, actor }) => ({ connections: await listConnectionViews(env, actor.tenant) }),
})

const change = tenantRoute({
  method: 'patch',
  path: '/api/connections/{id}',
  needs: 'write:connections',
  summary: 'Rename a connection',
  tag,
  params: idParams,
  body: z.strictObject({ name: ConnectBody.shape.name }),
  answer: ConnectionView,
  async handler({ env, outside, actor, params, body }) {
    const row = await findConnection(homeOf(env, actor.tenant.region).db, actor.tenant.id, params.id)
    if (row === undefined) return failure('not_found')
    await rename(acting(env, outside, actor), row, body.name)
    return viewOf(env, actor, row.id)
  },
})

const rotate = tenantRoute({
  method: 'put',
  path: '/api/connections/{id}/key',
  needs: 'write:connections',
  summary: 'Replace the key of a connection: same organization, no gap, cursors stay',
  tag,
  limit: 'validate',
  params: idParams,
  body: RotateBody,
  answer: z.object({ validated: ValidateAnswer, connection: ConnectionView.nullable() }),
  async handler({ env, outside, actor, params, body }) {
    const row = await findConnection(homeOf(env, actor.tenant.region).db, actor.tenant.id, params.id)
    if (row === undefined) return failure('not_found')
    const who = acting(env, outside, actor)
    const euResident = body.eu_resident || confirmedBefore(row)
    const { report, draft, rotates } = await validateKey(who, { kind: row.kind, key: body.key, euResident })
    const validated = { ...describe(report), draft, rotates }
    if (draft === null) return { validated, connection: null }
    const connected = await connect(who, { draft, key: body.key, name: row.name, connection: row.id })
    if (!connected.ok) return CONNECT_FAILURES[connected.code]
    const view = await viewOf(env, actor, row.id)
    return 'failed' in view ? view : { validated, connection: view }
  },
})

const backfill = tenantRoute({
  method: 'post',
  path: '/api/connections/{id}/backfill',
  needs: 'write:connections',
  summary: 'Pause or resume reading the past; what was read stays',
  tag,
  params: idParams,
  body: z.strictObject({ action: z.enum(['pause', 'resume']) }),
  answer: ConnectionView,
  async handler({ env, outside, actor, params, body }) {
    const row = await findConnection(homeOf(env, actor.tenant.region).db, actor.tenant.id, params.id)
    if (row === undefined) return failure('not_found')
    const act = body.action === 'pause' ? pauseBackfill : resumeBackfill
    await act(acting(env, outside, actor), row.id)
    return viewOf(env, actor, row.id)
  },
})

const remove = tenantRoute({
  method: 'delete',
  path: '/api/connections/{id}',
  needs: 'write:connections',
  summary: 'Disconnect: the sealed key is destroyed, the records stay',
  tag,
  params: idParams,
  answer: doneShape,
  async handler({ env, outside, actor, params }) {
    const row = await findConnection(homeOf(env, actor.tenant.region).db, actor.tenant.id, params.id)
    if (row === undefined) return failure('not_found')
    await disconnect(acting(env, outside, actor), row)
    return DONE
  },
})

export const connectionRoutes: readonly Route[] = [validate, create, list, change, rotate, backfill, remove]
