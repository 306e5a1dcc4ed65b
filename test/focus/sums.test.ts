// Any rows, whole and in parts: no nanodollar is lost, and every requirement is met.
import { array, assert, bigInt, constantFrom, option, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLAIMS, COLUMNS, cellsOf } from '../../worker/export/focus/columns.ts'
import { readDecimal, scaledTo } from '../../worker/export/focus/decimal.ts'
import { Quantities } from '../../worker/export/focus/quantity.ts'
import { focusRow } from '../../worker/export/focus/row.ts'
import { inProportion, splitByKey } from '../../worker/export/focus/split.ts'
import { failed, judge } from './golden.ts'
import { around, cell, line } from './lines.ts'

const nano = (text: string | null): bigint => scaledTo(readDecimal(text ?? '') ?? { digits: 0n, places: 0 }, 9) ?? -1n

const lines = record({
  nano: bigInt({ min: -(10n ** 12n), max: 10n ** 15n }),
  listed: option(bigInt({ min: 0n, max: 10n ** 15n })),
  tier: constantFrom('standard', 'batch', 'priority', null),
  geo: constantFrom('us', 'global', null),
  model: constantFrom('claude-opus-5-5', 'claude-sonnet-5-5', 'claude-nobody-9', null),
  tokenType: constantFrom('output_tokens', 'uncached_input_tokens', 'odd', null),
  contextWindow: constantFrom('0-200k', '200k-1M', null),
  description: constantFrom('Odd "text", with\nlines', '=1+1', null),
  workspace: constantFrom('wrkspc_a', 'wrkspc_b', null),
})
const counts = array(bigInt({ min: 1n, max: 10n ** 12n }), { maxLength: 4 })

describe('any rows', () => {
  it('keep every nanodollar and pass every requirement, whole and in parts', () => {
    assert(
      property(array(record({ line: lines, counts }), { minLength: 1, maxLength: 12 }), (asked) => {
        const made = asked.map(({ line: over }, day) => line({ ...over, day: `2026-11-${String(day + 10)}` }))
        const cells = asked.flatMap(({ counts: some }, at) =>
          some.map((output, key) => {
            const {
              day = '',
              workspace = null,
              model = null,
              tier = null,
              contextWindow = null,
              geo = null,
            } = made[at] ?? {}
            return cell(output, { day, workspace, model, tier, contextWindow, geo, apiKey: `apikey_${key}` })
          }),
        )
        const quantities = new Quantities(made, cells)
        const billed = made.reduce((sum, { nano: one }) => sum + one, 0n)
        for (const rows of [
          made.map((one) => focusRow(one, quantities.of(one), around)),
          made.flatMap((one) => splitByKey(one, quantities.of(one), around)),
        ]) {
          expect(rows.reduce((sum, { BilledCost }) => sum + nano(BilledCost), 0n)).toBe(billed)
          expect(failed(judge({ columns: [...COLUMNS], rows: rows.map(cellsOf) }, CLAIMS))).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('parts in proportion', () => {
  it('sum to the whole, and none is off by a nanodollar', () => {
    assert(
      property(
        bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        array(bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 9 }),
        (whole, some) => {
          const weights = [...some, 1n]
          const all = weights.reduce((sum, weight) => sum + weight, 0n)
          const parts = inProportion(whole, weights)
          expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole)
          for (const [at, part] of parts.entries()) {
            const off = part * all - whole * (weights[at] ?? 0n)
            expect(off < all && off > -all).toBe(true)
          }
        },
      ),
    )
  })

  it('give what is left to the largest remainder', () => {
    expect(inProportion(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n])
    expect(inProportion(-10n, [1n, 2n])).toEqual([-3n, -7n])
    expect(inProportion(0n, [5n])).toEqual([0n])
  })

  it('name their key and the method', () => {
    const cells = [cell(1n), cell(2n, { apiKey: null })]
    const one = line({ nano: 10n })
    const rows = splitByKey(one, new Quantities([one], cells).of(one), around)
    expect(rows.map(({ BilledCost, x_ApiKeyId, x_CostBasis }) => [BilledCost, x_ApiKeyId, x_CostBasis])).toEqual([
      ['0.000000007', null, 'allocated'],
      ['0.000000003', 'apikey_a', 'allocated'],
    ])
    expect(new Set(rows.map(({ x_AllocatedMethodId }) => x_AllocatedMethodId))).toEqual(new Set(['tokens-by-key/1']))
  })
})
