// A self-check found something that was not there the night before: a mail to the owners. It says that, and not what stands in the ledger.
import { controlDatabase } from '../db/control/database.ts'
import { selectMembers } from '../db/control/members.ts'
import { selectTenant } from '../db/control/tenants.ts'
import type { TenantId } from '../ids.ts'
import { selfCheckLetter } from './letters.ts'
import { type SendMail, sendMail as send } from './send.ts'

/** Members looked through for owners: more owners than stand among so many are no mailing list of ours. */
const MOST = 1_000

/** Never throws: a mail that cannot be sent must not keep the outcome from being kept. The overview and the log say it too. */
export async function alertOwners(
  env: Env,
  tenant: TenantId,
  words: readonly string[],
  sendMail: SendMail = send,
): Promise<void> {
  try {
    const db = controlDatabase(env)
    const [row, members] = await Promise.all([selectTenant(db, tenant), selectMembers(db, tenant, null, MOST)])
    const name = row?.name ?? 'your organization'
    const owners = members.filter(({ role }) => role === 'owner')
    const letters = owners.map(({ email }) => selfCheckLetter(env.APP_URL, email, { tenant: name, words }))
    const sent = await Promise.allSettled(letters.map((letter) => sendMail(env, letter)))
    const failed = sent.filter(({ status }) => status === 'rejected').length
    if (failed > 0) console.error(JSON.stringify({ event: 'self_check_mail_failed', tenant, mails: failed }))
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ event: 'self_check_mail_failed', tenant, error: name }))
  }
}
