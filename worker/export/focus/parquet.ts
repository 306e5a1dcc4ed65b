// A FOCUS file as Parquet: decimals are DECIMAL(38,15) in 16 bytes and exact, instants are UTC milliseconds, text is UTF-8.
import type { SchemaElement } from 'hyparquet-writer'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { COLUMNS, type ColumnName, type FocusRow, KINDS } from './columns.ts'
import { readDecimal, scaledTo } from './decimal.ts'

/** List costs are picodollars times a twentieth at the finest: 15 places; 23 digits before the point are beyond any bill. */
export const PRECISION = 38
export const SCALE = 15
const GROUP = 5000

function elementOf(name: ColumnName): SchemaElement {
  const optional = { name, repetition_type: 'OPTIONAL' } as const
  switch (KINDS[name]) {
    case 'decimal':
      return {
        ...optional,
        type: 'FIXED_LEN_BYTE_ARRAY',
        type_length: 16,
        converted_type: 'DECIMAL',
        logical_type: { type: 'DECIMAL', precision: PRECISION, scale: SCALE },
        precision: PRECISION,
        scale: SCALE,
      }
    case 'instant':
      return {
        ...optional,
        type: 'INT64',
        converted_type: 'TIMESTAMP_MILLIS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
      }
    case 'integer':
      return { ...optional, type: 'INT64' }
    case 'text':
      return { ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } }
  }
}

const SCHEMA: SchemaElement[] = [{ name: 'root', num_children: COLUMNS.length }, ...COLUMNS.map(elementOf)]

/** Throws RangeError for a number with more places than the file keeps: our own rows have none. */
function storedAs(name: ColumnName, cell: string | null): string | bigint | Date | null {
  if (cell === null) return null
  switch (KINDS[name]) {
    case 'decimal': {
      const decimal = readDecimal(cell)
      const scaled = decimal === undefined ? undefined : scaledTo(decimal, SCALE)
      if (scaled === undefined) throw new RangeError(`${name} has more than ${SCALE} places`)
      return scaled
    }
    case 'instant':
      return new Date(cell)
    case 'integer':
      return BigInt(cell)
    case 'text':
      return cell
  }
}

/** The bytes of a whole file; `notes` go into its metadata. */
export function writeParquet(
  rows: readonly FocusRow[],
  notes: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter()
  const parquet = new ParquetWriter({
    writer,
    schema: SCHEMA,
    kvMetadata: Object.entries(notes).map(([key, value]) => ({ key, value })),
    createdBy: 'Tallystick',
  })
  for (let at = 0; at < rows.length; at += GROUP) {
    const some = rows.slice(at, at + GROUP)
    const columnData = COLUMNS.map((name) => ({ name, data: some.map((row) => storedAs(name, row[name])) }))
    parquet.write({ columnData, rowGroupSize: GROUP })
  }
  parquet.finish()
  return new Uint8Array(writer.getBuffer())
}
