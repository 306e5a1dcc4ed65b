// The mail addresses that get each receipt.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Field, TextArea } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Panel } from '../../../ui/page.tsx'
import { toast } from '../../../ui/toast.tsx'
import { changeReceipts, type ReceiptSettings, receiptsQuery } from './queries.ts'
import { addressesIn, refusedAddress } from './words.ts'

export function MailAddresses({ receipts, may }: { receipts: ReceiptSettings; may: boolean }) {
  const client = useQueryClient()
  const [typed, setTyped] = useState(receipts.mails.join('\n'))
  const save = useMutation({
    mutationFn: (mails: string[]) => changeReceipts({ mails }),
    onSuccess: ({ secret: _, ...now }) => {
      client.setQueryData(receiptsQuery.queryKey, now)
      void toast('Addresses saved')
    },
  })
  const wanted = addressesIn(typed)
  return (
    <Panel title="By mail">
      <form
        className="stack s4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(wanted)
        }}
      >
        <Field
          label="Addresses"
          hint="One a line, five at most. Choose places that we cannot reach: an archive, an auditor."
          error={refusedAddress(save.error, save.variables ?? [])}
        >
          {(control) => (
            <TextArea
              {...control}
              rows={Math.max(2, Math.min(5, receipts.mails.length + 1))}
              autoComplete="off"
              spellCheck={false}
              placeholder="archive@northwind.example"
              value={typed}
              disabled={!may}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <FormError error={save.error} fields={['mails']} />
        {may ? (
          <div className="row wrap">
            <Button
              type="submit"
              kind="primary"
              busy={save.isPending}
              disabled={wanted.join() === receipts.mails.join()}
            >
              Save addresses
            </Button>
          </div>
        ) : null}
      </form>
    </Panel>
  )
}
