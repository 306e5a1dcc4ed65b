// What a team is charged for: its direct lines and its parts of the shared pool; or what no rule caught.
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ChargebackAnswer } from '../../../../worker/http/schemas/chargeback.ts'
import { money, plural } from '../../format.ts'
import { Amount } from '../../ui/amount.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { inCosts, type Line, lineKey, linesOf, POOL, ruleWords, type Team } from './words.ts'

interface Props {
  answer: ChargebackAnswer
  /** Id of a team, or POOL. */
  open: string
  onClose: () => void
}

export function ChargebackLines({ answer, open, onClose }: Props) {
  const { lines, teams, range, pool } = answer
  const team = teams.find(({ id }) => id === open)
  const own = useMemo(() => linesOf(lines, open), [lines, open])
  const sum = team?.direct ?? pool.nano
  const columns = useMemo(() => columnsOf(range, sum), [range, sum])
  if (team === undefined && open !== POOL) return null
  return (
    <Panel
      title={team ? `What ${team.name} is charged for` : 'In the shared pool: what no rule catches'}
      mark={<Provenance kind="allocated" />}
      end={
        <span className="row">
          {team ? null : (
            <ButtonLink size="sm" to="/settings" search={{ part: 'teams' }}>
              Assign it
            </ButtonLink>
          )}
          {teams.length === 0 ? null : (
            <Button size="sm" onClick={onClose}>
              Close
            </Button>
          )}
        </span>
      }
      section
    >
      {own.length === 0 ? (
        <Empty title="No direct line">
          {team
            ? 'No rule gave this team anything of the month’s bill.'
            : 'Every line of the bill was caught by a rule.'}
        </Empty>
      ) : (
        <Table
          name={team ? `Lines of ${team.name}` : 'Lines of the shared pool'}
          columns={columns}
          rows={own}
          keyOf={lineKey}
          sums={plural(own.length, team ? 'direct line' : 'line')}
        />
      )}
      {team ? <SharedParts team={team} /> : null}
    </Panel>
  )
}

function SharedParts({ team }: { team: Team }) {
  const parts = team.vendors.filter(({ shared }) => shared !== '0')
  if (parts.length === 0) return null
  return (
    <p className="sub small mt-3">
      Of the shared pool:{' '}
      {parts.map(({ vendor, shared }, at) => (
        <span key={vendor}>
          {at > 0 ? ', ' : ''}
          {vendor === 'tallystick' ? vendor : <Vendor id={vendor} />} {money(shared)}
        </span>
      ))}
      . Together with {money(team.direct)} of its own: <b>{money(team.total)}</b>.
    </p>
  )
}

function columnsOf(range: ChargebackAnswer['range'], sum: string): Column<Line>[] {
  return [
    {
      id: 'vendor',
      head: 'Vendor',
      cell: ({ vendor }) => (vendor === 'tallystick' ? vendor : <Vendor id={vendor} />),
    },
    {
      id: 'workspace',
      head: 'Workspace or project',
      cell: ({ workspace_name, model }) => (
        <>
          {workspace_name}
          <span className="sub2 only4">{model ?? 'No model'}</span>
        </>
      ),
    },
    {
      id: 'model',
      head: 'Model',
      hide: 'p4',
      cell: ({ model }) =>
        model === null ? <span className="dim">Not stated</span> : <span className="mono">{model}</span>,
    },
    { id: 'by', head: 'Rule', hide: 'p2', cell: ({ by }) => ruleWords[by] },
    {
      id: 'amount',
      head: 'Direct',
      mark: <Provenance kind="allocated" bare />,
      num: true,
      cell: ({ amount }) => <Amount nano={amount} />,
      sum: money(sum),
    },
    {
      id: 'bill',
      head: 'Bill lines',
      hiddenHead: true,
      num: true,
      cell: (line) => (
        <Link
          className="small nowrap"
          to="/costs"
          search={inCosts(line, range)}
          aria-label={`Bill lines of ${line.workspace_name}, ${line.model ?? 'no model'}`}
        >
          Bill lines
        </Link>
      ),
    },
  ]
}
