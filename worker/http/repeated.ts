// Query parameters that repeat: `model=a&model=b` asks for both.
import type { Context } from 'hono'
import type { AppEnv } from './context.ts'

/** All values of each named parameter that is there; the schemas have seen only the first of each. */
export function repeated<Name extends string>(
  c: Context<AppEnv>,
  names: readonly Name[],
): Partial<Record<Name, string[]>> {
  const found: Partial<Record<Name, string[]>> = {}
  for (const name of names) {
    const values = c.req.queries(name)
    if (values !== undefined) found[name] = values
  }
  return found
}
