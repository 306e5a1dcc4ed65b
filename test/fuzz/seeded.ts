// Chance for the fuzzers, the same in every run: a seed is the whole of a failure's address.
export type Dice = {
  /** A whole number from 0 up to but not including `sides`. */
  roll: (sides: number) => number
  /** One of the list, which must not be empty. */
  pick: <T>(list: readonly T[]) => T
  /** True once in `times`. */
  once: (times: number) => boolean
}

/** Mulberry32: 32 bits of state, even enough for choosing what to break. */
export function seeded(seed: number): Dice {
  let state = seed >>> 0
  const roll = (sides: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides)
  }
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[roll(list.length)]
    if (chosen === undefined) throw new RangeError('nothing to pick from')
    return chosen
  }
  return { roll, pick, once: (times) => roll(times) === 0 }
}

/** A seed of a name of one's own, so that one route's cases stay when another route is added. */
export function seedOf(text: string, round = 0): number {
  let hash = 0x811c9dc5 ^ round
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** From the environment of the tests, through vitest.config.ts: how many times the usual number of cases: `FUZZ_ROUNDS=50` for a long run by hand. */
export const ROUNDS = Math.max(1, Number(process.env.FUZZ_ROUNDS ?? 1) || 1)
/** Where the seeds of a long run begin; another number is another run. */
export const SEED = Number(process.env.FUZZ_SEED) || 20_261_121
