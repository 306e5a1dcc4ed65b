// Many rows through one bound parameter: JSON that `json_each` takes apart, kept below what a bound value may have.

/** A bound value has at most 2 MB; a UTF-16 unit has at most 3 bytes, so this is 1 MiB at the very most. */
const MOST_CHARS = 340_000

/** The rows as JSON arrays, in order. One array where it is small enough; a single row over the limit goes alone. */
export function jsonParameters(rows: readonly unknown[]): string[] {
  const whole = JSON.stringify(rows)
  if (whole.length <= MOST_CHARS || rows.length < 2) return [whole]
  const half = Math.ceil(rows.length / 2)
  return [...jsonParameters(rows.slice(0, half)), ...jsonParameters(rows.slice(half))]
}
