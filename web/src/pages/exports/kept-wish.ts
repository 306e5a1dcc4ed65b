// An export that waits for a second person: the form as it was sent, kept for this window, because the approval is for exactly that.
import { ApiError } from '../../api/client.ts'
import { blank, type Wish } from './wish.ts'

export interface Kept {
  readonly approval: string
  /** Without the reason: it lies sealed beside its record and comes back with the approval. */
  readonly wish: Wish
}

const place = 'tallystick.export'

export function keepWish(kept: Kept | null): void {
  if (kept === null) sessionStorage.removeItem(place)
  else sessionStorage.setItem(place, JSON.stringify({ ...kept, wish: { ...kept.wish, reason: '' } }))
}

export const keptWish = (): Kept | null => readKept(sessionStorage.getItem(place))

/** What stands in the window's store, or null when it is not ours. */
export function readKept(stored: string | null): Kept | null {
  try {
    const value: unknown = JSON.parse(stored ?? 'null')
    if (typeof value !== 'object' || value === null || !('approval' in value) || !('wish' in value)) return null
    const { approval, wish } = value
    if (typeof approval !== 'string' || typeof wish !== 'object' || wish === null) return null
    // Written by this page; what a later version added has its first value.
    return { approval, wish: { ...blank, ...(wish as Partial<Wish>) } }
  } catch {
    return null
  }
}

/** The approval that the API asks for, or null for every other refusal. */
export function approvalIn(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.code !== 'approval_needed') return null
  const { details } = error
  if (typeof details !== 'object' || details === null || !('approval' in details)) return null
  return typeof details.approval === 'string' ? details.approval : null
}
