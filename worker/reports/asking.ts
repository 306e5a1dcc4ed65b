// For whom a report is made, with what, and what came of it.
import type { Permission } from '../access/roles.ts'
import type { TenantRow } from '../access/rows.ts'
import type { MemberRow } from '../db/control/members.ts'
import type { ScheduleRow } from '../db/tenant/schedules.ts'
import type { SendMail } from '../mail/send.ts'
import type { RecordAct } from '../tenant/acts.ts'
import type { Every } from './periods.ts'

export type ReportPorts = { sendMail: SendMail; recordAct: RecordAct; now: () => Date }

/** The member who wanted it, with what their role allows today. */
export type Asking = {
  env: Env
  tenant: TenantRow
  member: MemberRow
  permissions: ReadonlySet<Permission>
  ports: ReportPorts
}

/** What a try came to; `exportId` of an export that was begun. */
export type Reported = { ok: true; exportId?: string } | { ok: false; code: 'not_allowed' | 'too_many_exports' }

export const everyOf = ({ every }: ScheduleRow): Every => (every === 'month' ? 'month' : 'week')
