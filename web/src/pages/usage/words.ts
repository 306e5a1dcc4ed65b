// Words of the Usage page: measures, and what its groups are called.
import type { Dimension, Measure } from './ask.ts'

export const measureNames: Record<Measure, string> = { tokens: 'Tokens', output: 'Output', cost: 'Cost' }

/** The vendor's own values are compared letter by letter; names of workspaces, keys, people and products are words. */
export const isMono = (by: Dimension): boolean => !['workspace', 'key', 'person', 'product'].includes(by)
