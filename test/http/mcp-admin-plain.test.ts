import { describe, expect, it } from 'vitest'
import { MOST_GROUPS, pageCells, sumKnown } from '../../worker/mcp/admin/cells.ts'
import { jsonText, plain } from '../../worker/mcp/admin/plain.ts'

describe('a plain string', () => {
  it.each([
    ['Ada\u0000\u001b[31m Example', 'Ada[31m Example'],
    ['right\u202eleft\u2066', 'rightleft'],
    ['z\u200be\u2060r\ufeffo', 'zero'],
    ['line\nbreak\u2028', 'linebreak'],
    ['tag\u{e0049}\u{e0067}', 'tag'],
    ['نام\u200cخانوادگی 👩\u200d💻 Zoë', 'نام\u200cخانوادگی 👩\u200d💻 Zoë'],
    ['<b>&amp;', '<b>&amp;'],
  ])('of %j is %j', (text, seen) => {
    expect(plain(text)).toBe(seen)
  })

  it('is cut at 500 characters, never inside one', () => {
    expect(plain('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`)
    expect(plain('x'.repeat(500))).toBe('x'.repeat(500))
    expect(plain(`${'x'.repeat(498)}${'👩'.repeat(5)}`)).toBe(`${'x'.repeat(498)}…`)
  })

  it('is found at any depth, and nothing else is touched', () => {
    const value = { a: [{ b: 'x\u200b' }, 1, null, true], c: { d: '\u202e' } }
    expect(plain(value)).toEqual({ a: [{ b: 'x' }, 1, null, true], c: { d: '' } })
  })
})

describe('a JSON text', () => {
  it('is the same value without a letter of markup', () => {
    const value = { html: '<script>alert("&amp;")</script>', n: [1, null] }
    expect(JSON.parse(jsonText(value))).toEqual(value)
    expect(jsonText(value)).not.toMatch(/[<>&]/)
  })
})

describe('cells', () => {
  const named = (n: number) => ({ vendor: 'openai' as const, key: `m${n}` })
  const groups = Array.from({ length: MOST_GROUPS + 3 }, (_, n) => named(n))
  const bucket = (day: string, ...keys: number[]) => ({
    day,
    closed: true,
    groups: keys.map((n) => ({ ...named(n), count: String(n) })),
  })
  const page = (limit: number, from: string | null, ...buckets: ReturnType<typeof bucket>[]) =>
    pageCells(buckets, groups, { limit, from }, (cells) => ({ sum: sumKnown(cells.map(({ count }) => count)) }))

  it('of groups beyond the largest are one row, also where it is one group', () => {
    const { rows } = page(
      10,
      null,
      bucket('2026-01-01', 0, MOST_GROUPS, MOST_GROUPS + 2),
      bucket('2026-01-02', MOST_GROUPS),
    )
    expect(rows.map(({ bucket, vendor, key, sum }) => [bucket, vendor, key, sum])).toEqual([
      ['2026-01-01', 'openai', 'm0', '0'],
      ['2026-01-01', null, null, String(2 * MOST_GROUPS + 2)],
      ['2026-01-02', null, null, String(MOST_GROUPS)],
    ])
  })

  it('come by whole buckets, empty ones left out, and the next page begins where this one ends', () => {
    const all = [bucket('2026-01-01', 1, 2), bucket('2026-01-02'), bucket('2026-01-03', 3), bucket('2026-01-04', 4)]
    const first = page(1, null, ...all)
    expect([first.rows.length, first.next]).toEqual([2, '2026-01-03'])
    const second = page(2, first.next, ...all)
    expect([second.rows.map(({ key }) => key), second.next]).toEqual([['m3', 'm4'], null])
  })

  it('are summed past 2^53, and nothing known is not zero', () => {
    expect(sumKnown(['9007199254740993', '9007199254740993', null])).toBe('18014398509481986')
    expect([sumKnown([null, null]), sumKnown([])]).toEqual([null, null])
  })
})
