// Turns that this person reported from Claude, where the role opens Sessions.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMay } from '../../shell/may.ts'
import { sessionPages } from '../sessions/queries.ts'
import { TurnsPart } from '../sessions/turns.tsx'

export function ReportedTurns({ subject, range }: { subject: string; range: { from: string; to: string } }) {
  const may = useMay('read:sessions')
  const { from, to } = range
  const query = useInfiniteQuery({ ...sessionPages({ from, to, person: subject }), enabled: may })
  const turns = query.data?.pages[0]?.turns
  return turns === undefined ? null : <TurnsPart turns={turns} alone />
}
