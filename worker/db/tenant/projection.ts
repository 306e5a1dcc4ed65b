// The ledger → D1 in atomic batches: rows, removals and the watermark together, so a batch that is done twice changes nothing.
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { jsonParameters } from '../../tenant/json-parameter.ts'
import type { ReadChange, ReadRow, ReadTable } from '../../tenant/read-model.ts'
import { type Statement, tenantDatabase } from './database.ts'
import * as schema from './schema.ts'
import { cannotBeSummed, leaveSumsOut, makeSums, touchDays } from './usage-sums.ts'

const TABLES: Record<ReadTable, SQLiteTable> = {
  organization: schema.organization,
  workspace: schema.workspace,
  vendor_key: schema.vendorKey,
  service_account: schema.serviceAccount,
  identity_link: schema.identityLink,
  member: schema.member,
  invite: schema.invite,
  usage: schema.usage,
  cost: schema.cost,
  code_day: schema.codeDay,
  activity: schema.activity,
  chat: schema.chat,
  message: schema.message,
  erased_content: schema.erasedContent,
  interaction: schema.interaction,
}

export type Shape = { name: string; columns: string[]; key: string[] }

function shapeOf(table: SQLiteTable): Shape {
  const config = getTableConfig(table)
  const columns = config.columns.map((column) => column.name)
  const key = config.primaryKeys.flatMap((primary) => primary.columns.map((column) => column.name))
  return { name: config.name, columns, key }
}

/** By the table's name. */
export const SHAPES = new Map(Object.values(TABLES).map((table) => [getTableConfig(table).name, shapeOf(table)]))

/** Rows travel as JSON parameters: a statement takes 100 parameters, and a chunk has thousands of values. */
function upserts(db: D1Database, shape: Shape, rows: ReadRow[]): D1PreparedStatement[] {
  const values = shape.columns.map((_, at) => `value ->> ${at}`).join(', ')
  const rest = shape.columns.filter((column) => !shape.key.includes(column))
  const updates = rest.map((column) => `${column} = excluded.${column}`).join(', ')
  // A replayed or late chunk must not put an older record's row over a newer one's.
  const sql = `INSERT INTO ${shape.name} (${shape.columns.join(', ')}) SELECT ${values} FROM json_each(?1) WHERE true
    ON CONFLICT (${shape.key.join(', ')}) DO UPDATE SET ${updates} WHERE excluded.seq >= ${shape.name}.seq`
  const lines = rows.map((row) => shape.columns.map((column) => row[column] ?? null))
  return jsonParameters(lines).map((some) => db.prepare(sql).bind(some))
}

/**
 * What is gone, in one statement: an inventory object that vanished keeps its last row and is marked; a row that the vendor
 * took back stands on no day any more, so that no range counts it. It is not deleted: a late chunk would bring it back.
 */
function marksGone(db: D1Database, shape: Shape, rows: ReadRow[]): D1PreparedStatement[] {
  const columns = ['seq', 'rev', ...shape.key]
  const match = shape.key.map((column, at) => `${shape.name}.${column} = gone.value ->> ${at + 2}`).join(' AND ')
  const mark = shape.columns.includes('vanished') ? 'vanished = 1' : `day = ''`
  const sql = `UPDATE ${shape.name} SET ${mark}, seq = gone.value ->> 0, rev = gone.value ->> 1 FROM json_each(?1) AS gone
    WHERE ${match} AND ${shape.name}.seq < gone.value ->> 0`
  // Which of two matches an UPDATE takes is open: only the last word on each object goes in.
  const last = new Map(rows.map((row) => [JSON.stringify(shape.key.map((column) => row[column])), row]))
  const lines = [...last.values()].map((row) => columns.map((column) => row[column] ?? null))
  return jsonParameters(lines).map((some) => db.prepare(sql).bind(some))
}

export type Watermark = { tenant: string; watermark: number; size: number; head: string; at: string }

/** Writes the changes of one run of records and the watermark behind them, all or nothing. */
export async function writeProjection(db: D1Database, changes: readonly ReadChange[], mark: Watermark): Promise<void> {
  const used = changes.filter(({ table }) => table === 'usage')
  const prepare = ({ text, params }: Statement<unknown>) => db.prepare(text).bind(...params)
  const tenants = tenantDatabase(db)
  const statements = used.length === 0 ? [] : touchDays(tenants, mark, used).map(prepare)
  for (const [name, shape] of SHAPES) {
    const own = changes.filter((change) => change.table === name)
    const rows = own.flatMap((change) => ('row' in change ? [change.row] : []))
    const gone = own.flatMap((change) => ('gone' in change ? [change.gone] : []))
    if (rows.length > 0) statements.push(...upserts(db, shape, rows))
    if (gone.length > 0) statements.push(...marksGone(db, shape, gone))
  }
  const watermark = db
    .prepare(
      `INSERT INTO projection (tenant, watermark, size, head, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (tenant)
         DO UPDATE SET watermark = excluded.watermark, size = excluded.size, head = excluded.head, at = excluded.at
         WHERE excluded.watermark >= projection.watermark`,
    )
    .bind(mark.tenant, mark.watermark, mark.size, mark.head, mark.at)
  // A batch that catches up also sums up days that are left over from a longer run.
  const sums = used.length > 0 || mark.watermark >= mark.size ? makeSums(tenants, mark) : []
  const write = (last: Statement<unknown>[]) => db.batch([...statements, ...last.map(prepare), watermark])
  await write(sums).catch((error: unknown) => {
    if (sums.length === 0 || !cannotBeSummed(error)) throw error
    return write(leaveSumsOut(tenants, mark))
  })
}

/** Drops a tenant's read models, watermark included; connections, streams and quarantine are not read models and stay. */
export async function dropReadModels(db: D1Database, tenant: string): Promise<void> {
  const names = [...SHAPES.keys(), 'usage_sums', 'projection']
  await db.batch(names.map((name) => db.prepare(`DELETE FROM ${name} WHERE tenant = ?`).bind(tenant)))
}
