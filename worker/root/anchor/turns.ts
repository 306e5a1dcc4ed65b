// When which outside party is asked again: one turn a question, kept in the anchor's state, with a back-off that has a ceiling.

/** `due` in Unix milliseconds; `why` = the code of the last failure. A turn that is done is never asked again. */
export type Turn = { tries: number; due: number; done?: true; why?: string }
export type Turns = Record<string, Turn>

/** Waits double from one poll to six: with polls of ten minutes, from ten minutes to an hour. */
const CEILING = 6

/** Whether a question may be asked now. One that was never asked is due at `first`, which is remembered. */
export function isDue(turns: Turns, key: string, at: number, first = at): boolean {
  turns[key] ??= { tries: 0, due: first }
  const turn = turns[key]
  return turn.done !== true && turn.due <= at
}

/** Notes a failure; the next try comes after the back-off. No jitter: there is one root log, so nobody else retries with it. */
export function putOff(turns: Turns, key: string, at: number, pollMs: number, why: string): void {
  const tries = (turns[key]?.tries ?? 0) + 1
  turns[key] = { tries, due: at + pollMs * Math.min(2 ** (tries - 1), CEILING), why }
}

/** The question is answered for good; `why` where the answer is that there will be none. */
export function finish(turns: Turns, key: string, why?: string): void {
  turns[key] = { tries: turns[key]?.tries ?? 0, due: 0, done: true, ...(why === undefined ? {} : { why }) }
}

/** It went well and is asked again at `due`. */
export function again(turns: Turns, key: string, due: number): void {
  turns[key] = { tries: 0, due }
}

/** Forgets the turns whose key begins so: they start over. */
export function startOver(turns: Turns, prefix: string): void {
  for (const key of Object.keys(turns)) if (key.startsWith(prefix)) delete turns[key]
}

/**
 * Drops what is still due at the end of a step: whatever was asked in it has moved on, so nobody asks these any more. Their calendar,
 * TSA or witness is no longer configured, or there is no need for them in this state.
 */
export function dropStale(turns: Turns, at: number): void {
  for (const [key, { done, due }] of Object.entries(turns)) if (done !== true && due <= at) delete turns[key]
}

/** The earliest due moment of what is not done, or undefined. */
export function nextDue(turns: Turns): number | undefined {
  const open = Object.values(turns).filter(({ done }) => done !== true)
  return open.length === 0 ? undefined : Math.min(...open.map(({ due }) => due))
}
