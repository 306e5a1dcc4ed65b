// What check 3 says over lines, without the layers around it: every rule between records, one at a time.
import { describe, expect, it } from 'vitest'
import { Findings } from '../../../worker/ledger/bundle/findings.ts'
import { checkRecords } from '../../../worker/ledger/bundle/records.ts'
import type { Predicate } from '../../../worker/ledger/bundle/statement.ts'
import { concat, hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { canonicalize } from '../../../worker/ledger/jcs.ts'
import { recordLeaf } from '../../../worker/ledger/record.ts'
import type { Members } from './exporter.ts'

const TENANT = `tn_${'1'.repeat(26)}`
const stated = { tenant: TENANT, range: { first: 0, last: 99 } } as unknown as Predicate // all that check 3 reads

const recordOf = (seq: number): Members => ({
  v: 1,
  tenant: TENANT,
  seq,
  kind: 'usage',
  stream: 'a.b',
  id: `id ${seq}`,
  rev: 0,
  occurred_at: '2026-01-01T00:00:00.000Z',
  ingested_at: '2026-01-01T00:00:00.000Z',
  data: {},
})

/** Lines in the order given, each linked to the record whose seq is one below if it comes just before. */
function fileOf(records: Members[]): Uint8Array {
  let before: { seq: number; leaf: string } | undefined
  const lines = records.map((members) => {
    const seq = Number(members.seq)
    const follows = before !== undefined && before.seq === seq - 1
    const prev = seq === 0 ? '0'.repeat(64) : follows ? (before?.leaf ?? '') : 'ab'.repeat(32)
    const line = utf8(canonicalize({ prev, ...members }))
    before = { seq, leaf: hex(recordLeaf(line)) }
    return line
  })
  return concat(...lines.flatMap((line) => [line, Uint8Array.of(0x0a)]))
}

function verdict(file: Uint8Array) {
  const findings = new Findings()
  const records = checkRecords(file, stated, findings)
  const { result, detail } = findings.check('records')
  return { result, detail: detail.join('; '), count: records.length }
}

const judge = (...changes: Members[]) => verdict(fileOf(changes.map((change, i) => ({ ...recordOf(i), ...change }))))

describe('records between themselves', () => {
  it('may be consecutive, or leave some out', () => {
    expect(judge({}, {}, {})).toMatchObject({ result: 'ok', count: 3 })
    expect(judge({ seq: 5 }, { seq: 50 }, { seq: 99 })).toMatchObject({ result: 'ok', count: 3 })
  })

  it.each([
    ['a seq twice', [{ seq: 5 }, { seq: 5, id: 'x' }], /ascend/],
    ['a seq that goes back', [{ seq: 5 }, { seq: 4 }], /ascend/],
    ['a seq beyond the range', [{ seq: 100 }], /outside the range/],
    ['another tenant', [{}, { tenant: `tn_${'2'.repeat(26)}` }], /another tenant/],
    ['a wrong link', [{}, { prev: 'cd'.repeat(32) }], /does not link/],
    ['zeros for a link', [{}, { prev: '0'.repeat(64) }], /does not link/],
    ['time that goes back by a millisecond', [{ ingested_at: '2026-01-01T00:00:00.001Z' }, {}], /decreases/],
    ['stream, id and revision twice', [{ id: 'x' }, { id: 'x' }], /revision 0 after 0/],
    [
      'a revision that goes back',
      [
        { id: 'x', rev: 3 },
        { id: 'x', rev: 2 },
      ],
      /revision 2 after 3/,
    ],
    ['a source that is a usage', [{}, { source: { pull: 0 } }], /of kind usage/],
    ['a record of the wrong form', [{}, { kind: 'x' }], /line 2: kind/],
  ] as [string, Members[], RegExp][])('are false with %s', (_, changes, reason) => {
    const { result, detail } = judge(...changes)
    expect(result).toBe('false')
    expect(detail).toMatch(reason)
  })

  it.each([
    ['the same time', [{}, {}]],
    ['a later time', [{}, { ingested_at: '2026-01-01T00:00:00.001Z' }]],
    ['an occurred_at that goes back', [{}, { occurred_at: '1999-01-01T00:00:00.000Z' }]],
    ['a restatement', [{ id: 'x' }, { id: 'x', rev: 1 }, { id: 'x', rev: 7 }]],
    ['the same id in another stream', [{ id: 'x' }, { id: 'x', stream: 'a.c' }]],
    [
      'a stream and id that run together alike',
      [
        { stream: 'a.b', id: 'c d' },
        { stream: 'a.b', id: 'c  d' },
      ],
    ],
    ['a pull for a source', [{ kind: 'pull' }, { source: { pull: 0 } }]],
    ['a source that is not exported', [{ seq: 40 }, { seq: 41, source: { pull: 3 } }]],
    ['refs to records that are not exported', [{ seq: 40, refs: [1, 2] }]],
  ] as [string, Members[]][])('may have %s', (_, changes) => {
    expect(judge(...changes)).toMatchObject({ result: 'ok' })
  })

  it('goes on after a line that is no record, and counts only records', () => {
    const broken = concat(fileOf([recordOf(0)]), utf8('nonsense\n'), fileOf([recordOf(7)]))
    expect(verdict(broken)).toMatchObject({ result: 'false', count: 2 })
  })

  it('are false when there is none, or the last line does not end', () => {
    expect(verdict(new Uint8Array(0))).toMatchObject({ result: 'false', detail: 'no record' })
    expect(verdict(fileOf([recordOf(0)]).slice(0, -1))).toMatchObject({ result: 'false', count: 1 })
  })

  it('are split at newlines only: U+2028 in a text is no line end', () => {
    expect(judge({ data: { text: 'a\u2028b\u2029c\u0085d' } }, {})).toMatchObject({ result: 'ok', count: 2 })
  })
})
