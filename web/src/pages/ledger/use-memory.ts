// What this browser remembers of the ledger, for the screen: pinned at first sight, read again after every check.
import { useCallback, useEffect, useState } from 'react'
import type { LedgerHead } from '../../../../worker/http/schemas/ledger.ts'
import { type Memory, pin, recall } from '../../verify/memory.ts'
import { checkKey } from '../../verify/trust.ts'

interface Remembered {
  readonly memory: Memory | null
  /** The server gives another key than the pinned one. */
  readonly changed: boolean
  /** Reads again, after a check has written. */
  readonly again: () => void
  /** Pins the key that the server gives now: a person's decision. */
  readonly trust: () => void
}

export function useMemory(head: LedgerHead | undefined): Remembered {
  const [memory, setMemory] = useState<Memory | null>(null)
  const tenant = head?.tenant
  const again = useCallback(() => {
    if (tenant) setMemory(recall(localStorage, tenant))
  }, [tenant])
  useEffect(() => {
    if (!head) return
    // Pins at first sight; the verdict about it belongs to a check.
    checkKey(localStorage, head, new Date())
    again()
  }, [head, again])
  return {
    memory,
    changed: memory !== null && head !== undefined && memory.vkey !== head.vkey,
    again,
    trust: () => {
      if (head) setMemory(pin(localStorage, head.tenant, head.vkey, new Date().toISOString()))
    },
  }
}
