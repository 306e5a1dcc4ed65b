// Every request that reached the simulator, so that a test can say what was asked, how often, and that it only read.

export interface LogEntry {
  readonly at: string
  readonly vendor: string
  readonly method: string
  readonly path: string
  readonly query: string
  /** Last four characters of the key, never more. */
  readonly key: string | null
  readonly status: number | null
}

export interface RequestLog {
  /** Notes a request before it is answered; the answer's status comes later, or never for one that hangs. */
  open(entry: Omit<LogEntry, 'status'>): (status: number) => void
  /** Entries in order of arrival whose path begins with `path`. */
  list(path?: string): readonly LogEntry[]
  clear(): void
}

/** An empty log. */
export function createLog(): RequestLog {
  let entries: LogEntry[] = []
  return {
    open(entry) {
      const place = entries.length
      const owner = entries
      entries.push({ ...entry, status: null })
      return (status) => {
        owner[place] = { ...entry, status }
      }
    },
    list: (path = '') => entries.filter((entry) => entry.path.startsWith(path)),
    clear() {
      entries = []
    },
  }
}
