// The teams of a month: direct, shared, total, their share, what it was before, and their statements. The sum row is the bill.
import { useMemo } from 'react'
import type { ChargebackAnswer } from '../../../../worker/http/schemas/chargeback.ts'
import { changeOf } from '../../figures/ratio.ts'
import { change, money, percent, plural, unknown } from '../../format.ts'
import { Amount, Share } from '../../ui/amount.tsx'
import { ButtonAnchor } from '../../ui/button.tsx'
import { Badge } from '../../ui/marks.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import type { ChargebackSearch } from './figures.tsx'
import type { Team } from './words.ts'

interface Props {
  answer: ChargebackAnswer
  search: ChargebackSearch
  set: (next: ChargebackSearch) => void
}

/** Opening a row opens its lines. */
export function TeamsTable({ answer, search, set }: Props) {
  const columns = useMemo(() => columnsOf(answer), [answer])
  return (
    <Table
      name="Teams"
      columns={columns}
      rows={answer.teams}
      keyOf={(team) => team.id}
      sort={search.sort ?? '-total'}
      onSort={(sort) => set({ sort: sort === '-total' ? undefined : sort })}
      chosen={search.team}
      onOpen={(team) => set({ team: team.id === search.team ? undefined : team.id })}
      sums={plural(answer.teams.length, 'team')}
      foot={
        <span>The sum is the bill, to the last digit; amounts are shown to the cent. The CSV has every digit.</span>
      }
    />
  )
}

function columnsOf({ teams, bill, pool, period }: ChargebackAnswer): Column<Team>[] {
  const largest = Math.max(0, ...teams.map((team) => team.share ?? 0))
  const direct = String(BigInt(bill.total) - BigInt(pool.nano))
  const allocated = <Provenance kind="allocated" bare />
  return [
    {
      id: 'team',
      head: 'Team',
      cell: (team) => (
        <>
          <b>{team.name}</b> {team.removed ? <Badge>removed</Badge> : null}
          <span className="sub2">{team.cost_center ?? 'No cost centre'}</span>
          <span className="sub2 only4">
            {money(team.direct)} direct, {money(team.shared)} shared
          </span>
        </>
      ),
      sort: (team) => team.name.toLowerCase(),
    },
    {
      id: 'direct',
      head: 'Direct',
      mark: allocated,
      num: true,
      hide: 'p4',
      cell: (team) => <Amount nano={team.direct} />,
      sort: (team) => BigInt(team.direct),
      sum: money(direct),
    },
    {
      id: 'shared',
      head: 'Shared',
      mark: allocated,
      num: true,
      hide: 'p4',
      cell: (team) => <Amount nano={team.shared} />,
      sort: (team) => BigInt(team.shared),
      sum: money(pool.nano),
    },
    {
      id: 'total',
      head: 'Total',
      mark: allocated,
      num: true,
      cell: (team) => (
        <b>
          <Amount nano={team.total} />
        </b>
      ),
      sort: (team) => BigInt(team.total),
      sum: (
        <>
          {money(bill.total)} <Provenance kind="billed" bare />
        </>
      ),
    },
    {
      id: 'share',
      head: 'Share',
      hide: 'p2',
      width: 140,
      cell: (team) => (
        <Share share={team.share} of={largest} words={team.share === null ? unknown : percent(team.share)} />
      ),
      sort: (team) => team.share,
    },
    {
      id: 'before',
      head: 'Month before',
      num: true,
      hide: 'p2',
      cell: (team) => <Before team={team} />,
      sort: (team) => (team.previous === null ? null : BigInt(team.previous)),
      sum: bill.previous === null ? unknown : money(bill.previous),
    },
    {
      id: 'statement',
      head: 'Statement',
      hiddenHead: true,
      num: true,
      cell: (team) => (period === null ? null : <Statements team={team} period={period} />),
    },
  ]
}

function Before({ team: { previous, total } }: { team: Team }) {
  if (previous === null) return <span className="dim">{unknown}</span>
  const share = changeOf(total, previous)
  return (
    <span className="nowrap">
      {money(previous)} {share === null ? null : <span className="tiny dim">{change(share)}</span>}
    </span>
  )
}

function Statements({ team, period }: { team: Team; period: string }) {
  const path = `/api/chargeback/${period}/teams/${team.id}/statement`
  return (
    <span className="row nowrap justify-end">
      {(['pdf', 'csv'] as const).map((kind) => (
        <ButtonAnchor
          key={kind}
          size="sm"
          icon="download"
          href={`${path}.${kind}`}
          download
          aria-label={`Statement of ${team.name} as ${kind.toUpperCase()}`}
        >
          {kind.toUpperCase()}
        </ButtonAnchor>
      ))}
    </span>
  )
}
