// Runs the comparison of two checkpoints; closing the dialog ends it.
import { useEffect, useRef, useState } from 'react'
import { type Between, verifyBetween } from '../../verify/between.ts'
import type { Step } from '../../verify/step.ts'
import { betweenSource } from './between-source.ts'

interface BetweenCheck {
  readonly state: 'idle' | 'running' | 'done' | 'unanswered'
  readonly steps: readonly Step[]
  readonly error: unknown
}

const idle: BetweenCheck = { state: 'idle', steps: [], error: null }

export function useBetweenCheck(onDone: () => void) {
  const [now, setNow] = useState(idle)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function run(between: Between) {
    running.current?.abort()
    const stop = new AbortController()
    running.current = stop
    const steps: Step[] = []
    setNow({ ...idle, state: 'running' })
    try {
      for await (const step of verifyBetween(between, betweenSource(stop.signal), localStorage)) {
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
  return { ...now, run: (between: Between) => void run(between), reset }
}
