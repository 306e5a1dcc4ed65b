// The statement of a stream and a period: what it counts, what its hash is over, and that it always fits into a record.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { dayAt, dayNumber, type Reader } from '../../../worker/ledger/gap/days.ts'
import { type PageRead, pagesDigest, type StreamRead, stateGaps } from '../../../worker/ledger/gap/statement.ts'
import { canonicalize } from '../../../worker/ledger/jcs.ts'
import { checkParts } from '../../../worker/ledger/link.ts'

const READER: Reader = {
  connection: `cn_${'7'.repeat(26)}`,
  shape: 'days',
  since: '2026-03-10',
  back: { from: '2026-03-01', left: '2026-03-01' },
  reached: '2026-03-20T12:00:00.000Z',
  ended: null,
  why: { now: 'not_read', back: 'reading_back' },
}
const NOW = '2026-03-20T12:00:00.000Z'
const shaOf = (seq: number) => createHash('sha256').update(String(seq)).digest('hex')
const page = (seq: number, day: string, more: Partial<PageRead> = {}): PageRead => ({
  seq,
  day,
  sha256: shaOf(seq),
  bytes: 100,
  items: 5,
  new: 3,
  restated: 1,
  ...more,
})
const read = (more: Partial<StreamRead> = {}): StreamRead => ({
  stream: 'anthropic.usage',
  readers: [READER],
  pages: [],
  polls: [],
  brought: new Set(),
  size: 500,
  ...more,
})
const only = (of: StreamRead, from: string, to: string) => {
  const [stated, ...more] = stateGaps(of, { from, to }, NOW)
  expect(more).toEqual([])
  if (stated === undefined) throw new Error('no statement')
  return stated
}

/** As VERIFY.md has it, without any code of ours. */
const digestOf = (seqs: readonly number[]) =>
  createHash('sha256')
    .update(`[${seqs.map((seq) => `[${seq},"${shaOf(seq)}"]`).join(',')}]`)
    .digest('hex')

