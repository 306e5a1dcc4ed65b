// The first steps: which records and chats the erasure takes, and how much that is, before anything is destroyed.
import { countWords } from '../db/tenant/erasures.ts'
import { countBlobs } from '../vault/blob.ts'
import { pathSegment } from '../vendors/place.ts'
import { exportsToRevoke } from './exports.ts'
import { scopeOf } from './progress.ts'
import type { Step } from './work.ts'

/** Records that name the person, of which the newest are kept: a name changes seldom. */
const MOST_NAMING = 100
/** Chats a step; each is a listing or two. */
export const CHATS_A_STEP = 200
/** Content records a step. */
export const SEQS_A_STEP = 5_000

/** Marks what is taken: a stretch of the ledger a step for a person, everything at once for chats. */
export const find: Step = async ({ ledger, row, progress, target }) => {
  const scope = scopeOf(row)
  if (scope !== 'person') {
    await ledger.findContent(row.id, scope === 'tenant' ? null : [...target])
    return { end: true }
  }
  const { next, naming } = await ledger.findOwn(row.id, [...target], progress.seq)
  const all = [...progress.naming, ...naming].slice(-MOST_NAMING)
  return { end: next === null, progress: { seq: next ?? 0, naming: all } }
}

/** Texts that lie there, and exports that may show something of them. */
export const count: Step = async ({ home, vault, ledger, row, progress }) => {
  const { counts } = progress
  if (scopeOf(row) === 'tenant') {
    const blobs = await countBlobs(vault, '')
    return {
      end: true,
      progress: { counts: { ...counts, blobs, exports: (await exportsToRevoke(home.db, row)).length } },
    }
  }
  const chats = await ledger.erasedChats(row.id, progress.chat, CHATS_A_STEP)
  let blobs = counts.blobs
  for (const chat of chats) blobs += await countBlobs(vault, `${pathSegment(chat)}/`)
  const last = chats.at(-1)
  if (chats.length === CHATS_A_STEP && last !== undefined) {
    return { end: false, progress: { chat: last, counts: { ...counts, blobs } } }
  }
  const exports = (await exportsToRevoke(home.db, row)).length
  return { end: true, progress: { counts: { ...counts, blobs, exports } } }
}

/** Words of what is taken, those of others' messages included. */
export const countIndex: Step = async ({ home, tenant, ledger, row, progress }) => {
  const seqs = await ledger.erasedSeqs(row.id, progress.seq - 1, SEQS_A_STEP)
  const words = progress.counts.words + (await countWords(home.db, tenant, seqs))
  const last = seqs.at(-1)
  const end = seqs.length < SEQS_A_STEP || last === undefined
  return { end, progress: { seq: end ? 0 : last + 1, counts: { ...progress.counts, words } } }
}
