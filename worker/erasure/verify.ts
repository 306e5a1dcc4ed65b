// Before anything is said to be gone: it is looked for where it lay. What is found sends the erasure back to destroying.

import { countBlobs } from '../vault/blob.ts'
import { leftOfTenant } from '../vault/destroy-tenant.ts'
import { readDirectory } from '../vault/directory.ts'
import { pathSegment } from '../vendors/place.ts'
import { CHATS_A_STEP } from './find.ts'
import type { Step, Work } from './work.ts'

/** Something is still there, or there again: a pull that had begun before the marks may have sealed once more. */
export class StillThere extends Error {
  override readonly name = 'StillThere'
}

const gone = (what: string, is: boolean): void => {
  if (!is) throw new StillThere(what)
}

async function verifyPerson({ vault, target }: Work): Promise<Record<string, string>> {
  for (const subject of target) gone('key', (await vault.subjectKeyIfAny(subject)) === undefined)
  const { people } = await readDirectory(vault)
  gone(
    'directory',
    target.every((subject) => !Object.hasOwn(people, subject)),
  )
  return { key_objects: 'absent', directory: 'absent' }
}

/** The vault of a step has asked R2 for every key itself. Listings of R2 are strongly consistent. */
export const verify: Step = async (work) => {
  const { vault, ledger, row, progress } = work
  if (row.scope === 'tenant') {
    gone((await leftOfTenant(vault)) ?? '', (await leftOfTenant(vault)) === undefined)
    const { left } = await ledger.erasedState(row.id)
    gone('envelopes', left === 0)
    const checks = { key_objects: 'absent', listings: 'empty', envelopes: 'absent' }
    return { end: true, progress: { checks: { ...progress.checks, ...checks } } }
  }
  const chats = await ledger.erasedChats(row.id, progress.chat, CHATS_A_STEP)
  for (const chat of chats) gone('texts', (await countBlobs(vault, `${pathSegment(chat)}/`)) === 0)
  const last = chats.at(-1)
  if (chats.length === CHATS_A_STEP && last !== undefined) return { end: false, progress: { chat: last } }
  const { left } = await ledger.erasedState(row.id)
  gone('envelopes', left === 0)
  const own = row.scope === 'person' ? await verifyPerson(work) : { texts: 'absent' }
  const checks = { ...progress.checks, ...own, listings: 'empty', envelopes: 'absent' }
  return { end: true, progress: { chat: '', checks } }
}
