// Unusual days that are one thing: the key, its workspace, the vendor and the whole, on the same days and by about as much. Told once.
import { type Scope, scopeId } from './scopes.ts'
import { linesById, type Tables } from './tables.ts'
import { distance, lastsAfter, MATERIAL, type Unusual, weightOf } from './unusual.ts'

/** What happened, in the order in which it was noticed. */
export type Episode = {
  members: Unusual[]
  direction: 'up' | 'down'
  /** The first of them names it for good: what comes later must not change a key that an alert was raised under. */
  first: Unusual
  /** More than one day, or a new level. */
  lasts: boolean
}

/** Which workspace a key stands in, by `scopeId` of the key; keys that are on no list are in none. */
export type Homes = ReadonlyMap<string, string>

/** Days between two unusual days of one episode. */
const GAP = 3
/** How many times larger one may be off than the other. */
const ALIKE = 2.5

const BREADTH: Readonly<Record<Scope['by'], number>> = {
  tenant: 0,
  vendor: 1,
  workspace: 2,
  team: 2,
  model: 3,
  person: 4,
  key: 5,
}

export const breadthOf = ({ by }: Scope): number => BREADTH[by]

/** Episodes, oldest first; those of parts alone only when they matter to the whole. */
export function episodesOf(found: readonly Unusual[], tables: Tables, homes: Homes): Episode[] {
  const episodes: Episode[] = []
  for (const one of found) {
    const own = episodes.filter((episode) => episode.direction === one.direction && belongs(episode, one, homes))
    const [into, ...others] = own
    if (into === undefined) {
      episodes.push({ members: [one], direction: one.direction, first: one, lasts: one.kind === 'shift' })
      continue
    }
    into.members.push(one, ...others.flatMap(({ members }) => members))
    into.lasts ||= one.kind === 'shift' || others.some(({ lasts }) => lasts)
    into.lasts ||= into.members.some(
      (other) => other.index !== one.index && scopeId(other.scope) === scopeId(one.scope),
    )
    for (const other of others) episodes.splice(episodes.indexOf(other), 1)
  }
  const lines = linesById(tables)
  for (const episode of episodes) {
    episode.lasts ||= episode.members.some(({ scope, index }) =>
      lastsAfter(lines.get(scopeId(scope))?.nano ?? [], index, episode.direction),
    )
  }
  return episodes.filter((episode) => matters(episode, tables.total.nano))
}

function belongs({ members }: Episode, one: Unusual, homes: Homes): boolean {
  return members.some((other) => isNear(other, one) && isAlike(other, one) && areOfOne(other.scope, one.scope, homes))
}

const isNear = (before: Unusual, one: Unusual): boolean =>
  one.onset - before.index <= GAP && before.onset - one.index <= GAP

function isAlike(a: Unusual, b: Unusual): boolean {
  const [one, other] = [distance(a.expected, a.actual), distance(b.expected, b.actual)].map((nano) => Number(nano))
  return one !== undefined && other !== undefined && one <= other * ALIKE && other <= one * ALIKE
}

/** Whether one of the two scopes holds the other. A person works anywhere. */
function areOfOne(a: Scope, b: Scope, homes: Homes): boolean {
  const [outer, inner] = breadthOf(a) <= breadthOf(b) ? [a, b] : [b, a]
  if (outer.by === inner.by) return scopeId(outer) === scopeId(inner)
  if (outer.by === 'tenant' || inner.by === 'person') return true
  if (outer.vendor !== inner.vendor) return outer.by === 'person'
  if (outer.by === 'workspace' && inner.by === 'key') return (homes.get(scopeId(inner)) ?? outer.value) === outer.value
  return true
}

function matters({ members, lasts }: Episode, total: readonly bigint[]): boolean {
  const least = lasts ? MATERIAL.lasting : MATERIAL.once
  return members.some((one) => one.scope.by === 'tenant' || weightOf(total, one) >= least)
}
