// The alarm's first half: records above the watermark become read-model rows in D1 and names in the erasable directory.
import { dropReadModels, writeProjection } from '../db/tenant/projection.ts'
import { hex } from '../ledger/bytes.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { Home } from '../region.ts'
import type { Vault } from '../vault/keys.ts'
import { estimateUsage } from '../vendors/prices/prices.ts'
import { nameRecords } from './names.ts'
import { readRange } from './read.ts'
import { changesOf } from './read-model.ts'
import { readHead, readMark, writeMeta } from './storage.ts'

const WATERMARK = 'projected'
/** Records a batch: ~500 rows of ~400 bytes are a 200 kB parameter, a tenth of D1's limit. */
const CHUNK = 500

/** Records that the read models show: every record below this seq. */
export const projectedSize = (sql: SqlStorage): number => readMark(sql, WATERMARK)

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
    const changes = records.flatMap((record) => changesOf(record, estimateUsage))
    await writeProjection(home.db, changes, mark)
    writeMeta(sql, WATERMARK, String(last.seq + 1))
  }
  return projectedSize(sql) >= readHead(sql).size
}

/** Drops the read models and starts over from record 0; the settling after it does the rest, whoever dies in between. */
export async function restartProjection(sql: SqlStorage, home: Home, tenant: string): Promise<void> {
  writeMeta(sql, WATERMARK, '0')
  await dropReadModels(home.db, tenant)
}
