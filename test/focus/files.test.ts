// The two formats of a FOCUS file: the same rows, exactly, as strict readers read them. And how an export is cut into files.
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { COLUMNS, cellsOf, type FocusRow, KINDS } from '../../worker/export/focus/columns.ts'
import { writeCsv } from '../../worker/export/focus/csv.ts'
import { readDecimal, scaledTo } from '../../worker/export/focus/decimal.ts'
import { SCALE, writeParquet } from '../../worker/export/focus/parquet.ts'
import { daysOfPart, filesOf, mergeDays, planOf } from '../../worker/export/focus/plan.ts'
import { focusRow } from '../../worker/export/focus/row.ts'
import { readCsv } from './csv.ts'
import { around, line } from './lines.ts'

const ODD = [
  'a "quoted", cell',
  'two\nlines',
  'two\r\nlines',
  '=HYPERLINK("x")',
  '+1',
  '-1',
  '@x',
  ' spaces ',
  'ünïcödé 漢字 🧾',
  'a\ufeff',
]
const rows: FocusRow[] = [
  ...ODD.map((description, at) =>
    focusRow(line({ description, nano: BigInt(at) * 9_007_199_254_740_993n }), undefined, around),
  ),
  focusRow(line({ nano: -1n, workspace: null }), undefined, around),
  focusRow(line({ nano: 10n ** 18n + 1n }), undefined, around),
]

describe('CSV', () => {
  const bytes = writeCsv(rows)
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

  it('gives every cell back, the odd ones and the empty ones', () => {
    expect(readCsv(text)).toEqual({ columns: [...COLUMNS], rows: rows.map(cellsOf) })
  })

  it('does not touch what begins like a formula', () => {
    expect(text).toContain(',"=HYPERLINK(""x"")",')
    expect(text).toContain(',+1,')
  })

  it('begins with the names, has no byte order mark, and ends lines as RFC 4180 does', () => {
    expect(text.startsWith('BilledCost,BillingAccountId,')).toBe(true)
    expect(text.endsWith('\r\n')).toBe(true)
  })

  it('tells an empty text from none', () => {
    const [first] = rows
    if (first === undefined) throw new Error('no row')
    const odd = writeCsv([{ ...first, Tags: '', x_Speed: null }])
    const { columns, rows: read } = readCsv(new TextDecoder().decode(odd))
    expect([read[0]?.[columns.indexOf('Tags')], read[0]?.[columns.indexOf('x_Speed')]]).toEqual(['', null])
  })

  it('writes many rows piece by piece and loses none', () => {
    const many = Array.from({ length: 2500 }, (_, at) => focusRow(line({ nano: BigInt(at) }), undefined, around))
    expect(readCsv(new TextDecoder().decode(writeCsv(many))).rows).toEqual(many.map(cellsOf))
  })
})

/** The integer behind a decimal: big-endian, two's complement. */
function unscaled(bytes: Uint8Array): bigint {
  const size = bytes.reduce((all, byte) => all * 256n + BigInt(byte), 0n)
  return BigInt.asIntN(bytes.length * 8, size)
}

describe('Parquet', () => {
  const bytes = writeParquet(rows, { 'focus.version': '1.2' })
  const { buffer } = bytes
  const file = { byteLength: buffer.byteLength, slice: async (from: number, to?: number) => buffer.slice(from, to) }

  it('declares decimals, instants and text as what they are', () => {
    const { schema, key_value_metadata: notes } = parquetMetadata(buffer)
    const of = (name: string) => schema.find((one) => one.name === name)
    expect(of('BilledCost')).toMatchObject({
      type: 'FIXED_LEN_BYTE_ARRAY',
      type_length: 16,
      converted_type: 'DECIMAL',
      precision: 38,
      scale: 15,
    })
    expect(of('ChargePeriodStart')).toMatchObject({
      type: 'INT64',
      converted_type: 'TIMESTAMP_MILLIS',
      logical_type: { isAdjustedToUTC: true },
    })
    expect(of('Tags')).toMatchObject({ type: 'BYTE_ARRAY', converted_type: 'UTF8' })
    expect(of('x_RecordSeq')).toMatchObject({ type: 'INT64' })
    expect(notes).toContainEqual({ key: 'focus.version', value: '1.2' })
  })

  it('holds every cell exactly: decimals to the last digit', async () => {
    const metadata = parquetMetadata(buffer)
    // This reader turns decimals into floats; told that they are bytes, it hands out what is there.
    for (const one of metadata.schema) {
      if (one.converted_type !== 'DECIMAL') continue
      delete one.converted_type
      delete one.logical_type
    }
    const read = await parquetReadObjects({ file, metadata })
    const wanted = rows.map((row) =>
      Object.fromEntries(
        COLUMNS.map((name) => {
          const cell = row[name]
          if (cell === null) return [name, null]
          if (KINDS[name] === 'instant') return [name, new Date(cell)]
          if (KINDS[name] === 'integer') return [name, BigInt(cell)]
          return [
            name,
            KINDS[name] === 'decimal' ? scaledTo(readDecimal(cell) ?? { digits: 0n, places: 0 }, SCALE) : cell,
          ]
        }),
      ),
    )
    const seen = read.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          value instanceof Uint8Array ? unscaled(value) : (value ?? null),
        ]),
      ),
    )
    expect(seen).toEqual(wanted)
  })

  it('refuses a number with more places than it keeps', () => {
    const [first] = rows
    if (first === undefined) throw new Error('no row')
    expect(() => writeParquet([{ ...first, BilledCost: `0.${'1'.repeat(16)}` }], {})).toThrow(RangeError)
  })

  it('is a whole file over several groups of rows', async () => {
    const many = Array.from({ length: 5100 }, (_, at) => focusRow(line({ nano: BigInt(at) }), undefined, around))
    const { buffer: large } = writeParquet(many, {})
    expect(parquetMetadata(large)).toMatchObject({
      num_rows: 5100n,
      row_groups: [{ num_rows: 5000n }, { num_rows: 100n }],
    })
  })
})

describe('the files of an export', () => {
  const day = (n: number, count: number) => ({
    day: `2026-11-${n}`,
    seqs: Array.from({ length: count }, (_, at) => n * 100 + at),
  })
  const days = mergeDays([day(10, 3), day(11, 3), day(12, 9), day(13, 1)], [day(12, 1), day(14, 2)])

  it('hold whole days, and a day with too many rows alone', () => {
    const plan = planOf(days, '5', 7)
    expect(plan).toEqual({
      focus: 1,
      rows: 19,
      sum: '5',
      parts: [
        { days: 2, rows: 6 },
        { days: 1, rows: 10 },
        { days: 2, rows: 3 },
      ],
    })
    expect([0, 1, 2].flatMap((part) => daysOfPart(days, plan, part))).toEqual(days)
    expect(planOf([], '0').parts).toEqual([])
  })

  it('are each part in each format, then the report and the words', () => {
    const plan = planOf(days, '5', 13)
    const kinds = filesOf(plan, { files: ['csv', 'parquet'], estimates: false, by_key: false }).map(({ kind }) => kind)
    expect(kinds).toEqual(['csv', 'parquet', 'csv', 'parquet', 'report', 'readme'])
  })
})
