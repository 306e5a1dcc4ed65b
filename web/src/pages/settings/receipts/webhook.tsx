// The webhook that gets each receipt: its address, its secret, and how to take it off.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldProblem } from '../../../api/problems.ts'
import { moment } from '../../../time.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, Input } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Panel } from '../../../ui/page.tsx'
import { toast } from '../../../ui/toast.tsx'
import { changeReceipts, type ReceiptSettings, receiptsQuery } from './queries.ts'
import { ReplaceSecret } from './replace-secret.tsx'

interface Props {
  receipts: ReceiptSettings
  may: boolean
  /** A webhook was made: its secret is shown outside of this form, which is made anew when the address changes. */
  onSecret: (secret: string) => void
}

export function Webhook({ receipts, may, onSecret }: Props) {
  const client = useQueryClient()
  const { webhook } = receipts
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [asking, setAsking] = useState(false)
  const save = useMutation({
    // Its answer may hold the secret: nothing keeps it but the dialog that shows it.
    gcTime: 0,
    mutationFn: (wanted: string | null) => changeReceipts({ webhook_url: wanted }),
    onSuccess: ({ secret, ...now }) => {
      if (secret !== null) onSecret(secret)
      client.setQueryData(receiptsQuery.queryKey, now)
      void toast(now.webhook === null ? 'Webhook taken off' : 'Webhook saved')
    },
  })
  return (
    <Panel title="To a webhook">
      <form
        className="stack s4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(url.trim())
        }}
      >
        <Field
          label="Address"
          hint="https only. Messages are signed as Standard Webhooks says; a 2xx answer within 10 seconds counts as taken."
          error={fieldProblem(save.error, 'webhook_url', 'The address')}
        >
          {(control) => (
            <Input
              {...control}
              mono
              type="url"
              autoComplete="off"
              spellCheck={false}
              placeholder="https://hooks.northwind.example/receipts"
              value={url}
              disabled={!may}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        {webhook ? <SecretLine webhook={webhook} /> : null}
        <FormError error={save.error} fields={['webhook_url']} />
        {may ? (
          <div className="row wrap">
            <Button
              type="submit"
              kind="primary"
              busy={save.isPending}
              disabled={url.trim() === '' || url.trim() === webhook?.url}
            >
              Save webhook
            </Button>
            {webhook ? <Button onClick={() => setAsking(true)}>Replace the secret</Button> : null}
            {webhook ? (
              <Button disabled={save.isPending} onClick={() => save.mutate(null)}>
                Take off
              </Button>
            ) : null}
          </div>
        ) : null}
      </form>
      {asking ? <ReplaceSecret onClose={() => setAsking(false)} /> : null}
    </Panel>
  )
}

function SecretLine({ webhook }: { webhook: NonNullable<ReceiptSettings['webhook']> }) {
  return (
    <p className="small sub">
      Its secret is of {moment(webhook.secret_since)}.
      {webhook.old_secret_until ? ` The one before signs too until ${moment(webhook.old_secret_until)}.` : ''}
    </p>
  )
}
