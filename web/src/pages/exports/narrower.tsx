// Narrower still: streams, workspaces, one person. Folded away, because most exports need none of it.
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { streamsQuery } from '../../connections/queries.ts'
import { plural } from '../../format.ts'
import { useMay } from '../../shell/may.ts'
import { streams as knownStreams } from '../ledger/streams.ts'
import { Choices } from './choices.tsx'
import { workspacesQuery } from './queries.ts'
import type { Wish } from './wish.ts'

const OnePerson = lazy(() => import('./one-person.tsx'))

interface Props {
  wish: Wish
  set: (next: Partial<Wish>) => void
  /** Bill lines only: they have no streams and no people. */
  bill: boolean
}

export function Narrower({ wish, set, bill }: Props) {
  const [mayStreams, mayUsage, mayPeople] = [useMay('read:connections'), useMay('read:usage'), useMay('read:people')]
  const read = useQuery({ ...streamsQuery, enabled: mayStreams, refetchInterval: false }).data?.streams ?? []
  const workspaces = useQuery({ ...workspacesQuery, enabled: mayUsage }).data ?? []
  const streams = [...new Set([...knownStreams, ...read.map(({ stream }) => stream)])].sort()
  const parts = [
    ...(!bill && wish.streams.length > 0 ? [plural(wish.streams.length, 'stream')] : []),
    ...(wish.workspace.length > 0 ? [plural(wish.workspace.length, 'workspace')] : []),
    ...(!bill && wish.person ? ['one person'] : []),
  ]
  return (
    <details className="exports-fold">
      <summary>
        {bill ? 'Only some workspaces' : 'Only some streams, workspaces, one person'}
        {parts.length > 0 ? `: ${parts.join(', ')}` : ''}
      </summary>
      <div className="stack s4">
        {bill ? null : (
          <Choices
            legend="Streams; none chosen is all"
            mono
            options={streams.map((value) => ({ value, label: value }))}
            chosen={wish.streams}
            onChange={(values) => set({ streams: values })}
          />
        )}
        {workspaces.length > 0 || wish.workspace.length > 0 ? (
          <Choices
            legend="Workspaces and projects; none chosen is all"
            options={workspaces.filter(({ value }) => value !== '')}
            chosen={wish.workspace}
            onChange={(values) => set({ workspace: values })}
          />
        ) : null}
        {mayPeople && !bill ? (
          <Suspense fallback={null}>
            <OnePerson person={wish.person} onChange={(person) => set({ person })} />
          </Suspense>
        ) : null}
      </div>
    </details>
  )
}
