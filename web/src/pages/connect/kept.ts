// The question of an MCP client over a sign-in: it is too long for the address that a mailed link leads back to.
import type { Shelf } from '../sign-in/after.ts'

const key = 'tallystick.question'
/** As long as the signed question itself is good. */
const keptMs = 10 * 60_000

export function keepQuestion(shelf: Shelf, q: string, now: number): void {
  shelf.setItem(key, JSON.stringify({ q, until: now + keptMs }))
}

/** The question that was kept, or null. It stays until it is too old: signing in may load this page more than once. */
export function keptQuestion(shelf: Shelf, now: number): string | null {
  try {
    const found: unknown = JSON.parse(shelf.getItem(key) ?? 'null')
    if (typeof found !== 'object' || found === null || !('q' in found) || !('until' in found)) return null
    return typeof found.q === 'string' && typeof found.until === 'number' && found.until > now ? found.q : null
  } catch {
    return null
  }
}

export function dropQuestion(shelf: Shelf): void {
  shelf.removeItem(key)
}
