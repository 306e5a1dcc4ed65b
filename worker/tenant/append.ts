// The only place that writes records: one synchronous transaction that checks the cursor, leaves out what is known, links, hashes and
// moves the cursor. Nothing in here awaits: an await inside would let another append read the same head (workers-platform section 0).
import { HASH_BYTES } from '../ledger/hash.ts'
import { canonicalize } from '../ledger/jcs.ts'
import type { AppendResult, Batch, SealedDraft } from './draft.ts'
import { type Identity, nextRev, readKnown, writeIdentities } from './identities.ts'
import { type Linked, Linker } from './linker.ts'
import { countPoll, linkFinishedPolls, RESERVED_IDS } from './polls.ts'
import { sealsErased } from './seals-erased.ts'
import { insertRows, oneRow, readHead, writeHead } from './storage.ts'

type Place = { draft: SealedDraft; prior: number | null }

/** An envelope's bytes at most: production refuses values over 2 MB, and local runs do not. */
const MAX_ENVELOPE = 1 << 20

export function readCursor(sql: SqlStorage, name: string): string | null {
  return oneRow(sql.exec<{ value: string | null }>('SELECT value FROM cursor WHERE name = ?', name))?.value ?? null
}

/**
 * What of a batch is new or has another value than the one in force; a later draft of the same id supersedes an earlier one.
 * Returns the id of a draft whose revision is taken already.
 */
function placesOf(sql: SqlStorage, batch: Batch): Place[] | string {
  const drafts = new Map(batch.drafts.map((one) => [one.id, one]))
  if (drafts.size === 0) return []
  const known = readKnown(sql, batch.stream, [...drafts.keys()])
  const places: Place[] = []
  for (const draft of drafts.values()) {
    const before = known.get(draft.id)
    if (before?.value === draft.value) continue
    // Somebody restated it since the caller asked: the envelope is bound to a revision that is taken now.
    if (draft.rev !== nextRev(before)) return draft.id
    places.push({ draft, prior: before?.seq ?? null })
  }
  return places
}

/** What only the ledger can refuse; the rest of LEDGER section 1 was checked by the caller, once and outside the transaction. */
function refusalOf(places: readonly Place[], size: number): string | undefined {
  for (const { draft } of places) {
    if (RESERVED_IDS.test(draft.id)) return `${draft.id}: an id that the ledger gives itself`
    if (draft.refs?.some((ref) => ref >= size)) return `${draft.id}: refers to a record that is not there`
    if ((draft.envelope?.length ?? 0) > MAX_ENVELOPE) return `${draft.id}: an envelope over 1 MiB`
  }
  return undefined
}

/** Characters of a row's texts: at most 3 bytes each, so a row stays near 1 MiB even with one record of 64 KiB on top. */
const SPAN_CHARS = 300_000

function writeRecords(sql: SqlStorage, first: number, at: string, records: readonly Linked[]): void {
  let from = 0
  let chars = 0
  for (const [place, { text }] of records.entries()) {
    chars += text.length
    if (chars < SPAN_CHARS && place < records.length - 1) continue
    writeSpan(sql, first + from, at, records.slice(from, place + 1))
    from = place + 1
    chars = 0
  }
}

function writeSpan(sql: SqlStorage, first: number, at: string, records: readonly Linked[]): void {
  const leaves = new Uint8Array(records.length * HASH_BYTES)
  for (const [place, { leaf }] of records.entries()) leaves.set(leaf, place * HASH_BYTES)
  // A canonical record holds no raw newline (LEDGER section 1).
  const texts = records.map(({ text }) => text).join('\n')
  sql.exec('INSERT INTO record VALUES (?, ?, ?, ?, ?)', first, records.length, at, leaves, texts)
}

/** Links the pull record of a page; the seq in its id makes its identity unique without a lookup. */
function linkPull(linker: Linker, batch: Batch, places: readonly Place[]): number | undefined {
  if (batch.pull === undefined) return undefined
  const { occurredAt, endpoint, data } = batch.pull
  const restated = places.filter(({ draft }) => draft.rev > 0).length
  const dataJson = canonicalize({ ...data, endpoint, new: places.length - restated, restated })
  const id = `pull/${linker.head.size}`
  return linker.link({ kind: 'pull', stream: batch.stream, id, rev: 0, occurredAt, dataJson })
}

function linkPlaces(sql: SqlStorage, linker: Linker, batch: Batch, places: readonly Place[]): void {
  const pull = linkPull(linker, batch, places)
  const identities: Identity[] = []
  const envelopes: [number, Uint8Array][] = []
  const priors: [number, number][] = []
  for (const { draft, prior } of places) {
    const seq = linker.link({ ...draft, stream: batch.stream, pull })
    identities.push([draft.id, draft.rev, seq, draft.value])
    if (draft.envelope !== undefined) envelopes.push([seq, draft.envelope])
    if (prior !== null) priors.push([seq, prior])
  }
  writeIdentities(sql, batch.stream, batch.scope ?? '', identities)
  insertRows(sql, 'envelope', envelopes)
  insertRows(sql, 'prior', priors)
}

/**
 * Appends a batch inside one synchronous transaction. Call it within `transactionSync`: a throw leaves nothing behind.
 * `stale_cursor` means another delivery was here first; the caller goes on from the cursor that is returned. `stale_revision`: a draft was
 * sealed before somebody else restated it, or before what it is about was erased. `refused` names a
 * draft that can never be a record here.
 */
export function appendBatch(sql: SqlStorage, tenant: string, batch: Batch, now: Date): AppendResult {
  if (batch.cursor !== undefined) {
    const stands = readCursor(sql, batch.cursor.name)
    if (stands !== batch.cursor.expect) return { ok: false, code: 'stale_cursor', cursor: stands }
  }
  const erased = sealsErased(sql, batch)
  if (erased !== undefined) return { ok: false, code: 'stale_revision', id: erased }
  const places = placesOf(sql, batch)
  if (typeof places === 'string') return { ok: false, code: 'stale_revision', id: places }
  const head = readHead(sql)
  const first = head.size
  const refused = refusalOf(places, first)
  if (refused !== undefined) return { ok: false, code: 'refused', detail: refused }
  const time = now.toISOString()
  // A clock that steps back must not: `ingested_at` never decreases with seq.
  if (time > head.ingestedAt) head.ingestedAt = time
  const today = head.ingestedAt.slice(0, 10)
  const linker = new Linker(tenant, head)
  linkFinishedPolls(sql, linker, today)
  if (places.length > 0) linkPlaces(sql, linker, batch, places)
  else if (batch.pull !== undefined) countPoll(sql, batch.stream, batch.pull.endpoint, today)

  const { records, nodes } = linker
  if (records.length > 0) {
    writeRecords(sql, first, head.ingestedAt, records)
    insertRows(sql, 'node', nodes)
    writeHead(sql, head)
  }
  if (batch.cursor !== undefined) {
    sql.exec(
      'INSERT INTO cursor VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      batch.cursor.name,
      batch.cursor.next,
    )
  }
  const restated = places.filter(({ draft }) => draft.rev > 0).length
  return {
    ok: true,
    fresh: places.length - restated,
    restated,
    skipped: batch.drafts.length - places.length,
    first: records.length > 0 ? first : null,
    size: head.size,
  }
}
