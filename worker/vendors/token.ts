// A stream's page token: our own JSON around the vendor's, because some streams read several things one after another.
import type { z } from 'zod'

/** The token's state, or undefined for the first page and for a token nobody here wrote: starting over repeats nothing. */
export function openToken<T>(token: string | null, schema: z.ZodType<T>): T | undefined {
  if (token === null) return undefined
  try {
    const parsed = schema.safeParse(JSON.parse(token))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

export const closeToken = (state: Record<string, unknown>): string => JSON.stringify(state)
