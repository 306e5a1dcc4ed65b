// The tokens, live ones first as the API gives them; ended ones stay in the list as history.
import { useMemo } from 'react'
import { unknown } from '../../../format.ts'
import { ago, day, moment } from '../../../time.ts'
import { Button } from '../../../ui/button.tsx'
import { Badge } from '../../../ui/marks.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import type { Token } from './queries.ts'
import { stateWords } from './scopes.ts'

interface Props {
  tokens: readonly Token[]
  may: boolean
  onEnd: (token: Token) => void
}

export function TokensTable({ tokens, may, onEnd }: Props) {
  const columns = useMemo(() => columnsFor(may, onEnd), [may, onEnd])
  return (
    <Table
      name="API tokens"
      columns={columns}
      rows={tokens}
      keyOf={(row) => row.id}
      foot={
        <>
          <span>A token never has more power than the role of whoever made it, and ends with their membership.</span>
          <a className="underline underline-offset-3" href="/api/docs">
            How to use the API
          </a>
        </>
      }
    />
  )
}

function columnsFor(may: boolean, onEnd: (token: Token) => void): Column<Token>[] {
  return [
    {
      id: 'name',
      head: 'Token',
      cell: (row) => (
        <>
          <b>{row.name}</b>
          <span className="sub2 nowrap">{row.id}</span>
          <span className="sub2 only2">{row.scopes.join(', ')}</span>
        </>
      ),
    },
    {
      id: 'state',
      head: 'State',
      cell: (row) => (
        <>
          <Badge tone={stateWords[row.state].tone}>{stateWords[row.state].word}</Badge>
          <span className="sub2 nowrap">
            {row.state === 'revoked' && row.revoked_at
              ? day(row.revoked_at.slice(0, 10))
              : `${row.state === 'live' ? 'until ' : ''}${day(row.expires_at.slice(0, 10))}`}
          </span>
        </>
      ),
    },
    {
      id: 'scopes',
      head: 'Scopes',
      hide: 'p2',
      cell: (row) => <span className="mono small sub">{row.scopes.join(' ')}</span>,
    },
    {
      id: 'used',
      head: 'Last used',
      hide: 'p2',
      cell: (row) =>
        row.last_used_at ? (
          <span className="nowrap" title={moment(row.last_used_at)}>
            {ago(row.last_used_at)}
          </span>
        ) : (
          <span className="dim" title="Not used yet">
            {unknown}
          </span>
        ),
    },
    {
      id: 'made',
      head: 'Created',
      hide: 'p2',
      cell: (row) => (
        <span className="small dim">
          {row.created_by.name || row.created_by.email || 'a former member'}, {day(row.created_at.slice(0, 10))}
        </span>
      ),
    },
    {
      id: 'revoke',
      head: 'Actions',
      hiddenHead: true,
      num: true,
      cell: (row) =>
        may && row.state === 'live' ? (
          <Button size="sm" aria-label={`Revoke ${row.name}`} onClick={() => onEnd(row)}>
            Revoke
          </Button>
        ) : null,
    },
  ]
}
