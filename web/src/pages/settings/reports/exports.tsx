// Exports that make themselves: the list, and a new one.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { unknown } from '../../../format.ts'
import { ago, day, moment } from '../../../time.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/feedback.tsx'
import { Badge } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import { toast } from '../../../ui/toast.tsx'
import { NewScheduledExport } from './new-export.tsx'
import { endSchedule, pauseSchedule, type Schedule, schedulesQuery } from './queries.ts'
import { everyWords, whatWords } from './words.ts'

export function ScheduledExports({ schedules, may }: { schedules: readonly Schedule[]; may: boolean }) {
  const [making, setMaking] = useState(false)
  const rows = schedules.filter(({ kind, own }) => kind === 'export' || !own)
  return (
    <Panel
      title="Scheduled exports"
      sub="An export of each week or month that is over makes itself, and its link is mailed to whoever scheduled it."
      end={
        may ? (
          <Button size="sm" icon="plus" onClick={() => setMaking(true)}>
            Schedule an export
          </Button>
        ) : null
      }
    >
      {rows.length === 0 ? (
        <Empty icon="clock" title="Nothing is scheduled">
          {may
            ? 'Schedule the evidence or the costs of each month, so that nobody has to remember it.'
            : 'Your role cannot make exports, so it cannot schedule them.'}
        </Empty>
      ) : (
        <Table name="Schedules" columns={columns} rows={rows} keyOf={(row) => row.id} />
      )}
      {making ? <NewScheduledExport onClose={() => setMaking(false)} /> : null}
    </Panel>
  )
}

const columns: Column<Schedule>[] = [
  {
    id: 'what',
    head: 'What',
    cell: (row) => (
      <>
        <b>{whatWords(row)}</b>
        <span className="sub2">
          {everyWords[row.every]}
          {row.own ? '' : ', of another member'}
        </span>
      </>
    ),
  },
  {
    id: 'state',
    head: 'State',
    cell: (row) => (
      <>
        <Badge tone={row.paused ? 'plain' : row.code ? 'warn' : 'ok'}>
          {row.paused ? 'Paused' : row.code ? 'Not made' : 'On'}
        </Badge>
        {row.words ? <span className="sub2">{row.words}</span> : null}
      </>
    ),
  },
  {
    id: 'next',
    head: 'Next',
    hide: 'p2',
    cell: (row) =>
      row.paused ? (
        <span className="dim">{unknown}</span>
      ) : (
        <span title={moment(row.next_at)}>
          {day(row.next_at.slice(0, 10))}
          <span className="sub2">from {day(row.next_period)}</span>
        </span>
      ),
  },
  {
    id: 'last',
    head: 'Last',
    hide: 'p2',
    cell: (row) =>
      row.done_at === null ? (
        <span className="dim">{unknown}</span>
      ) : row.last_export === null ? (
        ago(row.done_at)
      ) : (
        <Link className="inline-link" to="/exports" search={{ open: row.last_export }}>
          {ago(row.done_at)}
        </Link>
      ),
  },
  { id: 'acts', head: 'Actions', hiddenHead: true, num: true, cell: (row) => <Acts row={row} /> },
]

function Acts({ row }: { row: Schedule }) {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: schedulesQuery.queryKey })
  const pause = useMutation({ mutationFn: () => pauseSchedule(row.id, !row.paused), onSuccess })
  const end = useMutation({
    mutationFn: () => endSchedule(row.id),
    onSuccess: () => {
      void toast('Schedule removed')
      return onSuccess()
    },
  })
  const what = whatWords(row)
  return (
    <span className="row wrap end">
      <Button
        size="sm"
        busy={pause.isPending}
        aria-label={`${row.paused ? 'Resume' : 'Pause'} ${what}`}
        onClick={() => pause.mutate()}
      >
        {row.paused ? 'Resume' : 'Pause'}
      </Button>
      <Button size="sm" busy={end.isPending} aria-label={`Remove ${what}`} onClick={() => end.mutate()}>
        Remove
      </Button>
    </span>
  )
}
