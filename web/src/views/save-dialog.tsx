// Keeps what the page shows under a name.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ViewScreen } from '../../../worker/http/schemas/views.ts'
import { fieldProblem } from '../api/problems.ts'
import { Button } from '../ui/button.tsx'
import { Check } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, Input } from '../ui/field.tsx'
import { FormError } from '../ui/form-error.tsx'
import { toast } from '../ui/toast.tsx'
import { keepView, type SavedView, viewsQuery } from './queries.ts'

interface Props {
  screen: ViewScreen
  search: string
  known: readonly SavedView[]
  onClose: () => void
}

export function SaveView({ screen, search, known, onClose }: Props) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const replaces = known.some((one) => one.own && one.screen === screen && one.name === name.trim())
  const save = useMutation({
    mutationFn: () => keepView({ name: name.trim(), screen, search, shared }, known),
    onSuccess: async (view) => {
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey })
      void toast(`View “${view.name}” saved`)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Save this view"
      onSubmit={() => save.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={save.isPending} disabled={name.trim() === ''}>
            {replaces ? 'Replace view' : 'Save view'}
          </Button>
        </>
      }
    >
      <Field
        label="Name"
        hint={
          replaces
            ? 'You keep a view of this name already; it will show what you see now.'
            : 'The dates, filters, grouping and sort of this page as they stand now. “Last 28 days” stays the last 28 days.'
        }
        error={fieldProblem(save.error, 'name', 'The name')}
      >
        {(control) => (
          <Input {...control} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Check
        label="Show it to everybody of the organization who may open this page"
        checked={shared}
        onChange={(event) => setShared(event.target.checked)}
      />
      <FormError error={save.error} fields={['name']} />
    </Dialog>
  )
}
