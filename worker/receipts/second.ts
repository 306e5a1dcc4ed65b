// When in the day a tenant's receipt is due: a steady second of the first hours, so that midnight is no rush.

/** Due times lie in the first six hours of the UTC day. */
const SPREAD_SECONDS = 6 * 3_600

/** The same tenant always has the same second. */
export function secondOfDay(tenant: string): number {
  let hash = 0
  for (const character of tenant) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0
  return hash % SPREAD_SECONDS
}
