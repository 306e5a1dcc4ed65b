// The verifier of this page, from the moment it opens to the moment it is left.
import { useEffect, useRef, useState } from 'react'
import { type Check, type Checker, startChecker } from './checker.ts'
import type { Ask } from './work.ts'

const startWorker = () => new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' })

export function useCheck() {
  const [check, show] = useState<Check>({ state: 'idle' })
  const checker = useRef<Checker | null>(null)
  useEffect(() => {
    const started = startChecker(startWorker, show)
    checker.current = started
    return () => started.end()
  }, [])
  return {
    check,
    run: (file: File, options: Omit<Ask, 'job' | 'file'>) => checker.current?.run(file, options),
    stop: () => checker.current?.stop(),
  }
}
