// The columns of the streams table; under 821 px the words move below the stream's name.
import { Link } from '@tanstack/react-router'
import type { StreamView } from '../../../../../worker/http/schemas/connections.ts'
import { backfillWords, type StreamState, streamWords } from '../../../connections/words.ts'
import { count, unknown } from '../../../format.ts'
import { ago, duration, moment } from '../../../time.ts'
import { Progress } from '../../../ui/feedback.tsx'
import { CopyButton } from '../../../ui/hash.tsx'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import type { Column } from '../../../ui/table.tsx'
import { StreamName } from './stream-name.tsx'
import { isDue, isGroup, isLate, type StreamRow } from './stream-rows.ts'

type Cell = (row: StreamView) => React.ReactNode

/** Heads of groups are drawn by the table over the whole width; their cells are never asked for. */
const of = (cell: Cell) => (row: StreamRow) => (isGroup(row) ? null : cell(row))

/** The shape beside the word, and its colour; the word itself stays in ink. */
const looks: Record<StreamState, { icon: IconName; colour: string }> = {
  reading: { icon: 'check', colour: 'ok-t' },
  catching_up: { icon: 'again', colour: 'dim' },
  paused: { icon: 'pause', colour: 'dim' },
  retrying: { icon: 'warn', colour: 'warn-t' },
  skipped: { icon: 'none', colour: 'dim' },
  set_aside: { icon: 'stop', colour: 'bad-t' },
}

/** All columns; hidden ones are chosen by the table. */
export const streamColumns: Column<StreamRow>[] = columnsWith('sub2 only2')

/** Beside an open drawer: the words stand under the name at every width. */
export const narrowStreamColumns: Column<StreamRow>[] = columnsWith('sub2')

function columnsWith(wordsUnder: string): Column<StreamRow>[] {
  return [
    {
      id: 'stream',
      head: 'Stream',
      cell: of((row) => (
        <>
          <StreamName stream={row.stream} />
          <span className={wordsUnder}>
            <Words row={row} />
          </span>
        </>
      )),
    },
    {
      id: 'state',
      head: 'State',
      cell: of((row) => {
        const { icon, colour } = looks[row.state]
        return (
          <span className="row">
            <span className={colour}>
              <Icon name={icon} size={14} />
            </span>
            <span className="nowrap">{streamWords[row.state].word}</span>
          </span>
        )
      }),
    },
    {
      id: 'lag',
      head: 'Lag',
      num: true,
      cell: of((row) => (
        <span
          className={isLate(row) ? 'warn-t' : ''}
          title={row.last_success ? `Last read ${moment(row.last_success)}` : undefined}
        >
          {row.lag_seconds === null ? unknown : duration(row.lag_seconds * 1000)}
        </span>
      )),
    },
    {
      id: 'next',
      head: 'Next',
      hide: 'p2',
      cell: of((row) => (
        <span className="dim nowrap" title={moment(row.next_due)}>
          {row.state === 'paused' ? 'paused' : isDue(row, Date.now()) ? 'now' : ago(row.next_due)}
        </span>
      )),
    },
    { id: 'recent', head: 'Records, 24 h', num: true, hide: 'p2', cell: of((row) => count(row.records_24h)) },
    { id: 'records', head: 'All', num: true, hide: 'p2', cell: of((row) => count(row.records)) },
    { id: 'back', head: 'Reached back', hide: 'p2', width: 128, cell: of((row) => <Reached row={row} />) },
    {
      id: 'words',
      head: 'In words',
      hide: 'p2',
      cell: of((row) => (
        <span className="small sub">
          <Words row={row} />
        </span>
      )),
    },
  ]
}

function Reached({ row: { stream, backfill } }: { row: StreamView }) {
  if (backfill.state === 'none') return <span className="dim">{unknown}</span>
  const words = backfillWords(backfill)
  if (backfill.state === 'done') {
    return (
      <span className="small dim nowrap" title={backfill.from ? `Back to ${backfill.from}` : undefined}>
        {words}
      </span>
    )
  }
  return (
    <span className="stack s1">
      <span className="small nowrap">{words}</span>
      <Progress small done={backfill.days_done} total={backfill.days_asked} label={`Days read of ${stream}`} />
    </span>
  )
}

/** What happened and what to do; the vendor's request id to quote. A skipped stream leads to the key. */
function Words({ row }: { row: StreamView }) {
  return (
    <>
      {row.words}
      {row.request_id ? (
        <span className="row">
          Request <span className="mono break-all">{row.request_id}</span>
          <CopyButton value={row.request_id} what="request id" />
        </span>
      ) : null}
      {row.state === 'skipped' ? (
        <>
          {' '}
          <Link
            className="inline-link"
            to="/settings"
            search={{ part: 'integrations', replace: row.connection, connection: row.connection }}
          >
            Replace the key
          </Link>
        </>
      ) : null}
    </>
  )
}
