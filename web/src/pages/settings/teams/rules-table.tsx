// The rules: what, whose, from which day to which.
import { useMemo, useState } from 'react'
import { dayOf } from '../../../time.ts'
import { Button } from '../../../ui/button.tsx'
import { Badge, Vendor } from '../../../ui/marks.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import type { Rule, Team } from './queries.ts'
import { daysWords, kindWord, standingOf, standingWords } from './words.ts'

interface Props {
  rules: readonly Rule[]
  teams: readonly Team[]
  may: boolean
  onEdit: (rule: Rule) => void
}

export function RulesTable({ rules, teams, may, onEdit }: Props) {
  const [today] = useState(() => dayOf(Date.now()))
  const columns = useMemo(() => columnsOf(teams, today, may, onEdit), [teams, today, may, onEdit])
  return <Table name="Rules" columns={columns} rows={rules} keyOf={(rule) => rule.id} />
}

function columnsOf(teams: readonly Team[], today: string, may: boolean, onEdit: Props['onEdit']): Column<Rule>[] {
  const names = new Map(teams.map(({ id, name }) => [id, name]))
  const teamOf = (rule: Rule) => names.get(rule.team) ?? 'A team that was removed'
  return [
    {
      id: 'what',
      head: 'What',
      cell: (rule) => (
        <>
          <b>{rule.label}</b>
          <span className="sub2">{kindWord(rule)}</span>
        </>
      ),
    },
    {
      id: 'vendor',
      head: 'Vendor',
      hide: 'p2',
      cell: ({ vendor }) => (vendor === null ? <span className="dim">Both</span> : <Vendor id={vendor} />),
    },
    { id: 'team', head: 'Team', cell: teamOf },
    {
      id: 'days',
      head: 'Days',
      hide: 'p4',
      cell: (rule) => {
        const standing = standingOf(rule, today)
        return (
          <>
            {daysWords(rule)} {standing === 'now' ? null : <Badge>{standingWords[standing]}</Badge>}
          </>
        )
      },
    },
    {
      id: 'actions',
      head: 'Actions',
      hiddenHead: true,
      num: true,
      cell: (rule) =>
        may ? (
          <Button size="sm" aria-label={`Change the rule on ${rule.label}`} onClick={() => onEdit(rule)}>
            Change
          </Button>
        ) : null,
    },
  ]
}
