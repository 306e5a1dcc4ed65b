// Days in a row that lie to one side: held back from the level until it is clear whether they pass or are the new level.
import { isHoliday } from './anomaly-calendar.ts'
import { accept, type Level } from './anomaly-level.ts'
import { LOUD } from './anomaly-rules.ts'
import type { Sight } from './anomaly-sight.ts'

export type Run = { direction: 'up' | 'down'; told: boolean; days: Sight[] }

/** A day opens a run at 1.5 spreads and keeps it open at one, but never under these (10 % and 8 %). */
const OPENS = 0.1
const STAYS = 0.08

/** Days that make a level: four at the least, seven when they are loud (leaks end within days), and at six all is decided. */
const SHIFT_DAYS = 4
const LOUD_DAYS = 7
const LONGEST = 6
/** Mean distance of a shift in spreads, times the root of its days: three for four days, 2.45 for six. */
const SHIFT_SIGMAS = 6
const LEAST_SHIFT = Math.log(1.2)

/** Days of a run that passed lie outside the picture when they are further off than this. */
const PASSING_SIGMAS = 3.5

export const opens = ({ off, spread }: Sight): boolean => Math.abs(off) >= Math.max(1.5 * spread, OPENS)

export const stays = (run: Run, { off, spread, direction }: Sight): boolean =>
  run.direction === direction && Math.abs(off) >= Math.max(spread, STAYS)

/** A run that ended: its mild days were chance and belong to the picture, its wild ones do not. */
export function forget(run: Run, level: Level, spread: number): void {
  for (const day of run.days.filter(({ off }) => Math.abs(off) <= PASSING_SIGMAS * spread)) take(level, day, day.off)
}

/** `open`: wait on; `level`: the run is the new level; `chance`: long, but not far enough off to be one. */
export function verdictOn(run: Run, spread: number): 'open' | 'level' | 'chance' {
  const days = run.days.filter(({ place }) => !isHoliday(place)).length
  const mean = run.days.reduce((sum, { off }) => sum + Math.abs(off), 0) / run.days.length
  const loud = run.direction === 'up' && mean >= LOUD
  const far = mean >= Math.max((SHIFT_SIGMAS * spread) / Math.sqrt(days), LEAST_SHIFT)
  if (far && days >= (loud ? LOUD_DAYS : SHIFT_DAYS)) return 'level'
  return !loud && days >= LONGEST ? 'chance' : 'open'
}

/** Begins a new level with the days of the run: those before it no longer say how high the series is. */
export function settle(run: Run, level: Level): void {
  level.since = run.days[0]?.index ?? level.since
  for (const day of run.days) take(level, day, undefined)
}

export const absorb = (run: Run, level: Level): void => {
  for (const day of run.days) take(level, day, day.off)
}

const take = (level: Level, { index, place, log }: Sight, off: number | undefined): void =>
  accept(level, index, place.weekday, log, off)