describe('a gap statement', () => {
  it('says that nothing is missing between two days, and how far all is complete', () => {
    const { statement } = only(read(), '2026-03-05', '2026-03-20')
    expect(statement).toMatchObject({
      nothing_missing: true,
      complete_through: '2026-03-19',
      missing: [],
      connections: 1,
    })
    expect(statement.days.map(({ state }) => state)).toEqual(['complete', 'open'])
  })

  it('with a hole says so, and is complete only up to it', () => {
    const behind = { ...READER, back: { from: '2026-03-01', left: '2026-03-04' } }
    const { statement } = only(read({ readers: [behind] }), '2026-03-01', '2026-03-08')
    expect(statement.nothing_missing).toBe(false)
    expect(statement).not.toHaveProperty('complete_through')
    expect(statement.missing).toEqual([
      { from: '2026-03-01', to: '2026-03-03', reason: 'reading_back', connection: READER.connection },
    ])
  })

  it('counts pages that were read in the period or brought something of it, and no others', () => {
    const pages = [page(3, '2026-03-04'), page(7, '2026-03-06'), page(20, '2026-03-15'), page(30, '2026-03-16')]
    const { statement, refs } = only(read({ pages, brought: new Set([20]) }), '2026-03-05', '2026-03-08')
    expect(refs).toEqual([7, 20])
    expect(statement).toMatchObject({
      pages: 2,
      items: 10,
      new: 6,
      restated: 2,
      bytes: 200,
      first_pull: 7,
      last_pull: 20,
      pages_sha256: digestOf([7, 20]),
      size: 500,
    })
  })

  it('hashes pages in their order with their places: another order, place or hash is another hash', () => {
    const pages = [1, 2, 3].map((seq) => ({ seq, sha256: shaOf(seq) }))
    expect(pagesDigest(pages)).toBe(digestOf([1, 2, 3]))
    for (const other of [
      pages.toReversed(),
      pages.slice(1),
      pages.map((one) => ({ ...one, seq: one.seq + 1 })),
      pages.map((one) => ({ ...one, sha256: shaOf(9) })),
    ]) {
      expect(pagesDigest(other)).not.toBe(digestOf([1, 2, 3]))
    }
  })

  it('of a stream that was only asked in vain has its polls, no page, and no refs', () => {
    const polls = [
      { day: '2026-03-04', polls: 90 },
      { day: '2026-03-05', polls: 96 },
      { day: '2026-03-06', polls: 95 },
    ]
    const { statement, refs } = only(read({ polls }), '2026-03-05', '2026-03-06')
    expect(statement).toMatchObject({
      pages: 0,
      polls: 191,
      bytes: 0,
      pages_sha256: digestOf([]),
      nothing_missing: true,
    })
    expect(refs).toBeUndefined()
    expect(statement).not.toHaveProperty('first_pull')
  })

  it('of a list takes pages and polls of a day for its having been read on it', () => {
    const list: Reader = { ...READER, shape: 'list', back: { from: '2026-03-10', left: '2026-03-10' } }
    const polls = [{ day: '2026-03-11', polls: 24 }]
    const { statement } = only(
      read({ readers: [list], pages: [page(1, '2026-03-10')], polls }),
      '2026-03-10',
      '2026-03-12',
    )
    expect(statement.days.map(({ to, state }) => [to.slice(8), state])).toEqual([
      ['11', 'complete'],
      ['12', 'missing'],
    ])
  })

  it('names its pull records up to a thousand, and leaves them to its hash beyond', () => {
    const pages = (count: number) => Array.from({ length: count }, (_, seq) => page(seq, '2026-03-15'))
    expect(only(read({ pages: pages(1000) }), '2026-03-15', '2026-03-15').refs).toHaveLength(1000)
    const more = only(read({ pages: pages(1001) }), '2026-03-15', '2026-03-15')
    expect([more.refs, more.statement.pages]).toEqual([undefined, 1001])
  })

  it('holds nothing but days, counts, hashes, codes and ids of ours', () => {
    const { statement } = only(read({ pages: [page(1, '2026-03-15')] }), '2026-02-01', '2026-03-15')
    expect(Object.keys(statement).sort()).toEqual([
      'bytes',
      'connections',
      'days',
      'first_pull',
      'from',
      'items',
      'last_pull',
      'missing',
      'new',
      'nothing_missing',
      'pages',
      'pages_sha256',
      'polls',
      'restated',
      'size',
      'stream',
      'to',
    ])
  })
})

describe('a statement over many years with gaps every other day', () => {
  it('comes in adjoining parts, each of which fits into a record', () => {
    const since = '2020-01-01'
    const list: Reader = { ...READER, shape: 'list', since, back: { from: since, left: since } }
    const first = dayNumber(since)
    const polls = Array.from({ length: 1000 }, (_, at) => ({ day: dayAt(first + 2 * at), polls: 24 }))
    const pages = Array.from({ length: 1000 }, (_, seq) => page(seq, dayAt(first)))
    const period = { from: since, to: dayAt(first + 1999) }
    const stated = stateGaps(read({ readers: [list], polls, pages, stream: `a.${'s'.repeat(126)}` }), period, NOW)
    expect(stated.length).toBeGreaterThan(5)
    let next = period.from
    for (const { statement, refs } of stated) {
      expect(statement.from).toBe(next)
      next = dayAt(dayNumber(statement.to) + 1)
      const checked = checkParts({
        tenant: `tn_${'0'.repeat(26)}`,
        kind: 'gap',
        stream: 'tallystick.gap',
        id: 'g',
        occurredAt: NOW,
        dataJson: canonicalize(statement),
        refs,
      })
      expect(checked.ok).toBe(true)
    }
    expect(next).toBe(dayAt(first + 2000))
    expect(stated.reduce((total, { statement }) => total + statement.polls, 0)).toBe(24_000)
  })
})
