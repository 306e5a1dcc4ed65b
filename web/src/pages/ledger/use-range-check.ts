// Runs the check of a range and keeps its progress; closing the dialog ends it.
import { useEffect, useRef, useState } from 'react'
import { type Range, verifyRange } from '../../verify/range.ts'
import { apiSource } from '../../verify/source.ts'
import type { Step } from '../../verify/step.ts'

export interface RangeCheck {
  readonly state: 'idle' | 'running' | 'done' | 'unanswered'
  readonly steps: readonly Step[]
  readonly done: number
  readonly error: unknown
  /** Milliseconds that it took. */
  readonly took: number
}

const idle: RangeCheck = { state: 'idle', steps: [], done: 0, error: null, took: 0 }

export function useRangeCheck(onDone: () => void) {
  const [now, setNow] = useState(idle)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function run(range: Range) {
    running.current?.abort()
    const stop = new AbortController()
    running.current = stop
    const began = performance.now()
    const seen: { steps: Step[]; done: number } = { steps: [], done: 0 }
    const show = (state: RangeCheck['state'], error: unknown = null) =>
      setNow({ state, steps: [...seen.steps], done: seen.done, error, took: performance.now() - began })
    show('running')
    try {
      for await (const event of verifyRange(range, apiSource(stop.signal), localStorage)) {
        if (stop.signal.aborted) return
        if ('step' in event) seen.steps.push(event.step)
        else seen.done = event.done
        show('running')
      }
      show('done')
      onDone()
    } catch (error) {
      if (!stop.signal.aborted) show('unanswered', error)
    }
  }
  const reset = () => {
    running.current?.abort()
    setNow(idle)
  }
  return { ...now, run: (range: Range) => void run(range), reset }
}
