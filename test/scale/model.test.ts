// The arithmetic of the scale model on numbers that a person can check in the head.
import { describe, expect, it } from 'vitest'
import { ASSUMED, SIZES } from './assumed.ts'
import { fleetLimits } from './limits.ts'
import { GB, LIMITS, PRICES, priceOf } from './list.ts'
import type { Measured } from './measure.ts'
import { dayOf, lineThrough, type Metric, type Metrics, metricsOf, NOTHING } from './metrics.ts'
import {
  billOf,
  connectionsOf,
  daysToFullObject,
  fleetDay,
  messagesAtVendorLimit,
  monthOf,
  objectBytes,
  readEvery,
  storedAfter,
  tenantDay,
  tickCalls,
} from './model.ts'
import { product } from './product.ts'

const some = (values: Partial<Record<Metric, number>>): Metrics => metricsOf((metric) => values[metric] ?? 0)

const MEASURED: Measured = {
  measuredAt: '2026-11-20',
  people: 100,
  admin: {
    fixed: some({ pulls: 192, d1RowsWritten: 1_000, anthropicReports: 96, rootLeaves: 24 }),
    each: some({
      records: 1_000,
      restated: 800,
      textBytes: 500_000,
      keptBytes: 100_000,
      d1Bytes: 200_000,
      d1RowsWritten: 4_000,
    }),
  },
  content: {
    fixed: some({ pulls: 96, anthropicCompliance: 960 }),
    each: some({ records: 1, textBytes: 700, keptBytes: 300, d1Bytes: 5_000, anthropicCompliance: 0.5 }),
  },
  recordsByStream: {},
  bytesARow: {},
  rootLeafBytes: 120,
}
const both = ['anthropic_admin', 'openai_admin'] as const
const size = (company: number, messages = 0) => ({ share: 1, company, messages, kinds: both })

describe('a line through two days', () => {
  it('tells what the clock takes from what each message adds', () => {
    const line = lineThrough({ units: 10, day: some({ records: 130 }) }, { units: 30, day: some({ records: 190 }) })
    expect([line.each.records, line.fixed.records]).toEqual([3, 100])
    expect(dayOf(line, 50).records).toBe(250)
  })

  it('never makes a volume give something back', () => {
    const line = lineThrough({ units: 10, day: some({ jobs: 98 }) }, { units: 30, day: some({ jobs: 97 }) })
    expect([line.each.jobs, line.fixed.jobs]).toEqual([0, 98])
  })

  it('needs two volumes', () => {
    expect(() => lineThrough({ units: 10, day: NOTHING }, { units: 10, day: NOTHING })).toThrow(RangeError)
  })
})

describe('a tenant', () => {
  it('of twice the size has twice the records, and the same messages of the queue', () => {
    const [one, two] = [tenantDay(MEASURED, size(1)), tenantDay(MEASURED, size(2))]
    expect([one.records, two.records]).toEqual([1_000, 2_000])
    expect([one.pulls, two.pulls]).toEqual([192, 192])
  })

  it('asks a vendor no less when it is small, and at most in proportion when it is large', () => {
    expect([0.1, 1, 8].map((company) => tenantDay(MEASURED, size(company)).anthropicReports)).toEqual([96, 96, 768])
  })

  it('with one vendor takes half of what both take', () => {
    expect(tenantDay(MEASURED, { ...size(1), kinds: ['anthropic_admin'] }).records).toBe(500)
  })

  it('without a compliance key captures nothing', () => {
    expect(tenantDay(MEASURED, size(1, 100)).anthropicCompliance).toBe(1_010)
    expect(tenantDay(MEASURED, size(1)).anthropicCompliance).toBe(0)
  })
})

