// One verifier in one Web Worker: takes a file, answers with the newest check only, and can be stopped.
import { type Answer, type Ask, type Hindrance, mostBytes } from './work.ts'

export type Done = Extract<Answer, { ok: true }>

export type Check =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly file: File }
  | { readonly state: 'done'; readonly file: File; readonly answer: Done }
  | { readonly state: 'hindered'; readonly file: File; readonly why: Hindrance | 'too_large' }

/** What of a Worker is needed here. */
type Port = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

export interface Checker {
  run(file: File, options: Omit<Ask, 'job' | 'file'>): void
  /** Ends the check under way; what was read so far is let go. */
  stop(): void
  /** The page goes. */
  end(): void
}

/** Starts a worker at once: its code is fetched with the page and not with the first file, so that the network may go then. */
export function startChecker(start: () => Port, show: (check: Check) => void): Checker {
  let job = 0
  let file: File | null = null
  let port = begin()

  function begin(): Port {
    const begun = start()
    begun.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.job !== job || file === null) return
      show(data.ok ? { state: 'done', file, answer: data } : { state: 'hindered', file, why: data.why })
    }
    begun.onerror = () => {
      if (file !== null) show({ state: 'hindered', file, why: 'failed' })
    }
    return begun
  }

  return {
    run(asked, options) {
      job += 1
      file = asked
      if (asked.size > mostBytes) return show({ state: 'hindered', file, why: 'too_large' })
      show({ state: 'running', file })
      port.postMessage({ job, file, ...options } satisfies Ask)
    },
    stop() {
      job += 1
      file = null
      port.terminate()
      port = begin()
      show({ state: 'idle' })
    },
    end: () => port.terminate(),
  }
}
