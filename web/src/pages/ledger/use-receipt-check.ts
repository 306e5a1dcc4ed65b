// Runs the check of a receipt; another receipt, or leaving the page, ends the one before.
import { useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { fetchBody } from '../../verify/fetch-body.ts'
import { apiSource } from '../../verify/source.ts'
import { type ReceiptSource, verifyReceipt } from './receipt-check.ts'
import { findReceipt } from './receipt-text.ts'
import { useSteps } from './use-steps.ts'

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

/** The check of one receipt after another; `no_receipt` when the text that was given last holds none. */
export function useReceiptCheck(onDone: () => void) {
  const check = useSteps(onDone)
  const [empty, setEmpty] = useState(false)

  function run(text: string) {
    const found = findReceipt(text)
    setEmpty(found === undefined)
    if (found === undefined) check.reset()
    else check.run((signal) => verifyReceipt(found, receiptSource(signal), localStorage))
  }
  const reset = () => {
    setEmpty(false)
    check.reset()
  }
  return { ...check, state: empty ? ('no_receipt' as const) : check.state, run, reset }
}
