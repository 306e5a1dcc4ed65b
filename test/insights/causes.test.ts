import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CAUSES, type CauseInput, explain } from '../../worker/insights/causes.ts'
import { causeInput, listPrice, ordinaryCost, ordinaryRows, type PriceAt, type Row, times } from './company.ts'

const DAYS = 33
const LAST = DAYS - 1
const usual = ordinaryRows(DAYS)
const expected = ordinaryCost(usual, LAST)

/** The rows with those of some days changed. */
const changed = (change: (row: Row) => Row, from = LAST): Row[] =>
  usual.map((row) => (row.day >= from ? change(row) : row))

const told = (rows: readonly Row[], options: Partial<Parameters<typeof causeInput>[1]> = {}) =>
  explain(causeInput(rows, { days: DAYS, expected, ...options }))

const total = ({ parts, rest }: { parts: readonly { above: bigint }[]; rest: bigint }): bigint =>
  parts.reduce((sum, { above }) => sum + above, rest)

describe('the cause of an unusual day', () => {
  it('is one key when a leaked key made the difference', () => {
    const rows = changed((row) => (row.key === 'notebook' ? { ...row, tokens: times(row.tokens, 2000n) } : row))
    const { cause, facts, parts } = told(rows)
    expect(cause).toBe('one_key')
    expect(facts).toMatchObject({ dimension: 'key', value: 'notebook', since: '2026-09-06' })
    expect(parts[0]).toMatchObject({ dimension: 'key', value: 'notebook' })
    expect(parts[0]?.share).toBeGreaterThan(0.9)
  })

  it('is a new key when the key was never seen before', () => {
    const row: Row = {
      ...(usual.at(-1) as Row), // a row of the last day
      key: 'deploy-preview',
      person: 'p-new',
      tokens: { uncached_input: 30_000_000n, output: 20_000_000n },
    }
    expect(told([...usual, row])).toMatchObject({
      cause: 'new_key',
      facts: { value: 'deploy-preview', since: '2026-10-08' },
    })
  })

  it('is one person when that person used many keys', () => {
    const rows = changed((row) => {
      const mine = ['web-app', 'notebook', 'search-ranking'].includes(row.key)
      return mine ? { ...row, person: 'p-gus', tokens: times(row.tokens, 300n) } : row
    })
    expect(told(rows)).toMatchObject({ cause: 'one_person', facts: { dimension: 'person', value: 'p-gus' } })
  })

  it('is one workspace when all keys of it rose', () => {
    const rows = changed((row) => (row.workspace === 'research' ? { ...row, tokens: times(row.tokens, 400n) } : row))
    expect(told(rows)).toMatchObject({ cause: 'one_workspace', facts: { value: 'research' } })
  })

  it('is a model when only what was asked of it rose', () => {
    const rows = changed((row) => (row.model === 'sol-x' ? { ...row, tokens: times(row.tokens, 400n) } : row))
    const { cause, facts } = told(rows)
    expect(cause).toBe('one_model')
    expect(facts).toMatchObject({ value: 'sol-x', vendor: 'openai' })
  })

  it('is a price change when the same tokens cost otherwise from a day on', () => {
    const halved: PriceAt = (model, type, day) =>
      model === 'opus-x' && day >= LAST ? listPrice(model, type, day) / 2n : listPrice(model, type, day)
    const { cause, facts } = told(usual, { price: halved })
    expect(cause).toBe('price_change')
    expect(facts).toMatchObject({ value: 'opus-x', vendor: 'anthropic' })
    expect((facts.after ?? 0) / (facts.before ?? 1)).toBeCloseTo(0.5, 2)
  })

  it('finds the price change behind a shift that was told days later', () => {
    const raised: PriceAt = (model, type, day) =>
      model === 'sol-x' && day >= LAST - 4 ? listPrice(model, type, day) * 3n : listPrice(model, type, day)
    expect(told(usual, { price: raised, kind: 'shift' })).toMatchObject({
      cause: 'price_change',
      facts: { value: 'sol-x' },
    })
  })

  it('is the cache when input that was cached is read anew', () => {
    const missed = ({ tokens, ...row }: Row): Row =>
      row.model === 'opus-x'
        ? {
            ...row,
            tokens: {
              ...tokens,
              uncached_input: (tokens.uncached_input ?? 0n) + (tokens.cache_read ?? 0n),
              cache_read: 0n,
            },
          }
        : { ...row, tokens }
    const { cause, facts } = told(changed(missed))
    expect(cause).toBe('cache_hit_rate_fell')
    expect(facts).toMatchObject({ value: 'opus-x', after: 0 })
    expect(facts.before).toBeCloseTo(0.6, 2)
  })

  it('is a shift between vendors when one model fell as the other rose', () => {
    const moved = (row: Row): Row =>
      row.key === 'search-ranking' ? { ...row, model: 'sonnet-x', vendor: 'anthropic' } : row
    const { cause, facts } = told(changed(moved, LAST - 3), { kind: 'shift' })
    expect(cause).toBe('model_shift')
    expect(facts).toMatchObject({ from: 'sol-x', to: 'sonnet-x', dimension: 'vendor', vendor: 'anthropic' })
  })

  it('is growth when everything rose alike', () => {
    expect(told(changed((row) => ({ ...row, tokens: times(row.tokens, 170n) }))).cause).toBe('growth')
  })

  it('does not call growth what one of one made five times as high', () => {
    const one = usual.filter(({ key }) => key === 'ci')
    const rows = one.map((row) => (row.day === LAST ? { ...row, tokens: times(row.tokens, 500n) } : row))
    const input = causeInput(rows, { days: DAYS, expected: ordinaryCost(one, LAST) })
    expect(explain(input)).toMatchObject({ cause: 'one_key', facts: { value: 'ci' } })
  })

  it('is growth when the one key of a workspace doubled its work', () => {
    const one = usual.filter(({ key }) => key === 'ci')
    const rows = one.map((row) => (row.day === LAST ? { ...row, tokens: times(row.tokens, 200n) } : row))
    expect(explain(causeInput(rows, { days: DAYS, expected: ordinaryCost(one, LAST) })).cause).toBe('growth')
  })

  it('is retries at night when hours and requests say so', () => {
    const rows = changed((row) => (row.key === 'ci' ? { ...row, tokens: times(row.tokens, 500n) } : row))
    const input = causeInput(rows, { days: DAYS, expected })
    const day = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 18 ? 100 : 2))
    const hours = input.dates.map((_, i) => (i === LAST ? day.map((one, h) => (h >= 1 && h <= 4 ? 900 : one)) : day))
    const requests = input.dates.map((_, i) => (i === LAST ? 5000n : 1000n))
    const found = explain({ ...input, hours, requests })
    expect(found).toMatchObject({
      cause: 'retries_at_night',
      facts: { value: 'ci', factor: 5, hours: { from: 1, to: 4 } },
    })
    expect(explain({ ...input, hours }).cause).toBe('one_key')
  })

  it('is spread out when many moved a little and nothing else fits', () => {
    const rows = changed((row) =>
      ['ci', 'web-app', 'search-ranking'].includes(row.key) ? { ...row, tokens: times(row.tokens, 30n) } : row,
    )
    const { cause, parts } = told(
      rows.map((row) => ({ ...row, workspace: row.key, model: row.model, person: row.key })),
    )
    expect(cause).toBe('spread_out')
    expect(parts.length).toBeGreaterThan(1)
  })

  it('knows how far a usual day strays', () => {
    const spread = Number(told(changed((row) => ({ ...row, tokens: times(row.tokens, 300n) }))).spread)
    expect(spread / Number(expected)).toBeGreaterThan(0.005)
    expect(spread / Number(expected)).toBeLessThan(0.2)
  })

  it('says something true of nothing: no values, no models, no days before', () => {
    const finding = { date: '2026-10-08', expected: 5n, actual: 9n, direction: 'up', kind: 'spike' } as const
    expect(explain({ finding, dates: ['2026-10-08'], dimensions: {} })).toEqual({
      cause: 'spread_out',
      facts: { factor: 1.8 },
      parts: [],
      rest: 4n,
      difference: 4n,
      spread: 0n,
    })
  })
})

describe('the parts of a difference', () => {
  const amounts = fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 15n }), { minLength: 9, maxLength: 9 })
  const values = fc.array(fc.record({ value: fc.string({ minLength: 1 }), amounts }), { maxLength: 8 })
  const dates = Array.from({ length: 9 }, (_, i) => `2026-10-0${i + 1}`)

  it('add up to it to the nanodollar, whatever is known', () => {
    fc.assert(
      fc.property(
        values,
        values,
        fc.bigInt({ min: 0n, max: 10n ** 16n }),
        fc.bigInt({ min: 0n, max: 10n ** 16n }),
        fc.constantFrom('spike', 'shift'),
        (key, model, expected, actual, kind) => {
          const direction = actual >= expected ? 'up' : 'down'
          const input: CauseInput = {
            finding: { date: '2026-10-09', expected, actual, direction, kind },
            dates,
            dimensions: { key, model },
          }
          const found = explain(input)
          expect(total(found)).toBe(actual - expected)
          expect(CAUSES).toContain(found.cause)
          expect(found.spread >= 0n).toBe(true)
        },
      ),
    )
  })
})
