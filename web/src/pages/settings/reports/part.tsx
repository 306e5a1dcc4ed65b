// Settings → Reports: digests to one's own address, and exports that make themselves.
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../../shell/may.ts'
import { meQuery } from '../../../shell/queries.ts'
import { ErrorPanel } from '../../../ui/feedback.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { Digests } from './digests.tsx'
import { ScheduledExports } from './exports.tsx'
import { schedulesQuery } from './queries.ts'
import './reports.css'

export function ReportsPart() {
  const schedules = useQuery(schedulesQuery)
  const me = useQuery(meQuery)
  const may = useMay('write:exports')
  const { data } = schedules
  if (schedules.error && !data) {
    return <ErrorPanel what="The reports" error={schedules.error} onRetry={() => void schedules.refetch()} />
  }
  return (
    <Waiting waiting={schedules.isPending} skeleton={<SkeletonRows rows={8} />}>
      {() =>
        data ? (
          <div className="stack s8">
            <div className="read">
              <Digests schedules={data} email={me.data?.user.email ?? 'your address'} />
            </div>
            <ScheduledExports schedules={data} may={may} />
          </div>
        ) : null
      }
    </Waiting>
  )
}
