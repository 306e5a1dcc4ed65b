import { describe, expect, it } from 'vitest'
import { csvFile, csvLine, dollars } from '../../worker/http/csv.ts'
import { parseCsv } from './read-app.ts'

const range = { from: '2026-11-01', to: '2026-11-20', days: 20 }

describe('a CSV line', () => {
  it.each([
    [['a', 'b'], 'a,b\r\n'],
    [['a,b'], '"a,b"\r\n'],
    [['say "hi"'], '"say ""hi"""\r\n'],
    [['two\nlines'], '"two\nlines"\r\n'],
    [['two\r\nlines'], '"two\r\nlines"\r\n'],
    [[' padded '], '" padded "\r\n'],
    [[null, 0, false, ''], ',0,false,\r\n'],
    [['naïve – 価'], 'naïve – 価\r\n'],
  ])('of %j is written by RFC 4180', (cells, line) => {
    expect(csvLine(cells)).toBe(line)
  })
  it.each(['=1+1', '+cmd', '-cmd', '@SUM(A1)', '\tx', '\rx', '-1+1', '=cmd|" /C calc"!A0', '+', '-', '@', '='])(
    'disarms %j, which a spreadsheet would run',
    (text) => {
      const cells = parseCsv(csvLine([text]))
      expect(cells).toEqual([[`'${text}`]])
    },
  )
  it('leaves negative amounts numbers', () => {
    expect(csvLine(['-12.500000000', '-7'])).toBe('-12.500000000,-7\r\n')
  })
})

describe('dollars', () => {
  it.each([
    ['0', '0.000000000'],
    ['1', '0.000000001'],
    ['-1', '-0.000000001'],
    ['1000000000', '1.000000000'],
    ['-123456789012', '-123.456789012'],
    ['9007199254740993000000001', '9007199254740993.000000001'],
  ])('of %s are exactly %s', (nano, text) => {
    expect(dollars(nano)).toBe(text)
  })
  it('of null are null', () => {
    expect(dollars(null)).toBeNull()
  })
})

describe('a CSV file', () => {
  const columns = [['n', (row: { n: number }) => row.n]] as const
  const page = async (after: number | null) => {
    const from = after ?? 0
    const rows = Array.from({ length: 3 }, (_, index) => ({ n: from + index }))
    return { rows, next: from + 3 < 9 ? from + 3 : null }
  }
  it('is all pages under one header, named by its range, without a byte order mark', async () => {
    const answer = await csvFile('usage', range, columns, page)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="tallystick-usage-2026-11-01-to-2026-11-20.csv"',
    )
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(bytes[0]).toBe('n'.charCodeAt(0))
    expect(new TextDecoder().decode(bytes)).toBe('n\r\n0\r\n1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7\r\n8\r\n')
  })
  it('reads a page only when the reader wants more', async () => {
    const asked: (number | null)[] = []
    const endless = async (after: number | null) => {
      asked.push(after)
      return { rows: [{ n: 1 }], next: (after ?? 0) + 1 }
    }
    const answer = await csvFile('usage', range, columns, endless)
    const reader = answer.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect(asked.length).toBeLessThan(5)
  })
  it('has its header even when nothing is selected', async () => {
    const answer = await csvFile('usage', range, columns, async () => ({ rows: [], next: null }))
    expect(await answer.text()).toBe('n\r\n')
  })
  it('fails before it begins when the first page fails', async () => {
    const broken = async () => {
      throw new Error('no database')
    }
    await expect(csvFile('usage', range, columns, broken)).rejects.toThrow('no database')
  })
})
