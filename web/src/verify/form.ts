// Steps about one record by itself and its predecessor: form, leaf hash, link.
import { hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { type LedgerRecord, NO_PREV, parseRecord, recordLeaf } from '../../../worker/ledger/record.ts'
import { count } from '../format.ts'
import { claims } from './claims.ts'
import { type Step, skipped, step } from './step.ts'

/** Whether the text is a record of the profile, in canonical form, that stands where it says. */
export function checkForm(text: string, seq: number): { step: Step; record?: LedgerRecord } {
  const bytes = utf8(text)
  const parsed = parseRecord(bytes)
  if (!parsed.ok) {
    const words =
      parsed.code === 'canonical'
        ? 'The bytes are not in canonical form: the same content could be written in two ways.'
        : `The bytes are not a record: ${parsed.detail}.`
    return { step: step(claims.form, { result: 'false', words, evidence: [['Code', parsed.code]] }) }
  }
  const { record } = parsed
  if (record.seq !== seq) {
    const words = `Record ${count(seq)} was asked for, these bytes say they are record ${count(record.seq)}.`
    return { step: step(claims.form, { result: 'false', words }) }
  }
  const words = `${count(bytes.length)} bytes of kind ${record.kind}, every member as the format says.`
  return { step: step(claims.form, { result: 'ok', words }), record }
}

/** Recomputes the leaf from the bytes and compares it with the one that was shown. */
export function checkLeaf(text: string, shown: string): { step: Step; leaf: Uint8Array } {
  const leaf = recordLeaf(utf8(text))
  const computed = hex(leaf)
  const evidence = [['Computed here', computed] as const, ['Shown', shown] as const]
  const same = computed === shown
  const words = same
    ? 'SHA-256 recomputed from the bytes shown here.'
    : 'The bytes give another hash than the one shown.'
  return { step: step(claims.leaf, { result: same ? 'ok' : 'false', words, evidence }), leaf }
}

/** Compares `prev` with the hash of the predecessor's bytes; record 0 has none and says so with zeros. */
export function checkLink(record: LedgerRecord | undefined, before: string | null): Step {
  if (record === undefined) return skipped(claims.link, 'There is no record to read the link from.')
  const expected = before === null ? NO_PREV : hex(recordLeaf(utf8(before)))
  const evidence = [['prev', record.prev] as const, ['Expected', expected] as const]
  if (record.prev !== expected) {
    const words = `The link does not lead to record ${count(record.seq - 1)}: its bytes have another hash.`
    return step(claims.link, { result: 'false', words, evidence })
  }
  const words =
    record.seq === 0
      ? 'It is the first record and links to nothing.'
      : `The hash of record ${count(record.seq - 1)} stands in it.`
  return step(claims.link, { result: 'ok', words, evidence })
}
