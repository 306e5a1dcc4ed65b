// Which model a lane of work uses on a day: releases with their real dates, each taken up over four weeks.
import { dayNumber } from '../days.ts'

export type Family = 'haiku' | 'sonnet' | 'opus' | 'fable'

interface Release {
  readonly model: string
  readonly day: number
}

const release = (model: string, date: string): Release => ({ model, day: dayNumber(date) })

/** Public release dates. The company begins on Haiku 3.5, because the price list knows nothing older. */
const releases: Readonly<Record<Family, readonly Release[]>> = {
  haiku: [
    release('claude-3-5-haiku-20241022', '2024-10-22'),
    release('claude-haiku-4-5-20251001', '2025-10-15'),
    release('claude-haiku-5-5', '2026-10-07'),
  ],
  sonnet: [
    release('claude-sonnet-4-20250514', '2025-05-22'),
    release('claude-sonnet-4-5-20250929', '2025-09-29'),
    release('claude-sonnet-4-6', '2026-02-17'),
    release('claude-sonnet-5', '2026-06-30'),
    release('claude-sonnet-5-5', '2026-09-28'),
  ],
  opus: [
    release('claude-opus-4-20250514', '2025-05-22'),
    release('claude-opus-4-1-20250805', '2025-08-05'),
    release('claude-opus-4-5-20251101', '2025-11-24'),
    release('claude-opus-4-6', '2026-02-05'),
    release('claude-opus-4-7', '2026-04-16'),
    release('claude-opus-4-8', '2026-05-28'),
    release('claude-opus-5', '2026-07-24'),
    release('claude-opus-5-5', '2026-09-22'),
  ],
  fable: [
    release('claude-fable-5', '2026-06-09'),
    release('claude-fable-5-1', '2026-09-01'),
    release('claude-fable-5-2', '2026-11-09'),
  ],
}

const older: Readonly<Record<Family, Family | null>> = { fable: 'opus', opus: 'haiku', sonnet: 'haiku', haiku: null }

/** In usage from this day on, on no price list and never billed: it makes the "no price" case. */
export const previewModel = { model: 'claude-lattice-preview', day: dayNumber('2026-10-19') }

/** Days from a release until everybody uses it. */
const RAMP = 28

/**
 * Models of a family on a day with their shares of the work, which add up to 1.
 * `lag` delays a cautious team by that many days. A family not yet born falls back to an older one.
 */
export function modelsOn(family: Family, day: number, lag: number): { model: string; share: number }[] {
  const list = releases[family]
  const index = list.findLastIndex((each) => each.day + lag <= day)
  const current = list[index]
  if (current === undefined) {
    const fallback = older[family]
    return fallback === null ? [] : modelsOn(fallback, day, lag)
  }
  const taken = Math.min(1, (day - current.day - lag + 1) / RAMP)
  const previous = list[index - 1]
  if (previous === undefined || taken === 1) return [{ model: current.model, share: 1 }]
  return [
    { model: current.model, share: taken },
    { model: previous.model, share: 1 - taken },
  ]
}

const withoutGeo = new Set([
  'claude-3-5-haiku-20241022',
  'claude-haiku-4-5-20251001',
  'claude-sonnet-4-20250514',
  'claude-sonnet-4-5-20250929',
  'claude-opus-4-20250514',
  'claude-opus-4-1-20250805',
  'claude-opus-4-5-20251101',
])
const withFastMode = new Set(['claude-opus-4-8', 'claude-opus-5', 'claude-opus-5-5', 'claude-fable-5-2'])

/** Claude 4.6 and later: they report an inference geography and take prompts up to a million tokens. */
export function isModern(model: string): boolean {
  return !withoutGeo.has(model)
}

export function hasFastMode(model: string): boolean {
  return withFastMode.has(model)
}

/** `claude-opus-4-5-20251101` → `Claude Opus 4.5`, the way the cost report names a model. */
export function displayName(model: string): string {
  const parts = model.split('-').filter((part) => !/^\d{8}$/.test(part))
  const words = parts.filter((part) => !/^\d+$/.test(part)).map((part) => part.charAt(0).toUpperCase() + part.slice(1))
  const version = parts.filter((part) => /^\d+$/.test(part)).join('.')
  // Haiku 3.5 is the one old id with the version in front of the family.
  return [...words, version].filter((word) => word !== '').join(' ')
}
