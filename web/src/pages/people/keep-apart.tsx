// Takes an identity away from a person: what that means, what stays, which record is written.
import type { IdentityRow, PersonRow } from '../../../../worker/http/schemas/people.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { inWords } from './identity-words.ts'
import { useLink } from './queries.ts'
import { nameOf } from './words.ts'

interface Props {
  row: IdentityRow
  person: Pick<PersonRow, 'name' | 'email'> | null
  onClose: () => void
}

export function KeepApart({ row, person, onClose }: Props) {
  const name = person === null ? 'this person' : nameOf(person)
  const part = useLink(() => {
    void toast(`“${row.label}” is kept apart`)
    onClose()
  })
  return (
    <ConfirmDialog
      open
      danger={false}
      onClose={onClose}
      onConfirm={() => part.mutate({ identity: row.identity, person: null })}
      title={`Unlink “${row.label}” from ${name}?`}
      action="Unlink and keep apart"
      busy={part.isPending}
      written={`identity · unlinked\nidentity  ${row.identity}`}
    >
      <p>
        <b>Then:</b> {inWords(row)} is kept apart from everybody, today and after every later read, even where{' '}
        {row.kind === 'api_key' ? 'the vendor names its holder' : 'its verified address is somebody’s'}, until somebody
        links it again by hand.
      </p>
      <p>
        <b>Changes:</b> all its use and events leave {name}, on every screen and for past days too, and{' '}
        {row.kind === 'api_key' ? 'wait under Unmapped' : 'stand alone, in a row of their own'}.
      </p>
      <p>
        <b>Stays:</b> every record. The link and its end are both in the ledger.
      </p>
      <FormError error={part.error} />
    </ConfirmDialog>
  )
}
