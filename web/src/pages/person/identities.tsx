// The identities that are this one person: why each belongs here, since which record, and the way to take one away.
import { useMemo, useState } from 'react'
import type { IdentityRow, PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { useProofOf } from '../../records/proof-of.ts'
import { useMay } from '../../shell/may.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Panel } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Identity } from '../people/identity.tsx'
import { becauseOf, mayPart } from '../people/identity-words.ts'
import { KeepApart } from '../people/keep-apart.tsx'
import { LinkDialog } from '../people/link-dialog.tsx'
import '../people/people.css'
import { nameOf } from '../people/words.ts'
import { RecordNumber } from './record-number.tsx'
import { identitiesTitle } from './words.ts'

/** The same subject at both vendors is two rows, because it is a user of each. */
export function Identities({ answer, r }: { answer: PersonAnswer; r: string | undefined }) {
  const { person, identities } = answer
  const may = useMay('write:people')
  const proofOf = useProofOf()
  const [parting, setParting] = useState<IdentityRow | null>(null)
  const [linking, setLinking] = useState<IdentityRow | null>(null)
  const name = nameOf(person)
  const columns = useMemo(() => (may ? [...said, actions(name, setParting, setLinking)] : said), [may, name])
  return (
    <Panel
      title={identitiesTitle(identities.length)}
      end={
        may ? (
          <ButtonLink size="sm" icon="plus" to="/people" search={{ tab: 'unmapped', ...(r ? { r } : {}) }}>
            Link identity
          </ButtonLink>
        ) : null
      }
    >
      {identities.length === 0 ? (
        <p className="sub">No vendor names this person; what is known comes from events alone.</p>
      ) : (
        <Table
          name="Identities"
          columns={columns}
          rows={identities}
          keyOf={(row) => `${row.identity} ${row.vendor ?? ''}`}
          proof={(row) => (row.seq === null ? 'pending' : proofOf(row.seq))}
          foot="A wrong link can be taken back. Both the link and its removal stay on the record."
        />
      )}
      {parting ? (
        <KeepApart key={parting.identity} row={parting} person={person} onClose={() => setParting(null)} />
      ) : null}
      {linking ? <LinkDialog key={linking.identity} row={linking} onClose={() => setLinking(null)} /> : null}
    </Panel>
  )
}

const said: readonly Column<IdentityRow>[] = [
  {
    id: 'identity',
    head: 'Identity',
    cell: (row) => (
      <Identity row={row}>
        <span className="sub2 only4">
          {becauseOf(row.how).words}, {becauseOf(row.how).by}
        </span>
      </Identity>
    ),
  },
  {
    id: 'because',
    head: 'Linked because',
    hide: 'p4',
    cell: (row) => (
      <>
        {becauseOf(row.how).words}
        <span className="sub2">{becauseOf(row.how).by}</span>
      </>
    ),
  },
  {
    id: 'record',
    head: 'Record',
    num: true,
    hide: 'p4',
    className: 'mono',
    cell: (row) => (row.seq === null ? '–' : <RecordNumber seq={row.seq} />),
  },
]

const actions = (
  name: string,
  onPart: (row: IdentityRow) => void,
  onLink: (row: IdentityRow) => void,
): Column<IdentityRow> => ({
  id: 'act',
  head: 'Actions',
  hiddenHead: true,
  num: true,
  cell: (row) =>
    mayPart(row) ? (
      <Button size="sm" aria-label={`Unlink ${row.label} from ${name}`} onClick={() => onPart(row)}>
        Unlink
      </Button>
    ) : row.how === 'apart' ? (
      <Button size="sm" icon="link" aria-label={`Link to person: ${row.label}`} onClick={() => onLink(row)}>
        Link to person
      </Button>
    ) : null,
})