describe('a ledger object', () => {
  const day = some({ records: 1_000, textBytes: 500_000, keptBytes: 100_000 })

  it('keeps the texts of its newest records only, and everything else of all', () => {
    expect(objectBytes(day, 100, 1_000_000)).toEqual({ records: 100_000, texts: 50_000_000, kept: 10_000_000 })
    expect(objectBytes(day, 100, 20_000)).toEqual({ records: 100_000, texts: 10_000_000, kept: 10_000_000 })
  })

  it('is full when what stays has taken the rest', () => {
    // 20,000 texts of 500 bytes are 10 MB; the other 90 MB fill at 100 kB a day.
    expect(daysToFullObject(day, 20_000, 100_000_000)).toBe(900)
    // Full before anything is pruned.
    expect(daysToFullObject(day, 1_000_000_000, 60_000_000)).toBe(100)
  })

  it('that keeps nothing of what it pruned is never full', () => {
    expect(daysToFullObject(some({ records: 1_000, textBytes: 500_000 }), 1_000)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('the bill', () => {
  it('begins where what is included ends', () => {
    expect(priceOf('D1 rows written', 50_000_000)).toBe(0)
    expect(priceOf('D1 rows written', 51_000_000)).toBe(1)
    expect(priceOf('R2 storage GB', 110)).toBeCloseTo(1.5)
  })

  it('counts a queue message three times: written, read, deleted', () => {
    const month = monthOf(some({ pulls: 100 }), { objects: 0, d1: 0, r2: 0 }, ASSUMED, 1, product())
    expect(month['Queues operations']).toBe(9_000)
  })

  it('is the sum of its lines and the plan', () => {
    const stored = { objects: 15 * GB, d1: 9 * GB, r2: 110 * GB }
    const { lines, dollars } = billOf(monthOf(NOTHING, stored, { ...ASSUMED, visits: 0 }, 1, product()))
    expect(lines.filter((line) => line.dollars > 0).map(({ what }) => what)).toEqual([
      'Objects storage GB',
      'D1 storage GB',
      'R2 storage GB',
    ])
    expect(dollars).toBeCloseTo(5 + 2 + 3 + 1.5)
  })

  it('has a source for every price', () => {
    expect(Object.values(PRICES).every(({ source }) => source.startsWith('developers.cloudflare.com/'))).toBe(true)
  })
})

describe('many tenants', () => {
  it('are the sum of their sizes, whose shares are all of them', () => {
    const sizes = { a: { ...size(1), share: 0.75 }, b: { ...size(2), share: 0.25 } }
    expect(fleetDay(MEASURED, sizes, 100).records).toBe(125_000)
    expect(storedAfter(MEASURED, sizes, 100, 10, 1e9).d1).toBe(100 * 1.25 * 200_000 * 10)
    expect(connectionsOf(sizes, 100)).toBe(200)
    expect(Object.values(SIZES).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
  })

  it('cost a tick two statements and five sends a page of 500, and a last look a region', () => {
    expect(tickCalls(1_000, { ...product(), page: 500, sendBatch: 100, regions: 2 })).toBe(2 * 7 + 4)
  })

  it('meet a limit at twice the number when half of it is used', () => {
    const sizes = { one: size(1) }
    const full = { ...ASSUMED, days: LIMITS.d1Bytes / 200_000, tenants: 1, region: 1 }
    const [d1] = fleetLimits(MEASURED, sizes, full, product())
    expect(d1?.met).toBe('50,000 days; 1.0 tenants for 50000 days')
    const [half] = fleetLimits(MEASURED, sizes, { ...full, days: full.days / 2 }, product())
    expect(half?.met).toBe('50,000 days; 2.0 tenants for 25000 days')
  })

  it('end where the vendor takes no more questions', () => {
    // 600 a minute are 864,000 a day, less the lists; every second message is a question.
    expect(messagesAtVendorLimit(MEASURED)).toBe((864_000 - 960) / 0.5)
  })
})

describe('reading less often', () => {
  it('spares restatements and polls, and nothing that came only once', () => {
    const hourly = readEvery(MEASURED, 60)
    // 800 of 1,000 are restatements; three quarters of those go.
    expect(hourly.admin.each.records).toBeCloseTo(400)
    expect(hourly.admin.fixed.pulls).toBe(48)
    expect(hourly.content).toEqual(MEASURED.content)
    expect(readEvery(MEASURED, 15)).toEqual(MEASURED)
  })
})
