// The text of a new token, shown once: copy it now, or make another.
import { day } from '../../../time.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Note } from '../../../ui/feedback.tsx'
import { Field, Input } from '../../../ui/field.tsx'
import { CopyTextButton } from '../../../ui/hash.tsx'
import type { MadeToken } from './queries.ts'

export function ShownOnce({ made, onClose }: { made: MadeToken; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Copy “${made.name}” now`}
      actions={
        <>
          <CopyTextButton size="md" value={made.token}>
            Copy token
          </CopyTextButton>
          <Button kind="primary" onClick={onClose}>
            I have copied it
          </Button>
        </>
      }
    >
      <Note tone="warn" title="This is the only time it is shown.">
        We keep a hash of it, not the token. If it is lost, revoke it and make another.
      </Note>
      <Field
        label="Token"
        hint={`Works until ${day(made.expires_at.slice(0, 10))}. Send it as Authorization: Bearer …`}
      >
        {(control) => (
          <Input {...control} mono readOnly value={made.token} onFocus={(event) => event.target.select()} />
        )}
      </Field>
    </Dialog>
  )
}
