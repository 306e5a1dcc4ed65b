// Holds in words: on whom or what, and which of them stand.
import type { HoldView } from '../../../worker/http/schemas/content.ts'
import { whoName } from './who.ts'

/** `Sofia Marchetti`, `one chat`. */
export function holdName({ scope, person }: Pick<HoldView, 'scope' | 'person'>): string {
  if (scope === 'chat') return 'one chat'
  return person === null ? 'a person' : whoName(person)
}

export const stands = ({ released_at }: Pick<HoldView, 'released_at'>): boolean => released_at === null

/** In force first, and the newest first among each. */
export const inOrder = (holds: readonly HoldView[]): HoldView[] =>
  [...holds].sort((a, b) => Number(stands(b)) - Number(stands(a)) || (a.placed_at < b.placed_at ? 1 : -1))
