// Runs a check step by step and keeps what it has found so far.
import { useEffect, useRef, useState } from 'react'
import { verifyOutside } from '../verify/outside.ts'
import { type Shown, verifyRecord } from '../verify/record.ts'
import { apiSource, outsideSource } from '../verify/source.ts'
import type { Step } from '../verify/step.ts'

export interface Verification {
  readonly state: 'idle' | 'running' | 'done' | 'unanswered'
  readonly steps: readonly Step[]
  /** Why the server gave no material; no verdict follows from that. */
  readonly error: unknown
}

const idle: Verification = { state: 'idle', steps: [], error: null }

/** The check of one record. It is forgotten when another record is shown. */
export function useVerification(shown: Shown | undefined): Verification & { run: () => void } {
  const [now, setNow] = useState(idle)
  const running = useRef<AbortController | null>(null)
  const leaf = shown?.leaf
  // biome-ignore lint/correctness/useExhaustiveDependencies: the leaf names the record; a new one starts over.
  useEffect(() => {
    setNow(idle)
    return () => running.current?.abort()
  }, [leaf])

  async function run() {
    if (!shown) return
    running.current?.abort()
    const stop = new AbortController()
    running.current = stop
    const steps: Step[] = []
    setNow({ state: 'running', steps, error: null })
    try {
      for await (const step of verifyRecord(shown, apiSource(stop.signal), localStorage)) {
        if (stop.signal.aborted) return
        steps.push(step)
        setNow({ state: 'running', steps: [...steps], error: null })
      }
      // What does not stand in the ledger needs no anchor.
      if (!steps.some((one) => one.result === 'false')) {
        const tenant = tenantOf(shown.text)
        for await (const step of verifyOutside(shown, tenant, outsideSource(stop.signal), localStorage)) {
          if (stop.signal.aborted) return
          steps.push(step)
          setNow({ state: 'running', steps: [...steps], error: null })
        }
      }
      setNow({ state: 'done', steps, error: null })
    } catch (error) {
      if (!stop.signal.aborted) setNow({ state: 'unanswered', steps, error })
    }
  }
  return { ...now, run: () => void run() }
}

/** Of a record whose form was checked before. */
function tenantOf(record: string): string {
  const value: unknown = JSON.parse(record)
  return typeof value === 'object' && value !== null && 'tenant' in value ? String(value.tenant) : ''
}
