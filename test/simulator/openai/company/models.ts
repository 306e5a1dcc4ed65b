// Which of the vendor's models a family of work uses on a day: releases with their dates, each taken up over twelve days.
import { dayNumber } from '../../days.ts'

export type Family = 'luna' | 'sol' | 'terra' | 'astra' | 'voice' | 'picture' | 'preview' | 'pinned'

type Release = readonly [model: string, date: string]

const releases: Readonly<Record<Family, readonly Release[]>> = {
  luna: [
    ['gpt-4o-mini-2024-07-18', '2024-07-18'],
    ['gpt-4.1-mini-2025-04-14', '2025-04-14'],
    ['gpt-5-mini-2025-08-07', '2025-08-07'],
    ['gpt-5.4-mini-2026-03-17', '2026-03-17'],
    ['gpt-5.6-luna', '2026-06-26'],
    ['gpt-6-luna', '2026-09-22'],
  ],
  sol: [
    ['gpt-4o-2024-08-06', '2024-08-06'],
    ['gpt-4.1-2025-04-14', '2025-04-14'],
    ['gpt-5-2025-08-07', '2025-08-07'],
    ['gpt-5.1-2025-11-13', '2025-11-13'],
    ['gpt-5.2-2025-12-11', '2025-12-11'],
    ['gpt-5.4-2026-03-05', '2026-03-05'],
    ['gpt-5.5-2026-04-23', '2026-04-23'],
    ['gpt-5.6-sol', '2026-06-26'],
    ['gpt-6-sol', '2026-09-22'],
    ['gpt-6.2-sol', '2026-11-17'],
  ],
  terra: [
    ['o3-mini-2025-01-31', '2025-01-31'],
    ['o4-mini-2025-04-16', '2025-04-16'],
    ['gpt-5.1-codex-mini', '2025-11-13'],
    ['gpt-5.3-codex', '2026-02-05'],
    ['gpt-5.6-terra', '2026-06-26'],
    ['gpt-6.1-terra', '2026-10-26'],
  ],
  astra: [
    ['o1-2024-12-17', '2024-12-17'],
    // The list knows this model's price from here on only.
    ['o3-2025-04-16', '2025-06-10'],
    ['gpt-6-astra', '2026-09-03'],
    ['gpt-6.2-astra', '2026-11-17'],
  ],
  voice: [
    ['gpt-audio-mini-2025-12-15', '2025-12-15'],
    ['gpt-realtime-2', '2026-05-06'],
  ],
  picture: [
    ['gpt-image-1', '2025-04-23'],
    ['gpt-image-1.5', '2025-12-16'],
    ['gpt-image-2.5-flare-2026-09-08', '2026-09-08'],
  ],
  // On no price list, but billed.
  preview: [['gpt-harbor-preview', '2026-10-05']],
  // One team stays on the model that it tested.
  pinned: [['gpt-5.1-2025-11-13', '2025-11-13']],
}

const dated = Object.fromEntries(
  Object.entries(releases).map(([family, list]) => [
    family,
    list.map(([model, date]) => ({ model, day: dayNumber(date) })),
  ]),
)

/** Days from a release until everybody uses it. */
const RAMP = 12

/** Models of a family on a day with their shares, which add up to 1; none before the first release. */
export function modelsOn(family: Family, day: number, lag: number): { model: string; share: number }[] {
  const list = dated[family] ?? []
  const at = list.findLastIndex((each) => each.day + lag <= day)
  const current = list[at]
  if (current === undefined) return []
  const previous = list[at - 1]
  const taken = Math.min(1, (day - current.day - lag + 1) / RAMP)
  if (previous === undefined || taken === 1) return [{ model: current.model, share: 1 }]
  return [
    { model: current.model, share: taken },
    { model: previous.model, share: 1 - taken },
  ]
}

/** The newest model of a family on a day, or null. */
export function newestOn(family: Family, day: number): string | null {
  return modelsOn(family, day, 0)[0]?.model ?? null
}
