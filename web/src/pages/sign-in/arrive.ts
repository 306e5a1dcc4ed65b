// Right after sign-in: asks who this is and goes where they wanted.
import type { QueryClient } from '@tanstack/react-query'
import { meQuery } from '../../shell/queries.ts'
import { landing, safeTarget, takeWanted } from './after.ts'

/** Leaves the sign-in pages. What the client knew belonged to nobody or to somebody else. */
export async function arrive(client: QueryClient, to?: string): Promise<void> {
  client.removeQueries()
  const wanted = safeTarget(to) ?? takeWanted(localStorage, Date.now())
  const me = await client.fetchQuery(meQuery)
  location.assign(landing(wanted, me.tenant !== null))
}
