// Links an identity to a person: who it is, what follows, and the record that says so.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { IdentityRow, PersonRow } from '../../../../worker/http/schemas/people.ts'
import { resolveRange } from '../../date-range.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, WillBeWritten } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/feedback.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { inWords, kindWords } from './identity-words.ts'
import { PersonPicker } from './person-picker.tsx'
import { peopleQuery, useLink } from './queries.ts'
import { nameOf } from './words.ts'

interface Props {
  row: IdentityRow & { suggestion?: Pick<PersonRow, 'subject'> | null }
  onClose: () => void
}

export function LinkDialog({ row, onClose }: Props) {
  // Everyone whatever their use: somebody who was idle lately may well be the one.
  const query = useQuery(peopleQuery({ ...resolveRange('90d'), state: undefined, q: undefined }))
  const people = query.data?.people.filter((person) => !person.subjects.includes(row.identity))
  const [chosen, setChosen] = useState<PersonRow>()
  const press = useRef<HTMLButtonElement>(null)
  const link = useLink(() => {
    void toast(`“${row.label}” now counts as ${chosen ? nameOf(chosen) : 'theirs'}`)
    onClose()
  })
  // The next Enter links: what was chosen stands in the button's words.
  useEffect(() => {
    if (chosen) press.current?.focus()
  }, [chosen])
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Whose is “${row.label}”?`}
      onSubmit={() => chosen && link.mutate({ identity: row.identity, person: chosen.subject })}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button ref={press} type="submit" kind="primary" disabled={chosen === undefined} busy={link.isPending}>
            {chosen ? `Link to ${nameOf(chosen)}` : 'Link to person'}
          </Button>
        </>
      }
    >
      <p className="sub">{kindWords(row)}. Choose the person who stands behind it.</p>
      {query.isError && !query.data ? (
        <ErrorPanel what="The people" error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <PersonPicker people={people} chosen={chosen} first={row.suggestion?.subject} onChoose={setChosen} />
      )}
      <p className="small sub">
        All use and events of {inWords(row)} then count as this person’s, on every screen and for past days too. The
        link wins over every matching and can be taken back.
      </p>
      {chosen ? (
        <WillBeWritten>{`identity · linked\nidentity  ${row.identity}\nperson    ${chosen.subject}`}</WillBeWritten>
      ) : null}
      <FormError error={link.error} />
    </Dialog>
  )
}
