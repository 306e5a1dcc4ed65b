// An alert could not be delivered: a mail to owners and admins, who can put the channel right.
import { controlDatabase } from '../db/control/database.ts'
import { selectMembers } from '../db/control/members.ts'
import { selectTenant } from '../db/control/tenants.ts'
import type { TenantId } from '../ids.ts'
import { alertFailedLetter } from '../mail/alert-letters.ts'
import type { SendMail } from '../mail/send.ts'
import type { ChannelKind } from './kinds.ts'
import { CHANNEL_WORDS, type FailureCode, failureWords } from './words.ts'

/** Members looked through: more admins than stand among so many are no mailing list of ours. */
const MOST = 1_000
/** Mails at most for one delivery that failed. */
const MOST_MAILS = 20

/** Never throws: the alert's own history says it too. */
export async function tellAdmins(
  env: Env,
  tenant: TenantId,
  failed: { kind: ChannelKind; name: string; code: FailureCode },
  sendMail: SendMail,
): Promise<void> {
  try {
    const db = controlDatabase(env)
    const [row, members] = await Promise.all([selectTenant(db, tenant), selectMembers(db, tenant, null, MOST)])
    const admins = members.filter(({ role }) => role === 'owner' || role === 'admin').slice(0, MOST_MAILS)
    const said = {
      tenant: row?.name ?? 'your organization',
      channel: CHANNEL_WORDS[failed.kind],
      name: failed.name,
      why: failureWords(failed.code),
    }
    const letters = admins.map(({ email }) => alertFailedLetter(env.APP_URL, email, said))
    const sent = await Promise.allSettled(letters.map((letter) => sendMail(env, letter)))
    const lost = sent.filter(({ status }) => status === 'rejected').length
    if (lost > 0) console.error(JSON.stringify({ event: 'alert_word_failed', tenant, mails: lost }))
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ event: 'alert_word_failed', tenant, error: name }))
  }
}
