// The secret of a webhook, shown once: copy it now, or replace it.
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Note } from '../../../ui/feedback.tsx'
import { Field, Input } from '../../../ui/field.tsx'
import { CopyTextButton } from '../../../ui/hash.tsx'

export function SecretShownOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="Copy the webhook’s secret now"
      actions={
        <>
          <CopyTextButton size="md" value={secret}>
            Copy secret
          </CopyTextButton>
          <Button kind="primary" onClick={onClose}>
            I have copied it
          </Button>
        </>
      }
    >
      <Note tone="warn" title="This is the only time it is shown.">
        It lies sealed from now on. If it is lost, replace it.
      </Note>
      <Field label="Secret" hint="Any library of Standard Webhooks takes it as it is.">
        {(control) => <Input {...control} mono readOnly value={secret} onFocus={(event) => event.target.select()} />}
      </Field>
    </Dialog>
  )
}
