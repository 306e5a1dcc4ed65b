// The health of every stream under its connection, live every 10 s.
import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ConnectionView, StreamList } from '../../../../../worker/http/schemas/connections.ts'
import { kinds } from '../../../connections/kinds.ts'
import { streamTally } from '../../../connections/words.ts'
import { ErrorPanel } from '../../../ui/feedback.tsx'
import { Badge, Vendor } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { Table } from '../../../ui/table.tsx'
import { narrowStreamColumns, streamColumns } from './stream-columns.tsx'
import { groupedStreams, hiddenColumns, isGroup } from './stream-rows.ts'

interface Props {
  streams: UseQueryResult<StreamList>
  connections: readonly ConnectionView[]
  /** A drawer stands beside: only what must be seen stays. */
  narrow: boolean
}

export function Streams({ streams, connections, narrow }: Props) {
  const list = streams.data?.streams
  const rows = useMemo(() => groupedStreams(list ?? [], connections), [list, connections])
  const shown = rows.flatMap((row) => (isGroup(row) ? [] : [row]))
  return (
    <Panel
      section
      title="Streams"
      mark={streamTally(shown).map(({ words, tone }) => (
        <Badge key={words} tone={tone}>
          {words}
        </Badge>
      ))}
      end={<span className="small dim">{streams.isError && list ? 'Not reached just now' : 'Live, every 10 s'}</span>}
    >
      {streams.error && !list ? (
        <ErrorPanel what="The streams" error={streams.error} onRetry={() => void streams.refetch()} />
      ) : null}
      <Waiting waiting={streams.isPending} skeleton={<SkeletonRows rows={8} />}>
        {() =>
          list === undefined ? null : (
            <Table
              name="Streams"
              columns={narrow ? narrowStreamColumns : streamColumns}
              hidden={hiddenColumns(shown, narrow)}
              rows={rows}
              keyOf={(row) => (isGroup(row) ? row.group.id : `${row.connection} ${row.stream}`)}
              wide={(row) =>
                isGroup(row)
                  ? {
                      kind: 'group',
                      content: (
                        <Vendor id={kinds[row.group.kind].vendor}>
                          {`${kinds[row.group.kind].name}, “${row.group.name}”`}
                        </Vendor>
                      ),
                    }
                  : null
              }
            />
          )
        }
      </Waiting>
    </Panel>
  )
}
