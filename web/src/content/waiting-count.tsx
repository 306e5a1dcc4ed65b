// How many wishes wait for this person's word: beside Content in the rail and on its tab.
import { useQuery } from '@tanstack/react-query'
import { connectionsQuery } from '../connections/queries.ts'
import { useMay } from '../shell/may.ts'
import { approvalsQuery } from './queries.ts'

/** Wishes that this person may decide and nobody has decided. */
export function useWaiting(): number {
  const may = useMay('content')
  // Without a key for content there is nothing to ask.
  const connections = useQuery({
    ...connectionsQuery,
    enabled: may,
    refetchInterval: false,
    staleTime: 5 * 60_000,
  }).data
  const connected = connections?.some(({ kind }) => kind === 'anthropic_compliance') === true
  const query = useQuery({ ...approvalsQuery, enabled: connected, retry: false })
  return query.data?.approvals.filter(({ state, mine }) => state === 'waiting' && mine).length ?? 0
}

/** Nothing for none. */
export function WaitingCount() {
  const waiting = useWaiting()
  if (waiting === 0) return null
  return (
    <span className="n alert">
      {waiting}
      <span className="sr"> waiting for your approval</span>
    </span>
  )
}
