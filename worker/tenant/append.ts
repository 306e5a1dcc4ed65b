// The only place that writes records: one synchronous transaction that checks the cursor, leaves out what is known, links, hashes and
// moves the cursor. Nothing in here awaits: an await inside would let another append read the same head (workers-platform section 0).
import { createHash } from 'node:crypto'
import { hex } from '../ledger/bytes.ts'
import { canonicalize } from '../ledger/jcs.ts'
import { leafOfText, type RecordParts, recordText } from '../ledger/link.ts'
import { appendLeaf } from '../ledger/tree.ts'
import type { AppendResult, Batch, SealedDraft, Unknown } from './draft.ts'
import { type Head, oneRow, readHead, writeHead } from './storage.ts'

/** Native and synchronous; the pure core's own SHA-256 gives the same bytes, ten times slower. */
const nativeSha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

type Known = { rev: number; seq: number; value: string }
type Place = { draft: SealedDraft; prior: number | null }
type Row = { seq: number; text: string; leaf: Uint8Array; prior: number | null }

/** Levels at which node roots are stored: one per tile height. */
const TILE_HEIGHT = 8

export function readCursor(sql: SqlStorage, name: string): string | null {
  return oneRow(sql.exec<{ value: string | null }>('SELECT value FROM cursor WHERE name = ?', name))?.value ?? null
}

/** Revisions in force of these ids. One JSON parameter carries them all: a statement takes 100 parameters at most. */
export function readKnown(sql: SqlStorage, stream: string, ids: readonly string[]): Map<string, Known> {
  const rows = sql.exec<{ id: string; rev: number; seq: number; value: string }>(
    'SELECT i.id, i.rev, i.seq, i.value FROM json_each(?2) AS want CROSS JOIN identity AS i ON i.stream = ?1 AND i.id = want.value',
    stream,
    JSON.stringify(ids),
  )
  return new Map([...rows].map((row) => [row.id, row]))
}

const nextRev = (before: Known | undefined): number => (before === undefined ? 0 : before.rev + 1)

/** Which of these (id, value) pairs an append would write, and with which revision. */
export function readUnknown(
  sql: SqlStorage,
  stream: string,
  asked: readonly { id: string; value: string }[],
): Unknown[] {
  const known = readKnown(
    sql,
    stream,
    asked.map((one) => one.id),
  )
  return asked.flatMap(({ id, value }, at) => {
    const before = known.get(id)
    return before?.value === value ? [] : [{ at, rev: nextRev(before) }]
  })
}

/**
 * What of a batch is new or has another value than the one in force; a later draft of the same id supersedes an earlier one.
 * Returns the id of a draft whose revision is taken already.
 */
function placesOf(sql: SqlStorage, batch: Batch): Place[] | string {
  const known = readKnown(
    sql,
    batch.stream,
    batch.drafts.map((draft) => draft.id),
  )
  const places: Place[] = []
  for (const draft of new Map(batch.drafts.map((one) => [one.id, one])).values()) {
    const before = known.get(draft.id)
    if (before?.value === draft.value) continue
    // Somebody restated it since the caller asked: the envelope is bound to a revision that is taken now.
    if (draft.rev !== nextRev(before)) return draft.id
    places.push({ draft, prior: before?.seq ?? null })
  }
  return places
}

class Linker {
  readonly rows: Row[] = []
  readonly #nodes: [level: number, index: number, hash: Uint8Array][] = []
  readonly #tenant: string
  readonly #head: Head

  constructor(tenant: string, head: Head) {
    this.#tenant = tenant
    this.#head = head
  }

