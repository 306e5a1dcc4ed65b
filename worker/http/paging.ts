// Paging of every list: `limit`, an opaque `cursor`, and `next_cursor` in the answer.
import { z } from '@hono/zod-openapi'

/** Query of a list; spread its shape into a route's own query object. */
export const pageShape = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
}

export const pageQuery = z.object(pageShape)

/** Answer of a list. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), next_cursor: z.string().nullable() })
}

/** Hides the sort position of the last row, so that clients do not build on its form. */
export function encodeCursor(position: readonly (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(position))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The position that a cursor of `encodeCursor` holds, or null when it is not one with that many parts. */
export function decodeCursor(cursor: string, parts: number): (string | number)[] | null {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
    const position: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
    const valid = Array.isArray(position) && position.length === parts
    return valid && position.every((part) => typeof part === 'string' || typeof part === 'number') ? position : null
  } catch {
    return null
  }
}
