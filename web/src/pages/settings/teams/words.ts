// Rules of teams in words: what they are about, and when they hold.
import { type Day, day } from '../../../time.ts'
import type { Rule, Unassigned } from './queries.ts'

type About = Pick<Rule, 'kind' | 'vendor'>

/** `Workspace`, or `Project` where the vendor calls it that. */
export function kindWord({ kind, vendor }: About): string {
  if (kind === 'key') return 'Key'
  if (kind === 'person') return 'Person'
  return vendor === 'openai' ? 'Project' : 'Workspace'
}

/** `Always`, `From 1 Oct 2026`, `Until …`, or both. */
export function daysWords({ from, to }: Pick<Rule, 'from' | 'to'>): string {
  if (from === null && to === null) return 'Always'
  if (to === null) return `From ${day(from ?? '')}`
  if (from === null) return `Until ${day(to)}`
  return from === to ? day(from) : `${day(from)} – ${day(to)}`
}

export type Standing = 'now' | 'later' | 'over'
export const standingWords: Record<Standing, string> = { now: 'Holds', later: 'Later', over: 'Over' }

/** Whether a rule holds on a day. Days compare as text. */
export function standingOf({ from, to }: Pick<Rule, 'from' | 'to'>, today: Day): Standing {
  if (from !== null && from > today) return 'later'
  return to !== null && to < today ? 'over' : 'now'
}

/** What a date field says: empty is open. */
export const dayOrOpen = (typed: string): Day | null => (typed === '' ? null : typed)

/** Workspaces first, for one rule there catches most; the money of the lists is of two kinds and is not mixed. */
export const unassignedKey = ({ kind, vendor, value }: Unassigned): string => [kind, vendor, value].join(' ')