  /** Gives a record its place: text, leaf, tree. Returns its seq. */
  link(parts: Omit<RecordParts, 'tenant' | 'seq' | 'prev' | 'ingestedAt'>, prior: number | null): number {
    const head = this.#head
    const seq = head.size
    const text = recordText({ ...parts, tenant: this.#tenant, seq, prev: head.leaf, ingestedAt: head.ingestedAt })
    const leaf = leafOfText(text, nativeSha256)
    appendLeaf(head.range, leaf, nativeSha256, (level, index, hash) => {
      if (level % TILE_HEIGHT === 0) this.#nodes.push([level / TILE_HEIGHT, index, hash])
    })
    head.leaf = hex(leaf)
    head.size = seq + 1
    this.rows.push({ seq, text, leaf, prior })
    return seq
  }

  write(sql: SqlStorage): void {
    for (const row of this.rows)
      sql.exec('INSERT INTO record VALUES (?, ?, ?, ?)', row.seq, row.text, row.leaf, row.prior)
    for (const [level, index, hash] of this.#nodes) sql.exec('INSERT INTO node VALUES (?, ?, ?)', level, index, hash)
    writeHead(sql, this.#head)
  }
}

/** A poll in vain leaves no record of its own: the day's count becomes one when the day is over (LEDGER section 2). */
function countPoll(sql: SqlStorage, batch: Batch, now: string): void {
  if (batch.pull === undefined) return
  sql.exec(
    'INSERT INTO poll VALUES (?, ?, ?, 1) ON CONFLICT (stream, day) DO UPDATE SET polls = polls + 1, endpoint = excluded.endpoint',
    batch.stream,
    now.slice(0, 10),
    batch.pull.endpoint,
  )
}

function linkFinishedPolls(sql: SqlStorage, linker: Linker, now: string): void {
  const today = now.slice(0, 10)
  const rows = sql.exec<{ stream: string; day: string; endpoint: string; polls: number }>(
    'SELECT stream, day, endpoint, polls FROM poll WHERE day < ? ORDER BY day, stream',
    today,
  )
  for (const { stream, day, endpoint, polls } of rows.toArray()) {
    const dataJson = canonicalize({ endpoint, items: 0, polls })
    linker.link(
      { kind: 'pull', stream, id: `polls/${day}`, rev: 0, occurredAt: `${day}T00:00:00.000Z`, dataJson },
      null,
    )
  }
  sql.exec('DELETE FROM poll WHERE day < ?', today)
}

function writeIdentities(
  sql: SqlStorage,
  batch: Batch,
  rows: [id: string, rev: number, seq: number, value: string][],
): void {
  sql.exec(
    `INSERT INTO identity SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, ?3 FROM json_each(?2) WHERE true
     ON CONFLICT (stream, id) DO UPDATE SET rev = excluded.rev, seq = excluded.seq, value = excluded.value`,
    batch.stream,
    JSON.stringify(rows),
    batch.scope ?? '',
  )
}

/**
 * Appends a batch inside one synchronous transaction. Call it within `transactionSync`: a throw leaves nothing behind.
 * `stale_cursor` means another delivery was here first; the caller goes on from the cursor that is returned.
 */
export function appendBatch(sql: SqlStorage, tenant: string, batch: Batch, now: Date): AppendResult {
  if (batch.cursor !== undefined) {
    const stands = readCursor(sql, batch.cursor.name)
    if (stands !== batch.cursor.expect) return { ok: false, code: 'stale_cursor', cursor: stands }
  }
  const places = placesOf(sql, batch)
  if (typeof places === 'string') return { ok: false, code: 'stale_revision', id: places }
  const head = readHead(sql)
  const time = now.toISOString()
  // A clock that steps back must not: `ingested_at` never decreases with seq.
  if (time > head.ingestedAt) head.ingestedAt = time
  const first = head.size
  const linker = new Linker(tenant, head)
  linkFinishedPolls(sql, linker, time)

  const restated = places.filter(({ draft }) => draft.rev > 0).length
  if (places.length > 0) {
    const pull = batch.pull && linkPull(linker, batch, batch.pull, head.size, places.length - restated, restated)
    const identities = places.map(({ draft, prior }): [string, number, number, string] => {
      const { value, envelope, ...parts } = draft
      const seq = linker.link({ ...parts, stream: batch.stream, pull }, prior)
      if (envelope !== undefined) sql.exec('INSERT INTO envelope VALUES (?, ?)', seq, envelope)
      return [draft.id, draft.rev, seq, value]
    })
    writeIdentities(sql, batch, identities)
  } else countPoll(sql, batch, time)

  if (linker.rows.length > 0) linker.write(sql)
  if (batch.cursor !== undefined) {
    sql.exec(
      'INSERT INTO cursor VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      batch.cursor.name,
      batch.cursor.next,
    )
  }
  return {
    ok: true,
    fresh: places.length - restated,
    restated,
    skipped: batch.drafts.length - places.length,
    first: linker.rows.length > 0 ? first : null,
    size: head.size,
  }
}

function linkPull(
  linker: Linker,
  batch: Batch,
  pull: NonNullable<Batch['pull']>,
  seq: number,
  fresh: number,
  restated: number,
): number {
  const dataJson = canonicalize({ ...pull.data, endpoint: pull.endpoint, new: fresh, restated })
  // The seq in its id makes a pull's identity unique without a lookup.
  const parts = {
    kind: 'pull' as const,
    stream: batch.stream,
    id: `pull/${seq}`,
    rev: 0,
    occurredAt: pull.occurredAt,
    dataJson,
  }
  return linker.link(parts, null)
}
