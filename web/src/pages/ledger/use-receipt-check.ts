// Runs the check of a receipt; another receipt, or leaving the page, ends the one before.
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { fetchBody } from '../../verify/fetch-body.ts'
import { apiSource } from '../../verify/source.ts'
import type { Step } from '../../verify/step.ts'
import { type ReceiptSource, verifyReceipt } from './receipt-check.ts'
import { findReceipt } from './receipt-text.ts'

interface ReceiptCheck {
  readonly state: 'idle' | 'no_receipt' | 'running' | 'done' | 'unanswered'
  readonly steps: readonly Step[]
  readonly error: unknown
}

const idle: ReceiptCheck = { state: 'idle', steps: [], error: null }

function receiptSource(signal: AbortSignal): ReceiptSource {
  const { head, consistency } = apiSource(signal)
  return {
    head,
    consistency,
    async newest() {
      try {
        return await (await fetchBody('/api/ledger/checkpoint', signal)).text()
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null
        throw error
      }
    },
  }
}

export function useReceiptCheck(onDone: () => void) {
  const [now, setNow] = useState(idle)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function run(text: string) {
    running.current?.abort()
    const found = findReceipt(text)
    if (found === undefined) {
      setNow({ ...idle, state: 'no_receipt' })
      return
    }
    const stop = new AbortController()
    running.current = stop
    const steps: Step[] = []
    setNow({ ...idle, state: 'running' })
    try {
      for await (const step of verifyReceipt(found, receiptSource(stop.signal), localStorage)) {
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
  return { ...now, run: (text: string) => void run(text), reset }
}
