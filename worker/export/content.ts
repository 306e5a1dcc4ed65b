// Texts of exported messages: opened for an export that was asked to hold them, in the clear or masked (LEDGER section 8, data/content).
import { mask, type Numbering } from '../content/mask.ts'
import { readText } from '../content/opened.ts'
import { utf8 } from '../ledger/bytes.ts'
import { canonicalize } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { Vault } from '../vault/keys.ts'

/** How the texts of messages are in an export. */
export type Texts = 'masked' | 'revealed'

/** Objects read at once: an invocation may have six connections open, and what waits costs memory. */
const PARALLEL = 6

/** `texts` undefined: the export holds no texts. */
export const holdsText = ({ content }: Pick<LedgerRecord, 'content'>, texts: Texts | undefined): boolean =>
  texts !== undefined && content !== undefined

/**
 * The files of these records, by path. What was erased, or does not open, has none: the erasure record beside it explains that, and where
 * there is no such record the verifiers say so. One numbering for all, so that the same value is the same mark throughout a volume.
 */
export async function contentFiles(
  vault: Vault,
  records: readonly LedgerRecord[],
  texts: Texts,
  numbering: Numbering,
): Promise<[string, Uint8Array][]> {
  const files: [string, Uint8Array][] = []
  const held = records.filter((record) => holdsText(record, texts))
  for (let at = 0; at < held.length; at += PARALLEL) {
    const some = held.slice(at, at + PARALLEL)
    const opened = await Promise.all(
      some.map(async (record) => ({ seq: record.seq, read: await readText(vault, record) })),
    )
    for (const { seq, read } of opened) if (read.ok) files.push(fileOf({ seq, ...read }, texts, numbering))
  }
  return files
}

function fileOf(
  { seq, text, salt }: { seq: number; text: string; salt: string },
  texts: Texts,
  numbering: Numbering,
): [string, Uint8Array] {
  const path = `data/content/${seq}.json`
  if (texts === 'revealed') return [path, utf8(canonicalize({ seq, text, salt }))]
  const { text: masked, marks } = mask(text, numbering)
  return [path, utf8(canonicalize({ seq, masked, marks }))]
}
