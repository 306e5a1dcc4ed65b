// Asks one witness to cosign the frozen checkpoint file: the client side of add-checkpoint (c2sp.org/tlog-witness).
import { orUndefined, text, utf8 } from '../../ledger/bytes.ts'
import { parseCheckpoint } from '../../ledger/checkpoint.ts'
import { parseNote, verifyNote } from '../../ledger/note.ts'
import { formatSignatureLine, parseSignatureLines } from '../../ledger/signature-line.ts'
import { formatAddCheckpoint } from '../../ledger/witness.ts'
import { type Ask, shortText } from './ask.ts'
import type { Witness } from './settings.ts'

/** The path from the root log's tree of `from` leaves to that of `to`, lowest first (RFC 6962 section 2.1.2). */
export type Consistency = (from: number, to: number) => Promise<readonly Uint8Array[]>

/** `line` = its good cosignature with newline. */
export type CosignResult =
  | { readonly ok: true; readonly line: string }
  | { readonly ok: false; readonly code: CosignCode }
export type CosignCode =
  | 'unreachable'
  | 'not_known' // 404: the witness does not serve this log
  | 'not_trusted' // 403: it does not trust our key
  | 'inconsistent' // 422: it saw another history of this log, or our proof is wrong
  | 'superseded' // it has cosigned a later checkpoint: this one it can cosign no more
  | 'conflict' // its size moved while we asked
  | 'refused' // any other status
  | 'bad_cosignature' // 200 without a good line of its key
  | 'no_proof' // our own tree gave no consistency proof

const MAX_BYTES = 16 * 1024
const STATUS: Readonly<Record<number, CosignCode>> = {
  403: 'not_trusted',
  404: 'not_known',
  422: 'inconsistent',
}

/** One cosignature. First from size 0; a witness that has more answers 409 with its size, and is asked again from there. */
export async function askCosignature(
  ask: Ask,
  { key, url }: Witness,
  file: string,
  consistency: Consistency,
): Promise<CosignResult> {
  const note = parseNote(file)
  const checkpoint = note && parseCheckpoint(note.text, { extensions: false })
  if (note === undefined || checkpoint === undefined) throw new TypeError('the frozen file is no checkpoint')
  const add = (old: number, path: readonly Uint8Array[]) =>
    ask({
      url: `${url}/add-checkpoint`,
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: utf8(formatAddCheckpoint({ old, path, file })),
      maxBytes: MAX_BYTES,
    })
  let reply = await add(0, [])
  if (reply.ok && reply.status === 409) {
    const size = shortText(reply.body)
    if (!/^(0|[1-9][0-9]{0,15})$/.test(size)) return { ok: false, code: 'refused' }
    const old = Number(size)
    if (old > checkpoint.size) return { ok: false, code: 'superseded' }
    const path = await consistency(old, checkpoint.size).catch(() => undefined)
    if (path === undefined) return { ok: false, code: 'no_proof' }
    reply = await add(old, path)
  }
  if (!reply.ok) return { ok: false, code: 'unreachable' }
  if (reply.status === 409) return { ok: false, code: 'conflict' }
  if (reply.status !== 200) return { ok: false, code: STATUS[reply.status] ?? 'refused' }
  const { body } = reply
  // Lines of other keys may stand beside it; only what we can check ourselves is kept.
  const lines = parseSignatureLines(orUndefined(() => text(body)) ?? '') ?? []
  const own = lines.find(({ name, id }) => name === key.name && id === key.id)
  if (own === undefined) return { ok: false, code: 'bad_cosignature' }
  const verified = await verifyNote({ text: note.text, signatures: [own] }, [key])
  return verified.ok ? { ok: true, line: formatSignatureLine(own) } : { ok: false, code: 'bad_cosignature' }
}
