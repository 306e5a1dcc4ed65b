// Reports on a schedule: digests to one's own address, exports in one's own name.
import { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { selectTenant } from '../../db/control/tenants.ts'
import { addDays, dayOf } from '../../db/tenant/range.ts'
import { findSchedule, listSchedules, type ScheduleRow } from '../../db/tenant/schedules.ts'
import { homeOf } from '../../region.ts'
import { everyOf } from '../../reports/asking.ts'
import { digestMail } from '../../reports/digest.ts'
import { periodStart } from '../../reports/periods.ts'
import { beginSchedule, endSchedule, pauseSchedule, type Scheduling } from '../../reports/schedules.ts'
import { ScheduledWish } from '../../reports/wish.ts'
import type { Outside } from '../context.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { idParams } from '../fields.ts'
import {
  DigestPreview,
  Every,
  NewSchedule,
  ScheduleChange,
  ScheduleCode,
  ScheduleList,
  ScheduleView,
} from '../schemas/schedules.ts'

const tag = 'Reports'
const needs = ['read:usage', 'write:exports'] as const

const WORDS: Readonly<Record<z.infer<typeof ScheduleCode>, string>> = {
  not_allowed: 'Your role does not open these figures any more. Ask an owner or admin, or remove the schedule.',
  too_many_exports: 'Five exports were being made already. It is tried again for two days.',
  failed: 'Something broke on our side. It is tried again for two days.',
}

const scheduling = (env: Env, outside: Outside, actor: TenantActor): Scheduling => ({
  env,
  actor,
  recordAct: outside.recordAct,
  now: new Date(),
})

function describe(row: ScheduleRow, actor: TenantActor): z.input<typeof ScheduleView> {
  const code = row.code === null ? null : ScheduleCode.parse(row.code) // written by reports/make.ts
  return {
    id: row.id,
    kind: row.kind === 'export' ? 'export' : 'digest',
    every: everyOf(row),
    wish: row.kind === 'export' ? ScheduledWish.parse(JSON.parse(row.wish)) : null, // written through the same schema
    paused: row.paused === 1,
    next_period: row.nextPeriod,
    next_at: row.nextDue,
    done_period: row.donePeriod,
    done_at: row.doneAt,
    last_export: row.lastExport,
    code,
    words: code && WORDS[code],
    own: row.owner === actor.user.id,
    created_at: row.createdAt,
  }
}

/** One's own, and others' for whoever changes settings. */
const visible = (row: ScheduleRow, actor: TenantActor): boolean =>
  row.owner === actor.user.id || actor.permissions.has('write:settings')

const list = tenantRoute({
  method: 'get',
  path: '/api/schedules',
  needs,
  summary: 'Digests and scheduled exports: your own, and everybody’s where you may change settings',
  tag,
  answer: ScheduleList,
  async handler({ env, actor }) {
    const rows = await listSchedules(homeOf(env, actor.tenant.region).db, actor.tenant.id)
    return { schedules: rows.filter((row) => visible(row, actor)).map((row) => describe(row, actor)) }
  },
})

const create = tenantRoute({
  method: 'post',
  path: '/api/schedules',
  needs,
  summary: 'Mail a digest to yourself, or let an export make itself, each week or month',
  tag,
  body: NewSchedule,
  answer: ScheduleView,
  status: 201,
  async handler({ env, outside, actor, body }) {
    const needed = body.kind === 'export' ? (['write:exports'] as const) : (['read:usage', 'read:costs'] as const)
    const missing = needed.filter((permission) => !actor.permissions.has(permission))
    if (missing.length > 0) return failure('forbidden', { details: { needs: missing } })
    const begun = await beginSchedule(scheduling(env, outside, actor), body)
    if (begun.ok) return describe(begun.row, actor)
    const message =
      begun.code === 'exists'
        ? 'This digest is mailed to you already.'
        : 'You have twenty schedules already. Remove one first.'
    return failure('conflict', { message })
  },
})

const change = tenantRoute({
  method: 'patch',
  path: '/api/schedules/{id}',
  needs,
  summary: 'Pause a schedule, or let it go on; periods that pass meanwhile are skipped',
  tag,
  params: idParams,
  body: ScheduleChange,
  answer: ScheduleView,
  async handler({ env, outside, actor, params, body }) {
    const row = await findSchedule(homeOf(env, actor.tenant.region).db, actor.tenant.id, params.id)
    if (row === undefined || !visible(row, actor)) return failure('not_found')
    return describe(await pauseSchedule(scheduling(env, outside, actor), row, body.paused), actor)
  },
})

const remove = tenantRoute({
  method: 'delete',
  path: '/api/schedules/{id}',
  needs,
  summary: 'Remove a schedule',
  tag,
  params: idParams,
  status: 204,
  async handler({ env, outside, actor, params }) {
    const row = await findSchedule(homeOf(env, actor.tenant.region).db, actor.tenant.id, params.id)
    if (row === undefined || !visible(row, actor)) return failure('not_found')
    await endSchedule(scheduling(env, outside, actor), row)
    return null
  },
})

const preview = tenantRoute({
  method: 'get',
  path: '/api/schedules/preview',
  needs: 'read:usage',
  summary: 'What the digest of the last whole week or month says, as it would be mailed to you',
  tag,
  query: z.object({ every: Every.default('week') }),
  answer: DigestPreview,
  async handler({ env, actor, query }) {
    const tenant = await selectTenant(controlDatabase(env), actor.tenant.id)
    if (tenant === null) return failure('not_found')
    const { user, permissions, role } = actor
    const member = { userId: user.id, email: user.email, name: user.name, role, joinedAt: new Date() }
    const start = periodStart(query.every, addDays(periodStart(query.every, dayOf(new Date())), -1))
    const mail = await digestMail({ env, tenant, member, permissions }, query.every, start)
    if (mail === null) return failure('forbidden', { details: { needs: ['read:costs'] } })
    return { subject: mail.subject, text: mail.text }
  },
})

export const scheduleRoutes: readonly Route[] = [preview, list, create, change, remove]
