// A cut of the root log: what waits becomes leaves in one transaction, then the tree is signed, paged out, frozen and published. One cut is
// brought to its end before the next begins, so every signed root checkpoint stands in the archive.
import { hex, utf8 } from '../ledger/bytes.ts'
import type { Log } from '../tenant/checkpoint.ts'
import { growTree, type TileRoot } from '../tenant/linker.ts'
import { putOnce } from '../tenant/page-out.ts'
import { publishedSize, publishSigned } from '../tenant/publish.ts'
import { deleteMeta, insertRows, readHead, writeHead } from '../tenant/storage.ts'
import { openAnchor } from './anchoring.ts'
import { cutFile, ROOT } from './files.ts'
import { digestOf, hashOf, labelOf, ROOT_LEAVES } from './leaves.ts'
import { DUE } from './pending.ts'

export type Cutting = { storage: DurableObjectStorage; archive: R2Bucket; log: Log }

/**
 * Appends every waiting leaf; nothing in here awaits. Their order is that of their hashes, which the salts make random: neither when nor
 * in which order tenants came can be read from it.
 */
export function appendPending(sql: SqlStorage): void {
  const waiting = sql
    .exec<{ data: ArrayBuffer }>('SELECT data FROM pending')
    .toArray()
    .map(({ data }) => ({ data: new Uint8Array(data), hash: hashOf(new Uint8Array(data)) }))
    .map((one) => ({ ...one, key: hex(one.hash) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const head = readHead(sql)
  const nodes: TileRoot[] = []
  const rows = waiting.map(({ data, hash, key }): [number, Uint8Array, Uint8Array] => {
    growTree(head.range, hash, nodes)
    head.leaf = key
    return [head.size++, labelOf(data), digestOf(data)]
  })
  insertRows(sql, 'leaf', rows)
  insertRows(sql, 'node', nodes)
  writeHead(sql, head)
  sql.exec('DELETE FROM pending')
  deleteMeta(sql, DUE)
}

/** Whether a cut was begun that is not published yet. */
export const isUnfinished = (sql: SqlStorage): boolean => readHead(sql).size > publishedSize(sql)

/** Signs and publishes what was appended; again after any failure. Throws ArchiveConflict where the archive contradicts this storage. */
export async function finishCut({ storage: { sql }, archive, log }: Cutting, now: number): Promise<void> {
  if (!isUnfinished(sql)) return
  await publishSigned({
    sql,
    archive,
    log,
    name: ROOT,
    leaves: ROOT_LEAVES,
    async before({ size, note }) {
      // Exactly what is anchored: the file with the log's own signature line and nothing else.
      await putOnce(archive, cutFile(size, 'checkpoint'), utf8(note))
      openAnchor(sql, size, now)
    },
  })
}

/** Brings a begun cut to its end, then makes one of what waits, if anything does. */
export async function cutOnce(cutting: Cutting, now: number): Promise<void> {
  const { storage } = cutting
  await finishCut(cutting, now)
  const { waiting } = storage.sql.exec<{ waiting: number }>('SELECT COUNT(*) AS waiting FROM pending').one()
  if (waiting === 0) return
  storage.transactionSync(() => appendPending(storage.sql))
  await finishCut(cutting, now)
}
