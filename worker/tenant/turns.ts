// How an object works off what is due, the ledger as the root log: one piece of work at a time, and after a failure again, later each time.

/** Runs what it is given one after the other, in the order it came; work that throws does not hold up what follows. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve()

  /** What `work` returns or throws. It must not call `run` of the same object and wait for it. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => undefined)
    return done
  }
}

/** Failed work is done again for ever (the platform would give up after six): after 5 s, doubling to about 5 minutes. */
const RETRY_MS = 5_000
const DOUBLINGS = 6

/** Milliseconds until the next try. `failures` counts those in a row, this one included: 1 or more. */
export function retryMs(failures: number): number {
  return RETRY_MS * 2 ** Math.min(failures - 1, DOUBLINGS)
}
