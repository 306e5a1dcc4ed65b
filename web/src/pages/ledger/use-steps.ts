// Runs a check that comes step by step; another one, a reset, or leaving the page ends the one before.
import { useEffect, useRef, useState } from 'react'
import type { Step } from '../../verify/step.ts'

interface Checked {
  readonly state: 'idle' | 'running' | 'done' | 'unanswered'
  readonly steps: readonly Step[]
  readonly error: unknown
}

const idle: Checked = { state: 'idle', steps: [], error: null }

/** `onDone` is called when all steps came, whatever they found. */
export function useSteps(onDone: () => void) {
  const [now, setNow] = useState(idle)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function run(check: (signal: AbortSignal) => AsyncIterable<Step>) {
    running.current?.abort()
    const stop = new AbortController()
    running.current = stop
    const steps: Step[] = []
    setNow({ ...idle, state: 'running' })
    try {
      for await (const step of check(stop.signal)) {
        if (stop.signal.aborted) return
        steps.push(step)
        setNow({ state: 'running', steps: [...steps], error: null })
      }
      setNow({ state: 'done', steps, error: null })
      onDone()
    } catch (error) {
      if (!stop.signal.aborted) setNow({ state: 'unanswered', steps, error })
    }
  }
  const reset = () => {
    running.current?.abort()
    setNow(idle)
  }
  return { ...now, run: (check: (signal: AbortSignal) => AsyncIterable<Step>) => void run(check), reset }
}
