// One report of one schedule: the digest to whoever wanted it, or an export that makes itself. Then the period after it comes next.
import { ROLE_PERMISSIONS } from '../access/roles.ts'
import { controlDatabase } from '../db/control/database.ts'
import { type MemberRow, selectMember } from '../db/control/members.ts'
import { selectTenant } from '../db/control/tenants.ts'
import { changeSchedule, deleteSchedule, findSchedule, finishPeriod, type ScheduleRow } from '../db/tenant/schedules.ts'
import type { TenantId } from '../ids.ts'
import { homeOf } from '../region.ts'
import { everyOf, type Reported, type ReportPorts } from './asking.ts'
import { sendDigest } from './digest.ts'
import type { ReportMessage } from './message.ts'
import { dueAt, periodAfter } from './periods.ts'
import { makeScheduledExport } from './scheduled-export.ts'

/** After so long without success a period is given up, so that the next one is not late too. */
const GIVE_UP_MS = 2 * 86_400_000

/** Safe to repeat: a period that is done is not done again. What was sent just before a crash is sent twice. */
export async function makeReport(env: Env, message: ReportMessage, ports: ReportPorts): Promise<void> {
  const { db } = homeOf(env, message.region)
  const row = await findSchedule(db, message.tenant, message.id)
  if (row === undefined || row.paused === 1 || row.nextPeriod !== message.period) return
  const member = await selectMember(controlDatabase(env), message.tenant, row.owner)
  // Who is no member any more gets no figures; the schedule goes with them.
  if (member === null) return deleteSchedule(db, row)
  let reported: Reported
  try {
    reported = await make(env, message.tenant, row, member, ports)
  } catch (error) {
    await failed(db, row, 'failed', ports.now())
    throw error
  }
  if (!reported.ok) return failed(db, row, reported.code, ports.now())
  const next = {
    ...nextOf(row),
    code: null,
    donePeriod: row.nextPeriod,
    doneAt: ports.now().toISOString(),
    ...(reported.exportId !== undefined && { lastExport: reported.exportId }),
  }
  await finishPeriod(db, row, row.nextPeriod, next)
}

/** What a schedule asks for, now, with what its owner may do today. */
async function make(
  env: Env,
  id: TenantId,
  row: ScheduleRow,
  member: MemberRow,
  ports: ReportPorts,
): Promise<Reported> {
  const tenant = await selectTenant(controlDatabase(env), id)
  if (tenant === null) return { ok: false, code: 'not_allowed' }
  const permissions = new Set(ROLE_PERMISSIONS[member.role])
  const asking = { env, tenant, member, permissions, ports }
  return row.kind === 'export' ? makeScheduledExport(asking, row) : sendDigest(asking, row)
}

function nextOf(row: ScheduleRow): Pick<ScheduleRow, 'nextPeriod' | 'nextDue'> {
  const every = everyOf(row)
  const nextPeriod = periodAfter(every, row.nextPeriod)
  return { nextPeriod, nextDue: dueAt(every, nextPeriod, row.id) }
}

async function failed(db: D1Database, row: ScheduleRow, code: string, now: Date): Promise<void> {
  const late = now.getTime() - Date.parse(row.nextDue) > GIVE_UP_MS
  if (late) await finishPeriod(db, row, row.nextPeriod, { ...nextOf(row), code })
  else await changeSchedule(db, row, { code })
}
