// The facts of one export: its choices, its size, what it covers, its digest.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ExportView } from '../../../../worker/http/schemas/exports.ts'
import { count, plural, range, unknown } from '../../format.ts'
import { kindName } from '../../records/words.ts'
import { moment } from '../../time.ts'
import { CopyButton, Hash } from '../../ui/hash.tsx'
import { Facts, Panel } from '../../ui/page.tsx'
import { bytesWords } from './size.ts'
import { downloadsWords } from './states.ts'
import { contentWords, exportName, formatWord, volumeWords, whatWords } from './what.ts'

export function ExportFacts({ row }: { row: ExportView }) {
  const { filter, volumes } = row
  const rows: (readonly [string, ReactNode])[] = [
    ['What', whatWords(row).join(', ')],
    ...(filter.kinds ? [['Kinds', filter.kinds.map(kindName).join(', ')] as const] : []),
    ...(filter.streams
      ? [
          [
            'Streams',
            <span key="streams" className="mono wrap-anywhere">
              {filter.streams.join(' ')}
            </span>,
          ] as const,
        ]
      : []),
    ...(filter.workspace
      ? [
          [
            'Workspaces',
            <span key="workspace" className="mono wrap-anywhere">
              {filter.workspace.join(' ')}
            </span>,
          ] as const,
        ]
      : []),
    ...(filter.person
      ? [
          [
            'Person',
            <Link
              key="person"
              className="underline underline-offset-3"
              to="/people/$personId"
              params={{ personId: filter.person }}
            >
              their page
            </Link>,
          ] as const,
        ]
      : []),
    ...(filter.chats
      ? [
          [
            'Chats',
            <span key="chats" className="mono wrap-anywhere">
              {filter.chats.join(' ')}
            </span>,
          ] as const,
        ]
      : []),
    ...(row.content === 'none' ? [] : [['Texts', contentWords[row.content]] as const]),
    ...(row.format === 'focus'
      ? []
      : [
          ['Personal fields', row.disclosed ? 'opened, with the names of people' : 'sealed, commitments only'] as const,
        ]),
    ...(row.focus ? [['Rows are', rowsWords(row.focus)] as const] : []),
    [row.format === 'focus' ? 'Rows' : 'Records', row.records === null ? unknown : count(row.records)],
    ['Size', row.bytes === null ? unknown : `${formatWord(row)}, ${bytesWords(row.bytes)}`],
    ['Under', row.checkpoint_size === null ? unknown : underWords(row.checkpoint_size, row.as_of)],
    ['Made', `${moment(row.created_at)} by ${row.created_by.name || row.created_by.email || 'a former member'}`],
    ['Link ends', moment(row.expires_at)],
    ['Downloads', downloadsWords(row) ?? unknown],
    ...(row.sha256 ? [['SHA-256', <Hash key="sha256" value={row.sha256} full />] as const] : []),
    [
      'Export',
      <span key="id" className="row mono small">
        <span className="wrap-anywhere">{row.id}</span>
        <CopyButton value={row.id} what="export id" />
      </span>,
    ],
  ]
  return (
    <>
      {row.note === '' || row.note === exportName(row) ? null : <p className="exports-note">{row.note}</p>}
      <Facts items={rows} />
      {volumes.length > 1 ? (
        <Panel title={plural(volumes.length, 'file')}>
          <ul className="stack s2 small">
            {volumes.map((one) => (
              <li key={one.volume}>
                <b>{one.volume}</b>, {volumeWords[one.kind]}:{' '}
                {row.format === 'focus' ? rowsOf(one.records) : `${plural(one.records, 'record')}, `}
                {bytesWords(one.bytes)}
                {row.format === 'focus' ? '' : `, out of ${range(count(one.first), count(one.last))}`}
                <span className="block">
                  <Hash value={one.sha256} />
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  )
}

const rowsOf = (rows: number): string => (rows === 0 ? '' : `${plural(rows, 'row')}, `)

const rowsWords = ({ by_key, estimates }: NonNullable<ExportView['focus']>): string =>
  [
    by_key ? 'bill lines, split by key where use is known' : 'bill lines',
    ...(estimates ? ['estimates of what no line covers'] : []),
  ].join('; ')

/** Which part of the ledger it can speak of. */
const underWords = (size: number, asOf: ExportView['as_of']): string =>
  asOf === 'anchored'
    ? `the last anchored checkpoint, of size ${count(size)}; newer records are not in it`
    : `the newest checkpoint, of size ${count(size)}`
