// Settings → Integrations: connections, their streams, and answers that were set aside, live.
import { useQuery } from '@tanstack/react-query'
import { connectionsQuery, streamsQuery } from '../../../connections/queries.ts'
import { useMay } from '../../../shell/may.ts'
import { ErrorPanel } from '../../../ui/feedback.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { McpPanel } from '../mcp/panel.tsx'
import { settingsRoute } from '../route.ts'
import { AddConnection } from './add-connection.tsx'
import { ConnectionsTable } from './connections-table.tsx'
import { NoConnection } from './no-connection.tsx'
import { Quarantined } from './quarantined.tsx'
import { ReplaceKey } from './replace-key.tsx'
import { Streams } from './streams.tsx'

export function IntegrationsPart() {
  const { connection, replace, add } = settingsRoute.useSearch()
  const connections = useQuery(connectionsQuery)
  const streams = useQuery(streamsQuery)
  const may = useMay('write:connections')
  const rows = connections.data ?? []
  const open = rows.find((one) => one.id === connection)
  const replaced = rows.find((one) => one.id === replace)
  return (
    <>
      {connections.error ? (
        <ErrorPanel what="The connections" error={connections.error} onRetry={() => void connections.refetch()} />
      ) : null}
      <Waiting waiting={connections.isPending} skeleton={<SkeletonRows rows={4} />}>
        {() =>
          connections.data === undefined ? null : rows.length === 0 ? (
            <NoConnection may={may} />
          ) : (
            <ConnectionsTable connections={rows} chosen={open?.id} may={may} />
          )
        }
      </Waiting>
      {rows.length > 0 ? <Streams streams={streams} connections={rows} narrow={open !== undefined} /> : null}
      {streams.data && streams.data.quarantined.length > 0 ? <Quarantined rows={streams.data.quarantined} /> : null}
      <McpPanel />
      {may && add ? <AddConnection kind={add} known={rows} /> : null}
      {may && replaced ? <ReplaceKey key={replaced.id} connection={replaced} known={rows} /> : null}
    </>
  )
}
