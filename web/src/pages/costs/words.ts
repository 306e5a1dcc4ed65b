// Words of the Costs page: kinds of bill lines, and what its groups are called.
import type { Dimension } from './ask.ts'

interface Group {
  readonly label: string
}

/** Groups with the words that stand for them on the screen. */
export function withWords<T extends Group>(by: Dimension, groups: readonly T[]): T[] {
  const isKind = by === 'token_type' || by === 'cost_type'
  return groups.map((group) => (isKind ? { ...group, label: kindWords(group.label) } : group))
}

/** The vendor's own values are compared letter by letter. */
export const isMono = (by: Dimension): boolean =>
  by === 'model' || by === 'tier' || by === 'context_window' || by === 'inference_geo'

/** `cache_creation.ephemeral_1h_input_tokens` as words; the vendor's own stay recognizable. */
export function kindWords(kind: string): string {
  const words = kind.replaceAll('_', ' ').replaceAll('.', ', ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
