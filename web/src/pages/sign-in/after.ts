// Where a person goes after signing in: the page they wanted, else the overview, else the first step.

/** How long the wanted page is kept: a mailed link lives 10 minutes, and its owner may be slow once. */
const keptMs = 30 * 60_000
const key = 'tallystick.wanted'

/** The part of Storage that is needed, so that tests bring their own. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** An address of ours to go to, or null: nothing that a link could use to lead people elsewhere. */
export function safeTarget(to: string | null | undefined): string | null {
  if (to === null || to === undefined) return null
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(to) || to.includes('\\')) return null
  if (/^\/sign-in(?:[/?#]|$)/.test(to)) return null
  return to
}

/** Keeps the wanted page for the tab that the mailed link opens. */
export function keepWanted(shelf: Shelf, to: string | null | undefined, now: number): void {
  const safe = safeTarget(to)
  if (safe === null) shelf.removeItem(key)
  else shelf.setItem(key, JSON.stringify({ to: safe, until: now + keptMs }))
}

/** Takes it off the shelf: it leads somewhere once. */
export function takeWanted(shelf: Shelf, now: number): string | null {
  const kept = shelf.getItem(key)
  shelf.removeItem(key)
  if (kept === null) return null
  try {
    const found: unknown = JSON.parse(kept)
    if (typeof found !== 'object' || found === null || !('to' in found) || !('until' in found)) return null
    const { to, until } = found
    return typeof to === 'string' && typeof until === 'number' && until > now ? safeTarget(to) : null
  } catch {
    return null
  }
}

/** A person without an organization begins at the first step, unless an invitation brought them. */
export function landing(wanted: string | null, hasTenant: boolean): string {
  if (hasTenant) return wanted ?? '/'
  return wanted?.startsWith('/invitations/') ? wanted : '/welcome'
}
