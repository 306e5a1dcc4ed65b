// A receipt could not be delivered: a mail to owners and admins, who can put it right.
import { controlDatabase } from '../db/control/database.ts'
import { selectMembers } from '../db/control/members.ts'
import { selectTenant } from '../db/control/tenants.ts'
import type { TenantId } from '../ids.ts'
import { receiptFailedLetter } from '../mail/receipt-letters.ts'
import type { SendMail } from '../mail/send.ts'
import { type FailureCode, failureWords } from './words.ts'

/** Members looked through: more admins than stand among so many are no mailing list of ours. */
const MOST = 1_000
/** Mails at most for one delivery that failed. */
const MOST_MAILS = 20

const CHANNELS = { mail: 'one of its mail addresses', webhook: 'its webhook' } as const

/** Never throws: the list of deliveries says it too. */
export async function alertAdmins(
  env: Env,
  tenant: TenantId,
  failed: { channel: keyof typeof CHANNELS; day: string; code: FailureCode },
  sendMail: SendMail,
): Promise<void> {
  try {
    const db = controlDatabase(env)
    const [row, members] = await Promise.all([selectTenant(db, tenant), selectMembers(db, tenant, null, MOST)])
    const admins = members.filter(({ role }) => role === 'owner' || role === 'admin').slice(0, MOST_MAILS)
    const said = {
      tenant: row?.name ?? 'your organization',
      channel: CHANNELS[failed.channel],
      day: failed.day,
      why: failureWords(failed.code),
    }
    const letters = admins.map(({ email }) => receiptFailedLetter(env.APP_URL, email, said))
    const sent = await Promise.allSettled(letters.map((letter) => sendMail(env, letter)))
    const lost = sent.filter(({ status }) => status === 'rejected').length
    if (lost > 0) console.error(JSON.stringify({ event: 'receipt_alert_failed', tenant, mails: lost }))
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ event: 'receipt_alert_failed', tenant, error: name }))
  }
}
