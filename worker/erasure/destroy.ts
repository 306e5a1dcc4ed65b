// The point of no return for a person or for chats: keys, then texts, then the words they could be found by, then the envelopes.
import { clearWords } from '../db/tenant/content-words.ts'
import { deleteBlobs } from '../vault/blob.ts'
import { removeSubject } from '../vault/directory.ts'
import { forgetSearchKey } from '../vault/search-keys.ts'
import { pathSegment } from '../vendors/place.ts'
import { CHATS_A_STEP, SEQS_A_STEP } from './find.ts'
import { takeInHand, tryToOpen } from './hand.ts'
import { freshVault, type Step } from './work.ts'

/** Writes down which keys there are, because afterwards nobody can say. */
export const noteKeys: Step = async ({ vault, target, progress }) => {
  const keys: string[] = []
  for (const subject of target) {
    const key = await vault.subjectKeyIfAny(subject)
    if (key !== undefined) keys.push(key.id)
  }
  const all = [...new Set([...progress.keys, ...keys])]
  return { end: true, progress: { keys: all, counts: { ...progress.counts, keys: all.length } } }
}

/** Destroys the person's keys and shows that what they sealed opens no more. */
export const destroyKeys: Step = async (work) => {
  const { env, home, tenant, vault, target, progress } = work
  const hand = await takeInHand(work)
  for (const subject of target) await vault.destroySubjectKey(subject)
  const { sealed, text } = await tryToOpen(freshVault(env, home, tenant), hand)
  if (sealed === 'opened' || text === 'opened') throw new Error('what was erased still opens')
  return { end: true, progress: { checks: { ...progress.checks, sealed_fields: sealed, texts: text } } }
}

/** Deletes the texts of the chats, some hundred chats a step. */
export const deleteTexts: Step = async ({ vault, ledger, row, progress }) => {
  const chats = await ledger.erasedChats(row.id, progress.chat, CHATS_A_STEP)
  for (const chat of chats) await deleteBlobs(vault, `${pathSegment(chat)}/`)
  const last = chats.at(-1)
  const end = chats.length < CHATS_A_STEP || last === undefined
  return { end, progress: { chat: end ? '' : last } }
}

/** After the texts: whoever makes a new search key must find nothing to index. */
export const forgetWords: Step = async ({ home, tenant, vault, ledger, row, target, progress }) => {
  if (row.scope === 'person' && progress.seq === 0) await forgetSearchKey(vault, target)
  const seqs = await ledger.erasedSeqs(row.id, progress.seq - 1, SEQS_A_STEP)
  await clearWords(home.db, tenant, seqs)
  const last = seqs.at(-1)
  const end = seqs.length < SEQS_A_STEP || last === undefined
  return { end, progress: { seq: end ? 0 : last + 1 } }
}

export const deleteEnvelopes: Step = async ({ ledger, row }) => ({
  end: !(await ledger.dropEnvelopes(row.id, row.scope === 'tenant')),
})

/** Last of the sources of the name. A projection that had opened an envelope just before its key went is refused by the size. */
export const forgetPerson: Step = async ({ vault, ledger, target }) => {
  const { size } = await ledger.state()
  for (const subject of target) await removeSubject(vault, subject, size)
  return { end: true }
}
