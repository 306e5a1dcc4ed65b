// One sealed object of each kind kept in the hand while its key goes: afterwards it must not open (tamper-evidence section 6.2).
import type { LedgerRecord } from '../ledger/record.ts'
import { envelopeRef } from '../tenant/names.ts'
import { blobObject, openBlob } from '../vault/blob.ts'
import { openEnvelope } from '../vault/envelope.ts'
import { type Vault, VaultError } from '../vault/keys.ts'
import type { Work } from './work.ts'

type Kept = { record: LedgerRecord; object: Uint8Array }
/** `null`: there is none, or an earlier try destroyed it already. */
export type Hand = { sealed: Kept | null; text: Kept | null }

async function recordAt(
  { ledger }: Work,
  seq: number | null,
): Promise<{ record: LedgerRecord; envelope: Uint8Array | null } | null> {
  const view = seq === null ? null : await ledger.record(seq)
  return view && { record: JSON.parse(view.text) as LedgerRecord, envelope: view.envelope } // our own bytes
}

export async function takeInHand(work: Work): Promise<Hand> {
  const at = await work.ledger.erasedState(work.row.id)
  const [sealed, text] = [await recordAt(work, at.sealed), await recordAt(work, at.text)]
  const blob = text?.record.content && (await blobObject(work.vault, text.record.content.blob))
  return {
    sealed: sealed?.envelope ? { record: sealed.record, object: sealed.envelope } : null,
    text: text && blob ? { record: text.record, object: blob } : null,
  }
}

const aboutOf = (record: LedgerRecord) => ({
  ref: envelopeRef(record),
  ...(record.subject !== undefined && { subject: record.subject }),
})

/** What opening says: `erased` is what it must say. A tenant without any key says the same by refusing to make one. */
async function answerOf(open: () => Promise<{ ok: true } | { ok: false; code: string }>): Promise<string> {
  try {
    const opened = await open()
    return opened.ok ? 'opened' : opened.code
  } catch (error) {
    if (error instanceof VaultError && error.code === 'erased') return 'erased'
    throw error
  }
}

const NONE = 'none'

async function openSealed(vault: Vault, kept: Kept | null): Promise<string> {
  const sealed = kept?.record.sealed
  if (kept === null || sealed === undefined) return NONE
  return answerOf(() => openEnvelope(vault, { ...aboutOf(kept.record), sealed, object: kept.object }))
}

async function openText(vault: Vault, kept: Kept | null): Promise<string> {
  const content = kept?.record.content
  if (kept === null || content === undefined) return NONE
  return answerOf(() => openBlob(vault, aboutOf(kept.record), content, kept.object))
}

/** Tries to open what is in the hand with a vault that knows no key yet. `none`: there was nothing to keep. */
export async function tryToOpen(vault: Vault, { sealed, text }: Hand): Promise<{ sealed: string; text: string }> {
  return { sealed: await openSealed(vault, sealed), text: await openText(vault, text) }
}
