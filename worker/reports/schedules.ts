// Schedules begin, rest and end here; each of it is a record.
import type { TenantActor } from '../access/actor.ts'
import { deliverActs, newAct } from '../access/acts.ts'
import { newId } from '../access/ids.ts'
import { insertAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import { dayOf } from '../db/tenant/range.ts'
import {
  changeSchedule,
  deleteSchedule,
  insertSchedule,
  listSchedules,
  type ScheduleRow,
} from '../db/tenant/schedules.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { homeOf } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'
import { everyOf } from './asking.ts'
import { dueAt, type Every, periodStart } from './periods.ts'
import type { ScheduledWish } from './wish.ts'

/** Schedules that one account may have in an organization. */
const MOST = 20
const STREAM = { kind: 'tenant', stream: 'tallystick.schedules' } as const

export type Scheduling = { env: Env; actor: Pick<TenantActor, 'tenant' | 'user'>; recordAct: RecordAct; now: Date }
export type ScheduleWish = { kind: 'digest'; every: Every } | { kind: 'export'; every: Every; wish: ScheduledWish }
export type Begun = { ok: true; row: ScheduleRow } | { ok: false; code: 'too_many' | 'exists' }

/** The first report is on the week or month that is under way. One digest of a kind is enough for anybody. */
export async function beginSchedule(at: Scheduling, wish: ScheduleWish): Promise<Begun> {
  const { tenant, user } = at.actor
  const { db } = homeOf(at.env, tenant.region)
  const own = await listSchedules(db, tenant.id, user.id)
  if (own.length >= MOST) return { ok: false, code: 'too_many' }
  if (wish.kind === 'digest' && own.some(({ kind, every }) => kind === 'digest' && every === wish.every))
    return { ok: false, code: 'exists' }
  const id = newId('sch')
  const nextPeriod = periodStart(wish.every, dayOf(at.now))
  const row: ScheduleRow = {
    tenant: tenant.id,
    id,
    kind: wish.kind,
    every: wish.every,
    owner: user.id,
    wish: JSON.stringify(wish.kind === 'export' ? wish.wish : {}),
    paused: 0,
    nextPeriod,
    nextDue: dueAt(wish.every, nextPeriod, id),
    donePeriod: null,
    doneAt: null,
    lastExport: null,
    code: null,
    askedAt: null,
    createdAt: at.now.toISOString(),
  }
  const { vendor, ...rest } = wish.kind === 'export' ? wish.wish : {}
  const more: JsonObject = { ...rest, ...(vendor !== undefined && { vendor }) }
  await recorded(at, { action: 'created', schedule: id, kind: wish.kind, every: wish.every, ...more }, () =>
    insertSchedule(db, row),
  )
  return { ok: true, row }
}

/** Rested schedules skip the periods that pass meanwhile. */
export async function pauseSchedule(at: Scheduling, row: ScheduleRow, paused: boolean): Promise<ScheduleRow> {
  if (paused === (row.paused === 1)) return row
  const every = everyOf(row)
  const current = periodStart(every, dayOf(at.now))
  const nextPeriod = paused || current < row.nextPeriod ? row.nextPeriod : current
  const change = { paused: paused ? 1 : 0, nextPeriod, nextDue: dueAt(every, nextPeriod, row.id), askedAt: null }
  const { db } = homeOf(at.env, at.actor.tenant.region)
  await recorded(at, { action: paused ? 'paused' : 'resumed', schedule: row.id }, () => changeSchedule(db, row, change))
  return { ...row, ...change }
}

export async function endSchedule(at: Scheduling, row: ScheduleRow): Promise<void> {
  const { db } = homeOf(at.env, at.actor.tenant.region)
  await recorded(at, { action: 'removed', schedule: row.id }, () => deleteSchedule(db, row))
}

/** The act waits first, so that nothing takes effect without its record. */
async function recorded(at: Scheduling, data: JsonObject, effect: () => Promise<void>): Promise<void> {
  const { env, actor, recordAct, now } = at
  const act = newAct(actor.tenant.id, actor.user, { ...STREAM, data }, now)
  await insertAct(controlDatabase(env), act, now)
  await effect()
  await deliverActs(env, recordAct, [act.id])
}
