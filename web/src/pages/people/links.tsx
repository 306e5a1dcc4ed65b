// The links made by hand that stand today, each with its record and the way to take it back.
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { UnmappedAnswer } from '../../../../worker/http/schemas/people.ts'
import { count } from '../../format.ts'
import { WithProof } from '../../records/proof-badge.tsx'
import { useProofOf } from '../../records/proof-of.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Ago } from './ago.tsx'
import { Identity } from './identity.tsx'
import { nameOf } from './words.ts'

type Row = UnmappedAnswer['links'][number]

interface Props {
  links: readonly Row[]
  may: boolean
  onLink: (row: Row) => void
  onPart: (row: Row) => void
}

export function HandLinks({ links, may, onLink, onPart }: Props) {
  const proofOf = useProofOf()
  const columns = useMemo(
    () => [...said, ...(may ? [actions(onLink, onPart)] : [])],
    // The setters of a state never change.
    [may, onLink, onPart],
  )
  return (
    <Panel
      title="Decided by hand"
      section
      end={<span className="small dim">{count(links.length)}</span>}
      sub="Stronger than any matching, today and after every later read, until somebody decides again."
    >
      {links.length === 0 ? (
        <p className="sub">Nobody has linked or kept apart anything by hand.</p>
      ) : (
        <Table
          name="Decided by hand"
          columns={columns}
          rows={links}
          keyOf={(row) => row.identity}
          proof={(row) => (row.seq === null ? 'pending' : proofOf(row.seq))}
        />
      )}
    </Panel>
  )
}

const said: readonly Column<Row>[] = [
  {
    id: 'identity',
    head: 'Identity',
    cell: (row) => (
      <Identity row={{ ...row, how: null }}>
        <span className="sub2 only4">{row.person === null ? 'Kept apart' : <>of {nameOf(row.person)}</>}</span>
      </Identity>
    ),
  },
  {
    id: 'person',
    head: 'Belongs to',
    hide: 'p4',
    cell: (row) =>
      row.person === null ? (
        <span className="sub">Nobody: kept apart</span>
      ) : (
        <Link className="plain" to="/people/$personId" params={{ personId: row.person.subject }}>
          {nameOf(row.person)}
        </Link>
      ),
  },
  {
    id: 'at',
    head: 'Since',
    hide: 'p2',
    cell: (row) => <Ago at={row.at} />,
  },
  {
    id: 'record',
    head: 'Record',
    num: true,
    hide: 'p2',
    className: 'mono',
    cell: (row) =>
      row.seq === null ? (
        '–'
      ) : (
        <WithProof seq={row.seq}>
          <Link to="/ledger" search={{ record: row.seq }}>
            {count(row.seq)}
          </Link>
        </WithProof>
      ),
  },
]

const actions = (onLink: (row: Row) => void, onPart: (row: Row) => void): Column<Row> => ({
  id: 'act',
  head: 'Actions',
  hiddenHead: true,
  num: true,
  cell: (row) =>
    row.person === null ? (
      <Button size="sm" icon="link" aria-label={`Link to person: ${row.label}`} onClick={() => onLink(row)}>
        Link to person
      </Button>
    ) : (
      <Button size="sm" aria-label={`Unlink ${row.label} from ${nameOf(row.person)}`} onClick={() => onPart(row)}>
        Unlink
      </Button>
    ),
})
