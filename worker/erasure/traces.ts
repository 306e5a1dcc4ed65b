// What is left of a person outside the ledger: labels, lines that admins typed, invitations, acts on their way, receipts, an account of nobody.
import { deliverActs } from '../access/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import { forgetInControl } from '../db/control/erasing.ts'
import { selectWaitingActs } from '../db/control/waiting-acts.ts'
import { renameBudgets } from '../db/tenant/budgets.ts'
import { findReceiptSetting, writeReceiptSetting } from '../db/tenant/receipts.ts'
import { forgetTyped } from '../db/tenant/typed.ts'
import { identityHashes } from '../people/identity.ts'
import { readAlertChannels, sealAlertChannels } from '../vault/alert-channels.ts'
import { forgetMentions } from '../vault/directory.ts'
import { readChannels, sealChannels } from '../vault/receipt-channels.ts'
import { needlesOf } from './mentions.ts'
import type { Needles } from './needles.ts'
import type { Step, Work } from './work.ts'

/** Rounds of a hundred acts each. */
const ROUNDS = 100

/** Acts that wait go into the ledger first, where what they seal is found. */
export const outbox: Step = async ({ env, tenant, ports }) => {
  const control = controlDatabase(env)
  for (let round = 0; round < ROUNDS; round++) {
    const waiting = await selectWaitingActs(control, tenant)
    if (waiting.length === 0 || (await deliverActs(env, ports.recordAct, waiting)) === 0) break
  }
  return { end: true }
}

/** Answers that did not parse: nobody knows what stands in them, and they can be read again. */
export async function deleteUnder(bucket: R2Bucket, prefix: string): Promise<void> {
  for (;;) {
    const { objects } = await bucket.list({ prefix })
    if (objects.length === 0) return
    await bucket.delete(objects.map(({ key }) => key))
  }
}

export const traces: Step = async (work) => {
  const { env, home, tenant, vault, ledger, target } = work
  const needles = await needlesOf(work)
  const tells = (text: string): boolean => needles.tells(text, null)
  await deleteUnder(home.vault, `quarantine/${tenant}/`)
  // A projection under way may have opened a label before its envelope went: it ends before the labels go.
  await ledger.settle()
  await forgetMentions(vault, (text, whose) => !target.includes(whose ?? '') && needles.tells(text, whose))
  await forgetTyped(home.db, tenant, tells)
  await forgetReceipts(work, needles)
  await forgetAlerts(work, needles)
  await forgetInControl(controlDatabase(env), tenant, {
    addresses: needles.addresses,
    tells,
    isTheirs: async (userId) => {
      const hashes = identityHashes(await vault.identityKey(), { vendorUser: `tallystick:${userId}` })
      return (await ledger.knownSubjects(hashes)).some((subject) => target.includes(subject))
    },
  })
  return { end: true }
}

async function forgetReceipts({ home, tenant, vault, ports }: Work, needles: Needles): Promise<void> {
  for (;;) {
    const { channels, etag } = await readChannels(vault)
    const mails = channels.mails.filter(({ address }) => !needles.tells(address, null))
    if (mails.length === channels.mails.length) return
    if (!(await sealChannels(vault, { ...channels, mails }, etag))) continue
    const row = await findReceiptSetting(home.db, tenant)
    if (row === undefined) return
    const { webhook, paused, second } = row
    const counts = { mails: mails.length, webhook, paused, second, changedAt: ports.now().toISOString() }
    await writeReceiptSetting(home.db, tenant, counts)
  }
}

/** Channels that mail the person or are named by them, and names of budgets. */
async function forgetAlerts({ home, tenant, vault }: Work, needles: Needles): Promise<void> {
  await renameBudgets(home.db, tenant, (text) => needles.tells(text, null))
  for (;;) {
    const { channels, etag } = await readAlertChannels(vault)
    const kept = channels
      .filter(({ target }) => target.kind !== 'mail' || !needles.tells(target.address, null))
      .map((channel) => (needles.tells(channel.name, null) ? { ...channel, name: 'Channel' } : channel))
    const same = kept.length === channels.length && kept.every((channel, at) => channel === channels[at])
    if (same || (await sealAlertChannels(vault, kept, etag))) return
  }
}
