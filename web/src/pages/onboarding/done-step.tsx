// Last step: what runs now, what comes by itself, and the way in.
import { useQuery } from '@tanstack/react-query'
import { Backfill } from '../../connections/backfill.tsx'
import { kinds } from '../../connections/kinds.ts'
import { connectionsQuery } from '../../connections/queries.ts'
import { useMay } from '../../shell/may.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty, ErrorPanel } from '../../ui/feedback.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'

export function DoneStep() {
  const connections = useQuery(connectionsQuery)
  const may = useMay('write:connections')
  return (
    <div className="stack s6 read">
      <div>
        <h1>Your ledger is open</h1>
        <p className="lead">
          From here on everything goes by itself: new days are read every 15 minutes, and checkpoints are signed as
          records come in.
        </p>
      </div>
      <Panel title="Being read">
        {connections.error ? (
          <ErrorPanel what="Your connections" error={connections.error} onRetry={() => void connections.refetch()} />
        ) : null}
        <Waiting waiting={connections.isPending} skeleton={<SkeletonRows rows={2} />}>
          {() =>
            connections.data?.length === 0 ? (
              <Empty
                icon="key"
                title="No vendor is connected"
                action={
                  <ButtonLink size="sm" to="/welcome" search={{ step: 'connect' }}>
                    Connect a vendor
                  </ButtonLink>
                }
              >
                The ledger holds your own acts until then: sign-ins, members, settings.
              </Empty>
            ) : (
              <div className="stack s4">
                {connections.data?.map((one) => (
                  <div key={one.id} className="stack s1">
                    <Vendor id={kinds[one.kind].vendor}>
                      <b>{one.name}</b>
                    </Vendor>
                    <Backfill connection={one} may={may} />
                  </div>
                ))}
              </div>
            )
          }
        </Waiting>
      </Panel>
      <div className="row wrap">
        <ButtonLink kind="primary" to="/">
          Go to the overview
        </ButtonLink>
        <ButtonLink kind="ghost" to="/settings" search={{ part: 'integrations' }}>
          Watch every stream
        </ButtonLink>
      </div>
    </div>
  )
}
