// What the operator's health is made of, as its JSON shows it and its page draws it.
import type { PendingActs, TenantCounts } from '../db/control/operator-health.ts'
import type { Migrations, RegionRows } from '../db/tenant/operator-health.ts'
import type { Region } from '../region.ts'
import type { AnchorsView } from './anchors.ts'
import type { Build } from './build.ts'

/** `alarm`: something does not go on by itself. `look`: it may be well again soon. `section`: of docs/operations.md. */
export type Concern = { level: 'alarm' | 'look'; place: string; words: string; section: string }

/** A part, or the name of what was thrown while it was read; never a message, which may hold parameters. */
export type Part<T> = { ok: true; value: T } | { ok: false; error: string }

export type RegionHealth = RegionRows & {
  late_seconds: number | null
  letters: { queue: string; letters: number; oldest: string }[]
  migrations: Migrations | null
}

export type Health = {
  at: string
  build: Build
  control: Part<{ tenants: TenantCounts[]; acts: PendingActs; migrations: Migrations | null }>
  regions: Record<Region, Part<RegionHealth>>
  anchors: Part<AnchorsView>
  /** What wants somebody's eyes, the worst first; empty when all is well. */
  concerns: Concern[]
}
