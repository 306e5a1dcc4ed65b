// Seeded daily spend of the kinds that customers have, with labels in the words of test/vectors/forecast: what a detector has not seen.
import { isHoliday, placeOf } from '../../worker/insights/anomaly-calendar.ts'

export type Label = { start: string; end?: string; kind: string }
export type Series = {
  id: string
  start: string
  values: number[]
  anomalies: Label[]
  changes: Label[]
  benign: Label[]
}

export const dayAfter = (start: string, days: number): string =>
  new Date(Date.parse(`${start}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Mulberry32: small, seeded, good enough for noise. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const OFFICE = [0.28, 1, 1.05, 1.08, 1.05, 0.95, 0.3]
const FLAT = [0.98, 1, 1.01, 1, 1.01, 1, 0.99]
const LEISURE = [1.3, 0.9, 0.92, 0.95, 1, 1.15, 1.4]

type Shape = { level: number; weekdays: readonly number[]; noise: number; growth: number; days: number; start: string }

/** One series of a kind; the same seed gives the same series. */
export function spend(kind: Kind, seed: number): Series {
  const next = random(seed * 977 + KINDS.indexOf(kind))
  const between = (low: number, high: number) => low + (high - low) * next()
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const shape = { ...SHAPES[kind] }
  shape.level *= between(0.5, 2)
  shape.noise *= between(0.8, 1.25)
  shape.start = dayAfter(shape.start, Math.floor(between(0, 200)))
  const quietHolidays = shape.weekdays !== FLAT
  const series: Series = {
    id: `${kind}-${seed}`,
    start: shape.start,
    values: [],
    anomalies: [],
    changes: [],
    benign: [],
  }
  for (let i = 0; i < shape.days; i++) {
    const place = placeOf(dayAfter(shape.start, i))
    const off = quietHolidays && isHoliday(place) ? between(0.25, 0.4) : 1
    const usual = shape.level * (shape.weekdays[place.weekday] ?? 1) * (1 + shape.growth) ** i
    // A day off brings an office to its weekend, not below it.
    const lowest = shape.level * Math.min(...shape.weekdays) * (1 + shape.growth) ** i
    series.values.push(Math.max(usual * off, Math.min(usual, lowest)) * Math.exp(shape.noise * normal()))
  }
  const label = (list: Label[], at: number, days: number, name: string) =>
    list.push({ start: dayAfter(shape.start, at), end: dayAfter(shape.start, at + days - 1), kind: name })
  const times = (at: number, days: number, factor: () => number) => {
    for (let i = at; i < at + days; i++) series.values[i] = (series.values[i] ?? 0) * factor()
  }
  const plus = (at: number, days: number, extra: () => number) => {
    for (let i = at; i < at + days; i++) series.values[i] = (series.values[i] ?? 0) + extra()
  }
  const somewhere = (low = 0.4, high = 0.9) => Math.floor(shape.days * between(low, high))
  const happen: Record<Kind, () => void> = {
    growth() {
      const at = somewhere(0.3, 0.55)
      plus(at, 1, () => shape.level * between(2, 4))
      label(series.anomalies, at, 1, 'runaway_agent')
      const cut = somewhere(0.7, 0.85)
      times(cut, shape.days - cut, () => 0.62)
      label(series.changes, cut, 1, 'price_cut')
    },
    flat() {
      const at = somewhere(0.3, 0.6)
      const factor = between(1.4, 1.7)
      times(at, 4, () => factor)
      label(series.anomalies, at, 4, 'cache_break')
      const out = somewhere(0.7, 0.9)
      times(out, 1, () => between(0.01, 0.06))
      label(series.anomalies, out, 1, 'outage')
    },
    leak() {
      const at = somewhere()
      plus(at, 3, () => shape.level * between(5, 10))
      label(series.anomalies, at, 3, 'leaked_key')
    },
    sparse() {
      for (let i = 0; i < shape.days; i++) if (next() < 0.58) series.values[i] = 0
      const at = somewhere()
      plus(at, 1, () => shape.level * between(15, 30))
      label(series.anomalies, at, 1, 'bulk_job')
    },
    batch() {
      const on = 1 + Math.floor(between(0, 27))
      const extra = shape.level * between(1.5, 2.5)
      for (let i = 0; i < shape.days; i++) {
        if (placeOf(dayAfter(shape.start, i)).day !== on) continue
        plus(i, 1, () => extra * between(0.8, 1.25))
        label(series.benign, i, 1, 'monthly_batch')
      }
      let at = somewhere(0.5)
      while (Math.abs(placeOf(dayAfter(shape.start, at)).day - on) < 3) at++
      plus(at, 2, () => shape.level * between(3, 5))
      label(series.anomalies, at, 2, 'runaway_agent')
    },
    migration() {
      const up = somewhere(0.3, 0.4)
      times(up, shape.days - up, () => 1.8)
      label(series.changes, up, 1, 'model_migration')
      const leak = somewhere(0.55, 0.6)
      plus(leak, 2, () => shape.level * between(5, 8))
      label(series.anomalies, leak, 2, 'leaked_key')
      const down = somewhere(0.75, 0.85)
      times(down, shape.days - down, () => 0.45)
      label(series.changes, down, 1, 'model_migration')
    },
    cold() {
      const at = 15 + Math.floor(between(0, 6))
      plus(at, 1, () => shape.level * between(4, 8))
      label(series.anomalies, at, 1, 'runaway_agent')
    },
    leisure() {
      const out = somewhere(0.3, 0.45)
      times(out, 2, () => between(0.01, 0.05))
      label(series.anomalies, out, 2, 'outage')
      const credit = somewhere(0.5, 0.6)
      series.values[credit] = -shape.level * between(0.2, 0.8)
      label(series.benign, credit, 1, 'credit')
      const bulk = somewhere(0.7, 0.9)
      plus(bulk, 1, () => shape.level * between(2, 3))
      label(series.anomalies, bulk, 1, 'bulk_job')
    },
    ramp() {
      const at = somewhere(0.4, 0.5)
      for (let i = at; i < shape.days; i++) times(i, 1, () => 5 ** Math.min(1, (i - at) / 45))
      label(series.changes, at, 1, 'ramp')
    },
    quiet() {},
  }
  happen[kind]()
  // The vendor has not told all of the last day yet.
  const last = shape.days - 1
  if (kind !== 'sparse') {
    times(last, 1, () => between(0.25, 0.6))
    label(series.benign, last, 1, 'partial_day')
  }
  return series
}

export const KINDS = [
  'growth',
  'flat',
  'leak',
  'sparse',
  'batch',
  'migration',
  'cold',
  'leisure',
  'ramp',
  'quiet',
] as const
export type Kind = (typeof KINDS)[number]

const SHAPES: Record<Kind, Shape> = {
  growth: { level: 600, weekdays: OFFICE, noise: 0.11, growth: 0.005, days: 180, start: '2025-06-01' },
  flat: { level: 1900, weekdays: FLAT, noise: 0.045, growth: 0, days: 150, start: '2025-06-01' },
  leak: { level: 140, weekdays: OFFICE, noise: 0.16, growth: 0.001, days: 120, start: '2025-06-01' },
  sparse: { level: 30, weekdays: FLAT, noise: 0.7, growth: 0, days: 160, start: '2025-06-01' },
  batch: { level: 450, weekdays: OFFICE, noise: 0.12, growth: 0.001, days: 210, start: '2025-06-01' },
  migration: { level: 1000, weekdays: OFFICE, noise: 0.1, growth: 0.001, days: 200, start: '2025-06-01' },
  cold: { level: 150, weekdays: OFFICE, noise: 0.15, growth: 0, days: 24, start: '2025-06-01' },
  leisure: { level: 1050, weekdays: LEISURE, noise: 0.09, growth: 0.001, days: 190, start: '2025-06-01' },
  ramp: { level: 180, weekdays: OFFICE, noise: 0.12, growth: 0.001, days: 140, start: '2025-06-01' },
  quiet: { level: 250, weekdays: OFFICE, noise: 0.12, growth: 0, days: 365, start: '2025-06-01' },
}
