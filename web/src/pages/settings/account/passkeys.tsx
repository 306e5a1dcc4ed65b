// The own passkeys: add one, rename it, remove it. Adding needs a sign-in within the last hour.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldProblem, hasCode } from '../../../api/problems.ts'
import { addPasskey, passkeysWork } from '../../../passkeys.ts'
import { day } from '../../../time.ts'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { Empty, ErrorPanel, Note } from '../../../ui/feedback.tsx'
import { Field, Input } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Panel } from '../../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { RemovePasskey, RenamePasskey } from './passkey-dialogs.tsx'
import { type Passkey, passkeysQuery } from './queries.ts'

export function Passkeys() {
  const passkeys = useQuery(passkeysQuery)
  const [asking, setAsking] = useState<{ what: 'rename' | 'remove'; passkey: Passkey } | null>(null)
  const closed = () => setAsking(null)
  return (
    <Panel title="Passkeys" sub="Sign in with a fingerprint, a face or a security key. Nothing to remember or retype.">
      {passkeys.error ? (
        <ErrorPanel what="Your passkeys" error={passkeys.error} onRetry={() => void passkeys.refetch()} />
      ) : null}
      <Waiting waiting={passkeys.isPending} skeleton={<SkeletonRows rows={2} />}>
        {() =>
          passkeys.data?.length === 0 ? (
            <Empty icon="key" title="No passkey yet">
              You sign in by mail. With a passkey on this device you need no mail.
            </Empty>
          ) : (
            <ul className="needs">
              {passkeys.data?.map((one) => (
                <li key={one.id} className="flex-wrap items-center">
                  <span className="grow">
                    <b>{one.name ?? 'Without a name'}</b>
                    {one.created_at ? <span className="dim">, added {day(one.created_at.slice(0, 10))}</span> : null}
                  </span>
                  <Button size="sm" onClick={() => setAsking({ what: 'rename', passkey: one })}>
                    Rename
                  </Button>
                  <Button size="sm" kind="danger" onClick={() => setAsking({ what: 'remove', passkey: one })}>
                    Remove
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Waiting>
      <AddPasskey />
      {asking?.what === 'rename' ? <RenamePasskey passkey={asking.passkey} onClose={closed} /> : null}
      {asking?.what === 'remove' ? <RemovePasskey passkey={asking.passkey} onClose={closed} /> : null}
    </Panel>
  )
}

function AddPasskey() {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const add = useMutation({
    mutationFn: () => addPasskey(name.trim() === '' ? 'This device' : name),
    onSuccess: async (outcome) => {
      if (outcome !== 'done') return
      setName('')
      await client.invalidateQueries({ queryKey: passkeysQuery.queryKey })
    },
  })
  if (!passkeysWork()) return <p className="small sub mt-3">This browser cannot add a passkey.</p>
  const late = hasCode(add.error, 'reauthentication_required')
  return (
    <form
      className="stack s3 mt-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <Field
        label="Name of the new passkey"
        hint="To tell it from others: work laptop, blue security key."
        error={fieldProblem(add.error, 'name', 'The name')}
      >
        {(control) => (
          <Input {...control} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      {late ? (
        <Note
          tone="warn"
          title="This needs a sign-in within the last hour."
          end={
            <ButtonLink size="sm" to="/sign-in" search={{ to: '/settings?part=account' }}>
              Sign in again
            </ButtonLink>
          }
        >
          So that nobody adds a passkey in a browser you left open.
        </Note>
      ) : (
        <FormError error={add.error} fields={['name']} />
      )}
      {add.data === 'cancelled' ? (
        <p className="small sub" role="status">
          No passkey was added. Try again when you are ready.
        </p>
      ) : null}
      {add.data === 'present' ? (
        <p className="small sub" role="status">
          This device has a passkey for your account already.
        </p>
      ) : null}
      <div>
        <Button type="submit" icon="plus" busy={add.isPending}>
          Add passkey
        </Button>
      </div>
    </form>
  )
}
