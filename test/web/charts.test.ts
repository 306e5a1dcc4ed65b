// Axes, colours and the order of tables.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { otherPaint, paintModels } from '../../web/src/ui/charts/paint.ts'
import { labelled, scaleFor, spread } from '../../web/src/ui/charts/scale.ts'
import { sortingOf, sortOf } from '../../web/src/ui/table-model.ts'

describe('scale', () => {
  it('starts at 0, holds the largest value and has at most four lines', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e15, noNaN: true }), (largest) => {
        const { top, ticks } = scaleFor(largest)
        expect(ticks[0]).toBe(0)
        expect(ticks.length).toBeLessThanOrEqual(5)
        expect(top).toBeGreaterThanOrEqual(largest * 0.999)
        expect(top).toBeLessThanOrEqual(largest * 2)
      }),
    )
  })
  it('is round where the drawing is', () => {
    expect(scaleFor(1254)).toEqual({ top: 1400, ticks: [0, 350, 700, 1050, 1400] })
  })
  it('draws an empty chart for nothing at all', () => {
    expect(scaleFor(0).top).toBe(1)
    expect(scaleFor(Number.NEGATIVE_INFINITY).top).toBe(1)
  })
  it('labels first and last, weeks in a month', () => {
    expect(labelled(28)).toEqual([0, 7, 14, 21, 27])
    expect(labelled(3)).toEqual([0, 1, 2])
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), (days) => {
        const found = labelled(days)
        expect(found[0]).toBe(0)
        expect(found.at(-1)).toBe(days - 1)
        expect(found.length).toBeLessThanOrEqual(6)
      }),
    )
  })
  it('keeps labels a line apart and in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 10 }), (places) => {
        const moved = spread(places, 216).toSorted((a, b) => a - b)
        for (const [index, place] of moved.entries()) {
          if (index > 0) expect(place - (moved[index - 1] ?? 0)).toBeGreaterThanOrEqual(17)
        }
      }),
    )
  })
})

describe('paint', () => {
  it('gives hue by vendor and depth by order', () => {
    const fills = paintModels([
      { vendor: 'anthropic' },
      { vendor: 'openai' },
      { vendor: 'anthropic' },
      { vendor: null },
    ]).map(({ fill }) => fill)
    expect(fills).toEqual(['var(--a1)', 'var(--o1)', 'var(--a2)', 'var(--c5)'])
  })
  it('gives the pale third step its edge and the fourth the look of other', () => {
    const paints = paintModels(Array.from({ length: 4 }, () => ({ vendor: 'openai' as const })))
    expect(paints[2]).toEqual({ fill: 'var(--o3)', edge: 'var(--o-line)' })
    expect(paints[3]).toEqual(otherPaint)
  })
})

describe('sort', () => {
  it('stands in the URL as a word with a minus for descending', () => {
    expect(sortingOf('-tokens')).toEqual([{ id: 'tokens', desc: true }])
    expect(sortOf([{ id: 'model', desc: false }])).toBe('model')
    expect(sortOf(sortingOf(undefined))).toBeUndefined()
  })
})
