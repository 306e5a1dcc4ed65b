// How many unusual days nobody has explained yet: beside Insights in the rail.
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../shell/may.ts'
import { usualFindings } from './queries.ts'

/** Open findings of the last 28 days; 0 while that is not known. */
export function useOpenFindings(): number {
  const may = useMay('read:insights')
  const query = useQuery({ ...usualFindings(), enabled: may, retry: false, refetchOnWindowFocus: false })
  return query.data?.open ?? 0
}

/** Nothing for none. */
export function OpenFindings() {
  const open = useOpenFindings()
  if (open === 0) return null
  return (
    <span className="n alert">
      {open}
      <span className="sr"> unusual, not explained</span>
    </span>
  )
}
