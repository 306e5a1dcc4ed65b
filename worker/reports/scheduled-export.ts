// An export that makes itself: what was wished for, over the period that is over, in the name of whoever wished it.
import type { ScheduleRow } from '../db/tenant/schedules.ts'
import { createExport } from '../export/create.ts'
import { madeExportLetter } from '../mail/digest-letter.ts'
import { type Asking, everyOf, type Reported } from './asking.ts'
import { periodDays, periodWords } from './periods.ts'
import { ScheduledWish } from './wish.ts'

export async function makeScheduledExport(asking: Asking, row: ScheduleRow): Promise<Reported> {
  const { env, tenant, member, permissions, ports } = asking
  if (!permissions.has('write:exports')) return { ok: false, code: 'not_allowed' }
  const wish = ScheduledWish.parse(JSON.parse(row.wish)) // written through the same schema
  const { from, to } = periodDays(everyOf(row), row.nextPeriod)
  const filter = { from, to, ...(wish.vendor !== undefined && { vendor: wish.vendor }) }
  const words = periodWords(everyOf(row), row.nextPeriod)
  const user = { id: member.userId, email: member.email, name: member.name }
  const created = await createExport(
    { env, tenant, user, recordAct: ports.recordAct },
    {
      filter: JSON.stringify(filter),
      selection: filter,
      format: wish.format,
      asOf: 'newest',
      disclosed: false,
      expiresInDays: wish.expires_in_days,
      maxDownloads: null,
      note: `Scheduled: ${words}`,
    },
  )
  if (!created.ok) return { ok: false, code: 'too_many_exports' }
  await ports.sendMail(env, madeExportLetter(env.APP_URL, member.email, { tenant: tenant.name, words, id: created.id }))
  return { ok: true, exportId: created.id }
}
