import { runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../worker/ledger/hash.ts'
import { jsonParameters } from '../../worker/tenant/json-parameter.ts'
import { nativeSha256 } from '../../worker/tenant/native-hash.ts'
import { isDue, nextRound } from '../../worker/tenant/settle.ts'
import { ingestedAt, readLeaves, readSpans } from '../../worker/tenant/spans.ts'
import { insertRows } from '../../worker/tenant/storage.ts'
import { firstSince } from '../../worker/tenant/tally.ts'
import { ledger, makeTenant } from '../support/tenants.ts'
import { page, usage, usages } from './drafts.ts'

describe('the platform’s SHA-256', () => {
  it('gives the bytes of the pure one, whatever the length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(new Uint8Array(nativeSha256(bytes))).toEqual(sha256(bytes))
      }),
    )
  })
})

describe('rows as JSON parameters', () => {
  it('stay in order, lose nothing, and none is too large for a bound value', () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => [`${'ü'.repeat(i % 400)}-${i}`, i])
    const parameters = jsonParameters(rows)
    expect(parameters.flatMap((text) => JSON.parse(text))).toEqual(rows)
    expect(parameters.length).toBeGreaterThan(1)
    for (const text of parameters) expect(new TextEncoder().encode(text).length).toBeLessThan(1 << 20)
  })

  it('are one where that is enough, also for none', () => {
    expect(jsonParameters([])).toEqual(['[]'])
    expect(jsonParameters(['a', 'b'])).toEqual(['["a","b"]'])
  })

  it('let a single row go alone, whatever its size', () => {
    const long = 'x'.repeat(400_000)
    expect(jsonParameters([long, 'y'])).toEqual([JSON.stringify([long]), '["y"]'])
  })
})

describe('rows of one insert', () => {
  it('are split by what a statement takes', async () => {
    await runInDurableObject(ledger(await makeTenant()), (_, { storage: { sql } }) => {
      sql.exec('CREATE TABLE rows_of_three (a INTEGER, b TEXT, c BLOB)')
      const rows = Array.from({ length: 100 }, (_, i): [number, string, null] => [i, `${i}`, null])
      insertRows(sql, 'rows_of_three', rows)
      insertRows(sql, 'rows_of_three', [])
      expect([...sql.exec('SELECT * FROM rows_of_three ORDER BY a').raw()]).toEqual(rows)
    })
  })
})

describe('spans', () => {
  it('give any range of records and leaves, whatever was appended together', async () => {
    const tenant = await makeTenant()
    for (const [first, count] of [
      [0, 1],
      [10, 40],
      [100, 2],
      [200, 700],
    ] as const) {
      await ledger(tenant).append({ stream: 'anthropic.usage', drafts: usages(first, count) })
    }
    await runInDurableObject(ledger(tenant), (_, { storage: { sql } }) => {
      const all = readSpans(sql, 0, 1e9)
      expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 744 }, (_, i) => i))
      for (const [first, last] of [
        [0, 0],
        [0, 1],
        [1, 1],
        [2, 41],
        [30, 42],
        [41, 44],
        [43, 743],
        [743, 743],
      ] as const) {
        expect(readSpans(sql, first, last)).toEqual(all.slice(first, last + 1))
        const leaves = new Uint8Array(all.slice(first, last + 1).flatMap(({ leaf }) => [...leaf]))
        expect(readLeaves(sql, first, last)).toEqual(leaves)
      }
      expect(readSpans(sql, 744, 800)).toEqual([])
      expect(() => readLeaves(sql, 743, 744)).toThrow(RangeError)
      expect(() => readLeaves(sql, 744, 744)).toThrow(RangeError)
      expect(ingestedAt(sql, 743)).toBe(JSON.parse(all[743]?.text ?? '{}').ingested_at)
      expect([firstSince(sql, ''), firstSince(sql, '9')]).toEqual([0, 744])
    })
  })

  it('are cut so that no row outgrows what a row may have', async () => {
    const tenant = await makeTenant()
    const long = (i: number) => ({ ...usage(`long-${i}`), dataJson: JSON.stringify({ text: '漢'.repeat(20_000), i }) })
    await ledger(tenant).append(page(Array.from({ length: 60 }, (_, i) => long(i))))
    await runInDurableObject(ledger(tenant), (_, { storage: { sql } }) => {
      const rows = sql.exec<{ n: number }>('SELECT LENGTH(CAST(texts AS BLOB)) AS n FROM record').toArray()
      expect(rows.length).toBeGreaterThan(3)
      for (const { n } of rows) expect(n).toBeLessThan(1 << 20)
      expect(readSpans(sql, 0, 100)).toHaveLength(62)
    })
  })
})

describe('the next round of settling', () => {
  it('comes at once while behind, later and later while it fails, and not at all when all is done', async () => {
    const tenant = await makeTenant()
    await runInDurableObject(ledger(tenant), async (instance, { storage: { sql } }) => {
      expect(nextRound(sql, false, 0)).toBe(2_000)
      expect(nextRound(sql, true, 3)).toBe(0)
      expect([1, 2, 3, 7, 8, 1_000].map((failures) => nextRound(sql, false, failures))).toEqual([
        5_000, 10_000, 20_000, 320_000, 320_000, 320_000,
      ])
      await instance.settle()
      expect(nextRound(sql, false, 0)).toBeUndefined()
    })
  })

  it('signs after a pause, or half a minute after the last checkpoint', async () => {
    const tenant = await makeTenant()
    await runInDurableObject(ledger(tenant), async (instance, { storage: { sql } }) => {
      const now = Date.now()
      expect(isDue(sql, now, now)).toBe(true)
      await instance.settle()
      expect(isDue(sql, now, now + 1_999)).toBe(false)
      expect(isDue(sql, now, now + 2_000)).toBe(true)
      expect(isDue(sql, now + 40_000, now + 40_000)).toBe(true)
    })
  })
})
