// The teams with their cost centres and how many rules hold today.
import { useMemo } from 'react'
import { plural, unknown } from '../../../format.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import type { Team } from './queries.ts'

interface Props {
  teams: readonly Team[]
  may: boolean
  onEdit: (team: Team) => void
  onRemove: (team: Team) => void
}

export function TeamsList({ teams, may, onEdit, onRemove }: Props) {
  const columns = useMemo(() => columnsOf(may, onEdit, onRemove), [may, onEdit, onRemove])
  return <Table name="Teams" columns={columns} rows={teams} keyOf={(team) => team.id} />
}

const columnsOf = (may: boolean, onEdit: Props['onEdit'], onRemove: Props['onRemove']): Column<Team>[] => [
  {
    id: 'team',
    head: 'Team',
    cell: (team) => (
      <>
        <b>{team.name}</b>
        <span className="sub2 only4">{team.cost_center ?? 'No cost centre'}</span>
      </>
    ),
  },
  {
    id: 'cost_center',
    head: 'Cost centre',
    hide: 'p4',
    cell: (team) =>
      team.cost_center === null ? (
        <span className="dim">{unknown}</span>
      ) : (
        <span className="mono">{team.cost_center}</span>
      ),
  },
  { id: 'rules', head: 'Rules today', num: true, cell: (team) => plural(team.rules, 'rule') },
  {
    id: 'actions',
    head: 'Actions',
    hiddenHead: true,
    num: true,
    cell: (team) =>
      may ? (
        <span className="row nowrap justify-end">
          <Button size="sm" aria-label={`Edit ${team.name}`} onClick={() => onEdit(team)}>
            Edit
          </Button>
          <Button size="sm" aria-label={`Remove ${team.name}`} onClick={() => onRemove(team)}>
            Remove
          </Button>
        </span>
      ) : null,
  },
]
