// A usage record as the estimators read it: its data, and a counter on its way into exact arithmetic.

/** `data` of a usage record. */
export type UsageData = Readonly<Record<string, unknown>>

export type Counter = number | string | null | undefined

/** The counter as an integer; undefined when it is unknown or none. */
export function counted(said: unknown): bigint | undefined {
  if (typeof said === 'number') return Number.isSafeInteger(said) && said >= 0 ? BigInt(said) : undefined
  return typeof said === 'string' && /^\d{1,30}$/.test(said) ? BigInt(said) : undefined
}
