// The ledger → D1 in atomic batches: rows, removals and the watermark together, so a batch that is done twice changes nothing.
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { ReadChange, ReadRow, ReadTable } from '../../tenant/read-model.ts'
import * as schema from './schema.ts'

const TABLES: Record<ReadTable, SQLiteTable> = {
  organization: schema.organization,
  workspace: schema.workspace,
  vendor_key: schema.vendorKey,
  member: schema.member,
  invite: schema.invite,
  usage: schema.usage,
  cost: schema.cost,
  code_day: schema.codeDay,
  activity: schema.activity,
}

type Shape = { name: string; columns: string[]; key: string[]; hasRev: boolean }

function shapeOf(table: SQLiteTable): Shape {
  const config = getTableConfig(table)
  const columns = config.columns.map((column) => column.name)
  const key = config.primaryKeys.flatMap((primary) => primary.columns.map((column) => column.name))
  return { name: config.name, columns, key, hasRev: columns.includes('rev') }
}

const SHAPES = new Map(Object.values(TABLES).map((table) => [getTableConfig(table).name, shapeOf(table)]))

/** Rows travel as one JSON parameter: a statement takes 100 parameters, and a chunk has thousands of values. */
function upsert(db: D1Database, shape: Shape, rows: ReadRow[]): D1PreparedStatement {
  const values = shape.columns.map((_, at) => `value ->> ${at}`).join(', ')
  const rest = shape.columns.filter((column) => !shape.key.includes(column))
  const updates = rest.map((column) => `${column} = excluded.${column}`).join(', ')
  // A replayed or late chunk must not put an older revision over a newer one.
  const newer = shape.hasRev ? ` WHERE excluded.rev >= ${shape.name}.rev` : ''
  const sql = `INSERT INTO ${shape.name} (${shape.columns.join(', ')}) SELECT ${values} FROM json_each(?1) WHERE true
    ON CONFLICT (${shape.key.join(', ')}) DO UPDATE SET ${updates}${newer}`
  return db.prepare(sql).bind(JSON.stringify(rows.map((row) => shape.columns.map((column) => row[column] ?? null))))
}

/** An inventory object that vanished keeps its last row and is marked. */
function markGone(db: D1Database, shape: Shape, rows: ReadRow[]): D1PreparedStatement[] {
  const match = shape.key.map((column, at) => `${column} = ?${at + 3}`).join(' AND ')
  return rows.map((row) =>
    db
      .prepare(`UPDATE ${shape.name} SET vanished = 1, seq = ?1, rev = ?2 WHERE ${match} AND rev < ?2`)
      .bind(row.seq ?? null, row.rev ?? null, ...shape.key.map((column) => row[column] ?? null)),
  )
}

export type Watermark = { tenant: string; watermark: number; size: number; head: string; at: string }

/** Writes the changes of one run of records and the watermark behind them, all or nothing. */
export async function writeProjection(db: D1Database, changes: readonly ReadChange[], mark: Watermark): Promise<void> {
  const statements: D1PreparedStatement[] = []
  for (const [name, shape] of SHAPES) {
    const own = changes.filter((change) => change.table === name)
    const rows = own.flatMap((change) => ('row' in change ? [change.row] : []))
    const gone = own.flatMap((change) => ('gone' in change ? [change.gone] : []))
    if (rows.length > 0) statements.push(upsert(db, shape, rows))
    statements.push(...markGone(db, shape, gone))
  }
  statements.push(
    db
      .prepare(
        `INSERT INTO projection (tenant, watermark, size, head, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (tenant)
         DO UPDATE SET watermark = excluded.watermark, size = excluded.size, head = excluded.head, at = excluded.at`,
      )
      .bind(mark.tenant, mark.watermark, mark.size, mark.head, mark.at),
  )
  await db.batch(statements)
}

/** Drops a tenant's read models, watermark included; connections, streams and quarantine are not read models and stay. */
export async function dropReadModels(db: D1Database, tenant: string): Promise<void> {
  const names = [...SHAPES.keys(), 'projection', 'checkpoint']
  await db.batch(names.map((name) => db.prepare(`DELETE FROM ${name} WHERE tenant = ?`).bind(tenant)))
}

/** Checkpoints as the screens list them. */
export async function writeCheckpoints(
  db: D1Database,
  tenant: string,
  rows: readonly { size: number; number: number; root: string; at: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await db
    .prepare(
      `INSERT OR IGNORE INTO checkpoint (tenant, size, root, at, number)
       SELECT ?1, value ->> 'size', value ->> 'root', value ->> 'at', value ->> 'number' FROM json_each(?2)`,
    )
    .bind(tenant, JSON.stringify(rows))
    .run()
}
