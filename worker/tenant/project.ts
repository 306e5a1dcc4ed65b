// The alarm's first half: records above the watermark become read-model rows in D1 and names in the erasable directory.
import { dropReadModels, writeCheckpoints, writeProjection } from '../db/tenant/projection.ts'
import { hex } from '../ledger/bytes.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { Home } from '../region.ts'
import type { Vault } from '../vault/keys.ts'
import { estimateUsage } from '../vendors/prices/prices.ts'
import { checkpointsAfter } from './checkpoint.ts'
import { nameRecords } from './names.ts'
import { readRange } from './read.ts'
import { changesOf } from './read-model.ts'
import { readHead, readMark, writeMeta } from './storage.ts'

const WATERMARK = 'projected'
/** Records a batch: ~500 rows of ~400 bytes are a 200 kB parameter, a tenth of D1's limit. */
const CHUNK = 500

/** Records that the read models show: every record below this seq. */
export const projectedSize = (sql: SqlStorage): number => readMark(sql, WATERMARK)

/** A vendor's usage row of this tenant's ledger → estimate; other vendors' lists join by the row's stream. */
const estimate = (data: LedgerRecord['data']): bigint | null => estimateUsage(data)

/** Projects at most `chunks` chunks. Returns whether everything is projected. */
export async function project(
  sql: SqlStorage,
  home: Home,
  vault: Vault,
  tenant: string,
  chunks: number,
): Promise<boolean> {
  for (let i = 0; i < chunks; i++) {
    const first = projectedSize(sql)
    const { size } = readHead(sql)
    if (first >= size) return true
    const stored = await readRange(sql, home.archive, tenant, first, Math.min(size, first + CHUNK) - 1)
    // Our own bytes, checked when they were appended.
    const records = stored.map(({ text }) => JSON.parse(text) as LedgerRecord)
    const last = stored.at(-1)
    if (last === undefined) throw new Error(`ledger of ${tenant} has no record ${first}`)
    // Names first: a row that is visible has its name. Both may be done twice, and nothing else projects meanwhile (settle.ts).
    await nameRecords(sql, vault, records)
    const mark = { tenant, watermark: last.seq + 1, size, head: hex(last.leaf), at: new Date().toISOString() }
    const changes = records.flatMap((record) => changesOf(record, estimate))
    await writeProjection(home.db, changes, mark)
    writeMeta(sql, WATERMARK, String(last.seq + 1))
  }
  return projectedSize(sql) >= readHead(sql).size
}

const LISTED = 'listed'
/** Checkpoints a statement. */
const LIST = 500

/** Size of the newest checkpoint that the screens list. */
export const listedSize = (sql: SqlStorage): number => readMark(sql, LISTED)

/** Brings D1's list of checkpoints up to the newest one that is signed here. */
export async function listSigned(sql: SqlStorage, home: Home, tenant: string): Promise<void> {
  for (;;) {
    const rows = checkpointsAfter(sql, listedSize(sql), LIST)
    const last = rows.at(-1)
    if (last === undefined) return
    await writeCheckpoints(home.db, tenant, rows)
    writeMeta(sql, LISTED, String(last.size))
  }
}

/** Drops the read models and starts over from record 0; the settling after it does the rest, whoever dies in between. */
export async function restartProjection(sql: SqlStorage, home: Home, tenant: string): Promise<void> {
  writeMeta(sql, WATERMARK, '0')
  writeMeta(sql, LISTED, '0')
  await dropReadModels(home.db, tenant)
}
