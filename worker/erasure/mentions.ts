// What others have of the person: sealed fields that hold the address or the name, and (where that was chosen) messages that do.

import type { OtherText } from '../tenant/erased-scan.ts'
import { envelopeRef } from '../tenant/names.ts'
import { deleteBlob, readBlob } from '../vault/blob.ts'
import { openEnvelope } from '../vault/envelope.ts'
import { VaultError } from '../vault/keys.ts'
import { readNeedles } from './known.ts'
import type { Needles } from './needles.ts'
import type { Step, Work } from './work.ts'

const aboutOf = ({ stream, id, rev, subject }: Pick<OtherText, 'stream' | 'id' | 'rev' | 'subject'>) => ({
  ref: envelopeRef({ stream, id, rev }),
  ...(subject !== undefined && { subject }),
})

export const needlesOf = ({ home, vault, target, progress }: Work): Promise<Needles> =>
  readNeedles(home, vault, target, progress.naming)

/** A key that is damaged is one person's: what it sealed cannot be read by anybody. */
async function orClosed<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof VaultError && error.code === 'damaged') return undefined
    throw error
  }
}

/** Opens the next envelopes of others and deletes those that tell of the person. */
export const mentionsSealed: Step = async (work) => {
  const { vault, ledger, row, progress } = work
  const needles = await needlesOf(work)
  const { found, next } = await ledger.othersSealed(progress.seq)
  const telling: { seq: number; subject: string | null; chat: string | null }[] = []
  for (const one of found) {
    const opened = await orClosed(() =>
      openEnvelope(vault, { ...aboutOf(one), sealed: one.sealed, object: one.object }),
    )
    if (!opened?.ok || !needles.tellsIn(opened.fields, one.subject ?? null)) continue
    const chat = one.id.includes('/') ? one.id.slice(0, one.id.indexOf('/')) : one.id
    telling.push({ seq: one.seq, subject: one.subject ?? null, chat })
  }
  if (telling.length > 0) await ledger.dropMentions(row.id, telling)
  return { end: next === null, progress: { seq: next ?? 0 } }
}

/** Texts that are opened at once: each waits on R2. */
const PARALLEL = 16

async function telling(work: Work, texts: readonly OtherText[], needles: Needles): Promise<OtherText[]> {
  const found: OtherText[] = []
  for (let at = 0; at < texts.length; at += PARALLEL) {
    const some = texts.slice(at, at + PARALLEL).map(async (one) => {
      const opened = await orClosed(() => readBlob(work.vault, aboutOf(one), one.content))
      // Of one that was marked before a death only the deletion is left to do, or nothing.
      if (opened?.ok && needles.tells(opened.text, null)) found.push(one)
    })
    await Promise.all(some)
  }
  return found
}

/** Opens the next messages of others; the texts that tell of the person go, unless a hold keeps them. */
export const mentionsInTexts: Step = async (work) => {
  const { vault, ledger, row, progress } = work
  if (row.mentions !== 'erase') return { end: true }
  const needles = await needlesOf(work)
  const { found, next } = await ledger.nextTexts(row.id, progress.seq)
  const tells = await telling(work, found, needles)
  const mentions = tells.map(({ seq, id, subject }) => ({
    seq,
    subject: subject ?? null,
    chat: id.slice(0, id.indexOf('/')),
  }))
  const taken = new Set(mentions.length === 0 ? [] : await ledger.takeTexts(row.id, mentions))
  // Marked first: the record of what is gone must not miss one whose text went before a death.
  for (const { seq, content } of tells) if (taken.has(seq)) await deleteBlob(vault, content.blob)
  return { end: next === null, progress: { seq: next ?? 0 } }
}
