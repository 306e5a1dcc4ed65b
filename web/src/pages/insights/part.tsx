// One question of the page: it loads, fails and is tried again by itself, so one slow or broken answer leaves the others standing.
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failed, Stale } from '../../figures/failed.tsx'
import { Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'

interface PartProps<T> {
  query: UseQueryResult<T>
  /** Known before the answer; the answer may say it more exactly. */
  title: string
  /** What could not be read: "The forecast". */
  what: string
  /** The switch of the panel, which must stay when the answer to one of its choices cannot be read. */
  end?: ReactNode
  /** As high as the content will be. */
  skeleton?: ReactNode
  /** The whole panel, or several. */
  children: (answer: T) => ReactNode
}

export function Part<T>({ query, title, what, end, skeleton, children }: PartProps<T>) {
  const { data, error, dataUpdatedAt, refetch } = query
  const again = () => void refetch()
  if (error && data === undefined) {
    return (
      <Panel title={title} end={end}>
        <Failed error={error} what={what} onRetry={again} />
      </Panel>
    )
  }
  const waiting = (
    <Panel title={title} end={end}>
      {skeleton ?? <SkeletonRows rows={5} />}
    </Panel>
  )
  return (
    <Waiting waiting={data === undefined} skeleton={waiting}>
      {() =>
        data === undefined ? null : (
          <>
            {error ? <Stale error={error} at={dataUpdatedAt} onRetry={again} /> : null}
            {children(data)}
          </>
        )
      }
    </Waiting>
  )
}
