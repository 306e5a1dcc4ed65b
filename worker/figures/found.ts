// Findings out of tables: episodes with their causes, two of them that are one move between vendors, and changed prices. Pure.

import type { Day } from '../db/tenant/range.ts'
import type { Cause } from '../insights/causes.ts'
import { type Episode, episodesOf, type Homes } from './episodes.ts'
import { explainEpisode, mainOf, narrowestOf } from './explained.ts'
import { priceFindings } from './price-changes.ts'
import { type Scope, scopeId, TENANT_SCOPE } from './scopes.ts'
import { linesById, type Tables } from './tables.ts'
import { distance, findUnusual, onsetOfLine } from './unusual.ts'

export type Found = {
  /** Scope and day of what was noticed first. Not the kind: that a day was the first of many is learned later. */
  key: string
  /** The day it happened or began, the day it was noticed, and the day whose amounts these are. */
  date: Day
  noticed: Day
  of: Day
  kind: 'spike' | 'shift' | 'price'
  direction: 'up' | 'down'
  scope: Scope
  expected: bigint
  actual: bigint
  cause: Cause
  culprit: Scope | null
  against: Scope | null
  facts: Record<string, string>
  parts: readonly { scope: Scope; above: bigint; share: number }[]
  rest: bigint
  spread: bigint
}

/** Days between the two ends of a move between vendors, and how far they may differ in size. */
const APART = 5
const UNLIKE = 4

/** Everything that was unusual up to the last day of the tables, oldest first. Each day is judged by the days before it alone. */
export function findAll(tables: Tables, homes: Homes): Found[] {
  const episodes = episodesOf(findUnusual(tables), tables, homes)
  const moves = pairsOf(episodes)
  const paired = new Set(moves.flat())
  const single = episodes.filter((episode) => !paired.has(episode)).map((episode) => foundOf(tables, episode, homes))
  const moved = moves.map(([up, down]) => moveOf(tables, up, down, homes))
  return [...single, ...moved, ...priceFindings(tables)].sort((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
  )
}

const keyOf = ({ scope, index }: Episode['first'], days: readonly Day[]): string =>
  `${scopeId(scope)}/${days[index] ?? ''}`

function foundOf(tables: Tables, episode: Episode, homes: Homes): Found {
  const main = mainOf(episode)
  const said = explainEpisode(tables, episode, main, homes)
  return {
    key: keyOf(episode.first, tables.days),
    date: tables.days[beganAt(tables, episode)] ?? '',
    noticed: tables.days[episode.first.index] ?? '',
    of: tables.days[main.index] ?? '',
    kind: episode.lasts ? 'shift' : 'spike',
    direction: episode.direction,
    scope: main.scope,
    expected: main.expected,
    actual: main.actual,
    against: null,
    ...said,
  }
}

/** The first day: of what lasts the change point of its narrowest series, at most three days before it was noticed. */
function beganAt(tables: Tables, episode: Episode): number {
  const noticed = episode.first.index
  const told = Math.min(...episode.members.map(({ onset }) => onset))
  if (!episode.lasts) return Math.min(told, noticed)
  const line = linesById(tables).get(scopeId(narrowestOf(episode, mainOf(episode)).scope))
  const change = line === undefined ? noticed : onsetOfLine(line.nano, noticed + 2, episode.direction)
  return Math.max(noticed - 3, Math.min(told, change))
}

/** Lasting episodes at two vendors in opposite directions at the same time: work that went from one to the other. */
function pairsOf(episodes: readonly Episode[]): [up: Episode, down: Episode][] {
  const lasting = episodes.filter(({ lasts }) => lasts)
  const pairs: [Episode, Episode][] = []
  for (const up of lasting.filter(({ direction }) => direction === 'up')) {
    const down = lasting.find(
      (other) => other.direction === 'down' && isMove(up, other) && !pairs.some(([, own]) => own === other),
    )
    if (down !== undefined) pairs.push([up, down])
  }
  return pairs
}

function isMove(up: Episode, down: Episode): boolean {
  const [to, from] = [mainOf(up), mainOf(down)]
  if (to.scope.vendor === null || from.scope.vendor === null || to.scope.vendor === from.scope.vendor) return false
  const near = Math.abs(up.first.index - down.first.index) <= APART
  const sizes = [to, from].map(({ expected, actual }) => Number(distance(expected, actual)))
  const [more = 0, less = 0] = sizes.sort((a, b) => b - a)
  return near && more <= less * UNLIKE
}

function moveOf(tables: Tables, up: Episode, down: Episode, homes: Homes): Found {
  const [to, from] = [foundOf(tables, up, homes), foundOf(tables, down, homes)]
  const first = up.first.index <= down.first.index ? to : from
  const [rose, fell] = [narrowestOf(up, mainOf(up)).scope, narrowestOf(down, mainOf(down)).scope]
  const parts = [
    { scope: rose, above: to.actual - to.expected, share: 1 },
    { scope: fell, above: from.actual - from.expected, share: 1 },
  ]
  return {
    ...to,
    key: first.key,
    noticed: first.noticed,
    date: first.date < to.date ? first.date : ([to.date, from.date].sort()[0] ?? to.date),
    kind: 'shift',
    scope: TENANT_SCOPE,
    expected: to.expected + from.expected,
    actual: to.actual + from.actual,
    cause: 'model_shift',
    culprit: rose,
    against: fell,
    facts: {
      from: fell.vendor ?? '',
      to: rose.vendor ?? '',
      rose: String(to.actual - to.expected),
      fell: String(from.expected - from.actual),
    },
    parts,
    rest: 0n,
  }
}
