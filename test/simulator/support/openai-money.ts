// Cost rows as the tests of money read them, and their amounts without losing a digit.

export interface Cost {
  readonly amount: { readonly value: number | string; readonly currency: string }
  readonly line_item: string | null
  readonly project_id: string | null
  readonly api_key_id: string | null
  readonly quantity: number | null
}
export interface CostBucket {
  readonly start_time: number
  readonly results: readonly Cost[]
}

/** Nanodollars of any decimal text without losing a digit; throws when there is more than nanodollars in it. */
export function nanoOf(value: number | string): bigint {
  const [, digits = '', rest = '', power = '0'] = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(String(value)) ?? []
  if (/^0*$/.test(digits + rest)) return 0n
  const shift = 9 + Number(power) - rest.length
  const whole = BigInt(digits + rest)
  if (shift >= 0) return whole * 10n ** BigInt(shift)
  return whole / 10n ** BigInt(-shift)
}
