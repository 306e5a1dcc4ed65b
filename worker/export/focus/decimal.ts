// Exact decimal numbers as FOCUS files write them: an integer and the places behind its point. Nothing here is ever a float.

export type Decimal = { readonly digits: bigint; readonly places: number }

const SHAPE = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/

/** Reads a decimal number, scientific notation too; undefined for what is none. */
export function readDecimal(text: string): Decimal | undefined {
  const [whole, sign = '', before = '', after = '', exponent = '0'] = SHAPE.exec(text) ?? []
  if (whole === undefined || before + after === '') return undefined
  const size = BigInt(before + after)
  const places = after.length - Number(exponent)
  const digits = places < 0 ? size * 10n ** BigInt(-places) : size
  return { digits: sign === '-' ? -digits : digits, places: Math.max(places, 0) }
}

/** Nanodollars as dollars. */
export const fromNano = (nano: bigint): Decimal => ({ digits: nano, places: 9 })

/** a × b, exactly. */
export const times = (a: Decimal, b: Decimal): Decimal => ({ digits: a.digits * b.digits, places: a.places + b.places })

/** `value` with `places` places behind its point, as an integer; undefined where digits would be lost. */
export function scaledTo({ digits, places }: Decimal, wanted: number): bigint | undefined {
  if (places <= wanted) return digits * 10n ** BigInt(wanted - places)
  const cut = 10n ** BigInt(places - wanted)
  return digits % cut === 0n ? digits / cut : undefined
}

/** Below 0, 0, above 0 as a is less than, equal to, more than b. */
export function compare(a: Decimal, b: Decimal): number {
  const places = Math.max(a.places, b.places)
  const rest = a.digits * 10n ** BigInt(places - a.places) - b.digits * 10n ** BigInt(places - b.places)
  return rest === 0n ? 0 : rest < 0n ? -1 : 1
}

/** Plain text without exponent, separators, or zeros at its end: `12.345`, `-5`, `0`. */
export function plain({ digits, places }: Decimal): string {
  const size = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0')
  const [before, after] = [size.slice(0, size.length - places), size.slice(size.length - places).replace(/0+$/, '')]
  const text = after === '' ? before : `${before}.${after}`
  return digits < 0n ? `-${text}` : text
}
