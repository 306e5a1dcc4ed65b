// The installation's health in one answer: versions, both regions, the root log, dead letters. A part that cannot be read says so, alone.
import { controlDatabase } from '../db/control/database.ts'
import { readControl } from '../db/control/operator-health.ts'
import { countWaitingLetters } from '../db/tenant/dead-letters.ts'
import { readMigrations, readRegion } from '../db/tenant/operator-health.ts'
import { homeOf, type Region } from '../region.ts'
import { viewAnchors } from './anchors.ts'
import { buildOf } from './build.ts'
import { concernsOf } from './concerns.ts'
import type { Health, Part, RegionHealth } from './shape.ts'

async function part<T>(name: string, read: Promise<T>): Promise<Part<T>> {
  try {
    return { ok: true, value: await read }
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ event: 'operator_part_failed', part: name, error: kind }))
    return { ok: false, error: kind }
  }
}

/** Reads everything at once. Never throws for a store that is down: that is what the page is for. */
export async function readHealth(env: Env, now = new Date()): Promise<Health> {
  const [control, us, eu, anchors] = await Promise.all([
    part('control', controlHealth(env)),
    part('us', regionHealth(env, 'us', now)),
    part('eu', regionHealth(env, 'eu', now)),
    part('anchors', viewAnchors(env, now)),
  ])
  const read = { at: now.toISOString(), build: buildOf(env), control, regions: { us, eu }, anchors }
  return { ...read, concerns: concernsOf(read, now) }
}

async function controlHealth(env: Env) {
  const [control, migrations] = await Promise.all([readControl(controlDatabase(env)), readMigrations(env.CONTROL)])
  return { ...control, migrations }
}

async function regionHealth(env: Env, region: Region, now: Date): Promise<RegionHealth> {
  const { db } = homeOf(env, region)
  const [rows, letters, migrations] = await Promise.all([
    readRegion(db, now.toISOString()),
    countWaitingLetters(db),
    readMigrations(db),
  ])
  const { oldest } = rows.due
  const late = oldest === null ? null : Math.max(0, Math.floor((now.getTime() - Date.parse(oldest)) / 1000))
  return { ...rows, late_seconds: late, letters, migrations }
}
