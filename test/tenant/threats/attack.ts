// What the threat tests share: a ledger as it stands one night, hands in its storage, and the self-check run to its end.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import type { TenantId } from '../../../worker/ids.ts'
import { hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { leafHash } from '../../../worker/ledger/hash.ts'
import { emptyRange } from '../../../worker/ledger/tree.ts'
import { growTree, type TileRoot } from '../../../worker/tenant/linker.ts'
import type { Finding, FindingCode } from '../../../worker/tenant/self-check-findings.ts'
import { readSpans } from '../../../worker/tenant/spans.ts'
import { readHead, writeHead } from '../../../worker/tenant/storage.ts'
import { home, ledger, makeTenant } from '../../support/tenants.ts'
import { gone, page, usage, usages, workspace } from '../drafts.ts'

/** 1,029 records in pages that do not end where bundles do, some restated, one gone; published at several sizes and shown. */
export async function standingLedger(): Promise<TenantId> {
  const tenant = await makeTenant()
  for (let first = 0; first < 1_000; first += 50) {
    await ledger(tenant).append(page(usages(first, 50)))
    if (first % 250 === 0) await ledger(tenant).settle()
  }
  const stream = 'anthropic.workspaces'
  await ledger(tenant).append(page([workspace('a', 'Assay'), workspace('b', 'Bench')], { stream }))
  await ledger(tenant).append(page([workspace('a', 'Assay Lab', 1), gone('b', 1)], { stream }))
  await ledger(tenant).append(page([usage('bucket-7', 2, 1)]))
  await ledger(tenant).settle()
  return tenant
}

/** Pieces until the end, as the night does it. */
export async function findings(tenant: TenantId): Promise<Finding[]> {
  for (;;) {
    const step = await ledger(tenant).selfCheck()
    if (step.done) return step.findings
  }
}

export const codesOf = async (tenant: TenantId): Promise<FindingCode[]> =>
  (await findings(tenant)).map(({ code }) => code)

/** A hand in the object's SQLite, past all of its code; then the object starts anew, as after a restore. */
export async function inStorage(tenant: TenantId, hand: (sql: SqlStorage) => void): Promise<void> {
  await runInDurableObject(ledger(tenant), (_, { storage }) => hand(storage.sql))
  await evictDurableObject(ledger(tenant))
}

/** Replaces a piece of the texts of the span that holds record `seq`. */
export function editSpan(sql: SqlStorage, seq: number, edit: (texts: string) => string): void {
  const [row] = sql
    .exec<{ first: number; texts: string }>(
      'SELECT first, texts FROM record WHERE first <= ? ORDER BY first DESC LIMIT 1',
      seq,
    )
    .toArray()
  if (row === undefined) throw new Error('no such span')
  const texts = edit(row.texts)
  if (texts === row.texts) throw new Error('the attack changed nothing')
  sql.exec('UPDATE record SET texts = ? WHERE first = ?', texts, row.first)
}

/** Flips one bit of a file in the archive, with whatever checksum the attacker's put has. */
export async function flip(tenant: TenantId, path: string, at = 5): Promise<void> {
  const key = `${tenant}/${path}`
  const object = await home.archive.get(key)
  if (object === null) throw new Error(`there is no ${path}`)
  const bytes = new Uint8Array(await object.arrayBuffer())
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await home.archive.put(key, bytes, { sha256: await crypto.subtle.digest('SHA-256', bytes) })
}

export async function inScreens(statement: string, ...values: (string | number)[]): Promise<number> {
  const { meta } = await home.db
    .prepare(statement)
    .bind(...values)
    .run()
  return meta.changes
}

/** Rewrites history from `seq` on as somebody who knows the format would: texts, links, leaves, tree and head, all fitting. */
export function rewrite(sql: SqlStorage, seq: number, edit: (text: string) => string): void {
  const range = emptyRange()
  const nodes: TileRoot[] = []
  const spans = sql.exec<{ first: number; count: number }>('SELECT first, count FROM record ORDER BY first').toArray()
  let prev = '0'.repeat(64)
  for (const { first, count } of spans) {
    const texts: string[] = []
    const leaves = new Uint8Array(count * 32)
    for (const stored of readSpans(sql, first, first + count - 1)) {
      let text = stored.text ?? ''
      if (stored.seq >= seq) text = text.replace(/"prev":"[0-9a-f]{64}"/, `"prev":"${prev}"`)
      if (stored.seq === seq) text = edit(text)
      const leaf = leafHash(utf8(text))
      growTree(range, leaf, nodes)
      leaves.set(leaf, (stored.seq - first) * 32)
      texts.push(text)
      prev = hex(leaf)
    }
    sql.exec('UPDATE record SET texts = ?, leaves = ? WHERE first = ?', texts.join('\n'), leaves, first)
  }
  for (const [level, index, hash] of nodes) {
    sql.exec('UPDATE node SET hash = ? WHERE level = ? AND idx = ?', hash, level, index)
  }
  writeHead(sql, { ...readHead(sql), size: range.size, leaf: prev, range })
}

export const cheaper = (text: string) => text.replace('"output":1', '"output":0')

const TABLES = 'meta record prior identity node envelope cursor subject checkpoint root_leaf poll'.split(' ')
type Dump = (readonly [table: string, rows: Record<string, SqlStorageValue>[]])[]

/** The whole storage of an object, as point-in-time recovery keeps it. */
export const save = (tenant: TenantId): Promise<Dump> =>
  runInDurableObject(ledger(tenant), (_, { storage }) =>
    TABLES.map((table) => [table, storage.sql.exec(`SELECT * FROM ${table}`).toArray()] as const),
  )

/** Puts an older storage in place of today's. */
export const restore = (tenant: TenantId, dump: Dump): Promise<void> =>
  inStorage(tenant, (sql) => {
    for (const [table, rows] of dump) {
      sql.exec(`DELETE FROM ${table}`)
      for (const row of rows) {
        const values = Object.values(row)
        sql.exec(`INSERT INTO ${table} VALUES (${values.map(() => '?').join()})`, ...values)
      }
    }
  })
