// The simulator's time: the real time until a test moves it.

export interface Clock {
  /** The simulated moment. */
  now(): Date
  /** Stops the clock at a moment. */
  set(moment: Date): void
  /** Moves the clock on; a running clock keeps running, a stopped one stays stopped. */
  advance(milliseconds: number): void
  /** Back to how it was made. */
  reset(): void
}

/** A clock over `source`, which may itself stand still. */
export function createClock(source: () => Date): Clock {
  let fixed: number | null = null
  let offset = 0
  return {
    now: () => new Date(fixed ?? source().getTime() + offset),
    set(moment) {
      fixed = moment.getTime()
    },
    advance(milliseconds) {
      if (fixed === null) offset += milliseconds
      else fixed += milliseconds
    },
    reset() {
      fixed = null
      offset = 0
    },
  }
}
