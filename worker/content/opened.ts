// Records of captured chats with what belongs to them: their text from R2, their personal fields, their title. Opened for one answer.
import type { TenantId } from '../ids.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { Home } from '../region.ts'
import { envelopeRef } from '../tenant/names.ts'
import { withLedger } from '../tenant/reach.ts'
import type { RecordAt } from '../tenant/records-at.ts'
import { type BlobCode, type OpenedBlob, readBlob } from '../vault/blob.ts'
import { openEnvelope } from '../vault/envelope.ts'
import { type Vault, VaultError } from '../vault/keys.ts'

export type Place = { readonly home: Home; readonly vault: Vault }

/** Of a record: the ledger's own text, parsed. */
// Our own bytes, checked when they were appended.
const parse = ({ text }: { text: string }): LedgerRecord => JSON.parse(text) as LedgerRecord

const tenantOf = (vault: Vault): TenantId => vault.tenant as TenantId // openVault takes nothing else

/** Records by seq; those that are not there are left out. */
export async function readRecords({ home, vault }: Place, seqs: readonly number[]): Promise<Map<number, LedgerRecord>> {
  const records = new Map<number, LedgerRecord>()
  for (let at = 0; at < seqs.length; at += CHUNK) {
    const some = await withLedger(
      home,
      tenantOf(vault),
      async (ledger): Promise<RecordAt[]> => await ledger.recordsAt(seqs.slice(at, at + CHUNK)),
    )
    for (const one of some) records.set(one.seq, parse(one))
  }
  return records
}

/** Records with their personal fields, null where there are none any more. */
export async function readSealed(
  { home, vault }: Place,
  seqs: readonly number[],
): Promise<Map<number, { record: LedgerRecord; fields: JsonObject | null }>> {
  if (seqs.length === 0) return new Map()
  const found = await withLedger(
    home,
    tenantOf(vault),
    async (ledger): Promise<RecordAt[]> => await ledger.recordsAt([...seqs], true),
  )
  const opened = await atOnce(found, async (one) => ({ record: parse(one), fields: await fieldsOf(vault, one) }))
  return new Map(opened.map((one) => [one.record.seq, one]))
}

/** Titles by the seq of each chat's record in force: the newest title that was captured, null where there is none. */
export async function readTitles({ home, vault }: Place, seqs: readonly number[]): Promise<Map<number, string>> {
  if (seqs.length === 0) return new Map()
  const found = await withLedger(
    home,
    tenantOf(vault),
    async (ledger): Promise<Record<number, RecordAt>> => await ledger.titledRecords([...seqs]),
  )
  const titles = await atOnce(Object.entries(found), async ([seq, one]): Promise<[number, string][]> => {
    const title = (await fieldsOf(vault, one))?.title
    return typeof title === 'string' ? [[Number(seq), title]] : []
  })
  return new Map(titles.flat())
}

async function fieldsOf(vault: Vault, at: RecordAt): Promise<JsonObject | null> {
  const record = parse(at)
  const { sealed, subject } = record
  if (sealed === undefined || at.envelope === null) return null
  const about = { ref: envelopeRef(record), ...(subject !== undefined && { subject }) }
  const opened = await openEnvelope(vault, { ...about, sealed, object: at.envelope })
  return opened.ok ? opened.fields : null
}

/** The text of a message record with its salt, or why there is none. Throws VaultError where a key cannot be unwrapped. */
export async function readText(
  vault: Vault,
  record: LedgerRecord,
): Promise<OpenedBlob | { ok: false; code: 'no_content' }> {
  const { content, subject } = record
  if (content === undefined) return { ok: false, code: 'no_content' }
  return readBlob(vault, { ref: envelopeRef(record), ...(subject !== undefined && { subject }) }, content)
}

export type OpenedText = { ok: true; text: string } | { ok: false; code: BlobCode | 'damaged' | 'no_content' }

/** The text of a message record. Says why there is none; a person's key that cannot be unwrapped is `damaged`. */
export async function openText(vault: Vault, record: LedgerRecord): Promise<OpenedText> {
  try {
    const opened = await readText(vault, record)
    return opened.ok ? { ok: true, text: opened.text } : opened
  } catch (error) {
    // A lost tenant or root key is everybody's and stops the work.
    if (error instanceof VaultError && error.code === 'damaged' && record.subject !== undefined) {
      return { ok: false, code: 'damaged' }
    }
    throw error
  }
}

/** Records asked of the ledger in one call. */
const CHUNK = 500
/** R2 objects read at once. */
const PARALLEL = 16

/** Does `work` for each, some at a time, and keeps the order. */
export async function atOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += PARALLEL) {
    results.push(...(await Promise.all(items.slice(at, at + PARALLEL).map(work))))
  }
  return results
}
