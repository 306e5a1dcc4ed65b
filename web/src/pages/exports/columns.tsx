// The columns of the list: what was made, what is in it, where it stands, how long its link lives, how often it was fetched.
import type { ExportView } from '../../../../worker/http/schemas/exports.ts'
import { plural, unknown } from '../../format.ts'
import { ago, moment } from '../../time.ts'
import { Progress } from '../../ui/feedback.tsx'
import { Hash } from '../../ui/hash.tsx'
import { Badge } from '../../ui/marks.tsx'
import type { Column } from '../../ui/table.tsx'
import { CopyLink } from './copy-link.tsx'
import { bytesWords } from './size.ts'
import { downloadsWords, endsWords, isBeingMade, progressWords, shownState, stateWords } from './states.ts'
import { contentWords, exportName, formatWord, whatWords } from './what.ts'

const sizeWords = (row: ExportView): string | null =>
  row.records === null
    ? null
    : `${plural(row.records, row.format === 'focus' ? 'row' : 'record')}${row.bytes === null ? '' : `, ${bytesWords(row.bytes)}`}`

/** `seesPeople`: the role may have what names people. */
export function columnsFor(seesPeople: boolean): Column<ExportView>[] {
  return [
    {
      id: 'export',
      head: 'Export',
      width: 260,
      cell: (row) => (
        <>
          <b className="wrap-anywhere">{exportName(row)}</b>
          <span className="sub2">
            {row.created_by.name || row.created_by.email || 'a former member'},{' '}
            <span title={moment(row.created_at)}>{ago(row.created_at)}</span>
          </span>
          <span className="sub2 only2">{[sizeWords(row), endsWords(row)].filter(Boolean).join(', ')}</span>
        </>
      ),
    },
    {
      id: 'what',
      head: 'What is in it',
      hide: 'p2',
      cell: (row) => (
        <>
          {whatWords(row).join(', ')}
          <span className="sub2">
            {[
              sizeWords(row),
              row.format === 'focus' ? null : row.disclosed ? 'fields opened' : 'sealed',
              row.content === 'none' ? null : `texts ${contentWords[row.content]}`,
            ]
              .filter(Boolean)
              .join(', ')}
          </span>
        </>
      ),
    },
    {
      id: 'format',
      head: 'Format',
      hide: 'p2',
      cell: (row) => (
        <span className="nowrap">
          {formatWord(row)}
          {row.volumes.length > 1 ? <span className="sub2">{row.volumes.length} files</span> : null}
        </span>
      ),
    },
    { id: 'state', head: 'State', width: 176, cell: (row) => <State row={row} /> },
    {
      id: 'ends',
      head: 'Link ends',
      hide: 'p2',
      cell: (row) => (
        <span className="nowrap" title={moment(row.expires_at)}>
          {endsWords(row) ?? <span className="dim">{unknown}</span>}
        </span>
      ),
    },
    { id: 'downloads', head: 'Downloads', num: true, hide: 'p4', cell: (row) => downloadsWords(row) ?? unknown },
    {
      id: 'sha256',
      head: 'SHA-256',
      hide: 'p2',
      cell: (row) => (row.sha256 ? <Hash value={row.sha256} /> : <span className="dim">{unknown}</span>),
    },
    {
      id: 'link',
      head: 'Link',
      hiddenHead: true,
      hide: 'p4',
      num: true,
      cell: (row) =>
        (seesPeople || !row.disclosed) && shownState(row) === 'ready' && row.volumes.length <= 1 ? (
          <CopyLink id={row.id} version={row.link_version} name={exportName(row)} />
        ) : null,
    },
  ]
}

function State({ row }: { row: ExportView }) {
  if (isBeingMade(row)) {
    return (
      <span className="stack s1 exports-progress">
        <span className="small">{progressWords(row)}</span>
        <Progress done={row.progress.done} total={row.progress.of ?? 0} label={`Making ${exportName(row)}`} small />
      </span>
    )
  }
  const { word, tone } = stateWords[shownState(row)]
  return (
    <>
      <Badge tone={tone}>{word}</Badge>
      {row.state === 'failed' && row.words ? <span className="sub2 p2 wrap-anywhere">{row.words}</span> : null}
    </>
  )
}
