// Words of the Usage page: measures, and what its groups are called.
import { productName } from '../../figures/product-words.ts'
import type { Dimension, Measure } from './ask.ts'

export const measureNames: Record<Measure, string> = { tokens: 'Tokens', output: 'Output', cost: 'Cost' }

/** The vendor's own values are compared letter by letter; names of workspaces, keys, people and products are words. */
export const isMono = (by: Dimension): boolean => !['workspace', 'key', 'person', 'product'].includes(by)

interface Group {
  readonly key: string
  readonly label: string
}

/** Groups with the words that stand for them on the screen. Products have ours everywhere. */
export function withWords<T extends Group>(by: Dimension, groups: readonly T[]): T[] {
  return groups.map((group) =>
    by === 'product' && group.key !== '' ? { ...group, label: productName(group.key) } : group,
  )
}
