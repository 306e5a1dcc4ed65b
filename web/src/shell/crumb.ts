// The last word of the crumb when only the data knows it: a person's name, a record's number.
import { useEffect, useSyncExternalStore } from 'react'

let word: string | null = null
const listeners = new Set<() => void>()

/** Names the page in the crumb and the window's title while it is mounted; null until the name is known. */
export function useNamedPage(name: string | null): void {
  useEffect(() => {
    set(name)
    if (name !== null) document.title = `${name} · Tallystick`
    return () => set(null)
  }, [name])
}

/** The name in force, for the top bar. */
export function useCrumb(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => word,
  )
}

function set(next: string | null): void {
  word = next
  for (const listener of listeners) listener()
}
