// The facts of a finding or a step as numbers: they come by name, as decimals, and any may be missing.

export type Facts = Readonly<Record<string, string>>

/** The first of these names that is a number; null when none is. */
export function numberOf(facts: Facts, ...names: readonly string[]): number | null {
  for (const name of names) {
    const text = facts[name]
    if (text === undefined || text === '') continue
    const value = Number(text)
    if (Number.isFinite(value)) return value
  }
  return null
}

/** The first of these names that says anything; null when none does. */
export function textOf(facts: Facts, ...names: readonly string[]): string | null {
  return names.map((name) => facts[name]).find((text) => text !== undefined && text !== '') ?? null
}
