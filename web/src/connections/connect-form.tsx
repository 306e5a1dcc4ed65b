// Paste, validate, name, connect: the one way by which a key comes in, in onboarding, in settings, and when it is replaced.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ConnectionView } from '../../../worker/http/schemas/connections.ts'
import { fieldProblem } from '../api/problems.ts'
import { dayOf } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/feedback.tsx'
import { Field, Input } from '../ui/field.tsx'
import { FormError } from '../ui/form-error.tsx'
import { Checked } from './checked.tsx'
import { HowFarBack } from './how-far-back.tsx'
import type { KeyCheck } from './key-check.ts'
import { KeyField } from './key-field.tsx'
import { type ConnectionKind, kinds } from './kinds.ts'
import { Misplaced } from './misplaced.tsx'
import { connectionsQuery, connectKey, streamsQuery } from './queries.ts'
import { regionRefusal } from './region.ts'
import { RegionConfirm } from './region-confirm.tsx'
import { firstName, isNameless, organizationWords } from './words.ts'

interface Props {
  check: KeyCheck
  /** Connections there are: a key of one of their organizations replaces theirs. */
  known: readonly ConnectionView[]
  /** The connection whose key is replaced; its name stays. */
  replaces?: ConnectionView | undefined
  /** Where there are two fields: a key of the other kind is taken there. */
  onMove?: ((to: ConnectionKind) => void) | undefined
  onConnected: (view: ConnectionView) => void
}

export function ConnectForm({ check, known, replaces, onMove, onConnected }: Props) {
  const client = useQueryClient()
  const { answer, settled } = check
  const [typed, setTyped] = useState<string | null>(null)
  const [from, setFrom] = useState('')
  const organization = answer?.organization ?? null
  const { vendorName, key } = kinds[check.kind]
  const name = typed ?? firstName(organization, vendorName)
  const there = known.find((one) => one.id === answer?.rotates)
  const foreign = replaces !== undefined && answer?.ok === true && answer.rotates !== replaces.id
  const ready = settled && answer?.ok === true && answer.draft !== null && !foreign
  const keeps = there ?? replaces
  const connect = useMutation({
    mutationFn: () =>
      connectKey(answer?.draft ?? '', check.field.current?.value ?? '', keeps?.name ?? name, keeps ? '' : from),
    gcTime: 0,
    onSuccess: (view) => {
      check.clear()
      client.setQueryData(connectionsQuery.queryKey, (old) => [
        ...(old ?? []).filter((one) => one.id !== view.id),
        view,
      ])
      void client.invalidateQueries({ queryKey: streamsQuery.queryKey })
      onConnected(view)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) connect.mutate()
    else if (!check.checking) check.check()
  }
  const otherName = organization ? organizationWords(organization) : 'another organization'
  const refused = regionRefusal(check) !== null
  return (
    <form className="flex grow flex-col gap-3" noValidate onSubmit={submit}>
      <KeyField
        check={check}
        label={`${replaces ? 'New ' : ''}${vendorName} ${key}`}
        disabled={connect.isPending}
        refused={
          foreign
            ? `This key belongs to ${otherName}, not to ${organizationWords(replaces.organization)}. Use a key of the same organization, or add it as a connection of its own.`
            : undefined
        }
      />
      <Misplaced check={check} onMove={onMove} />
      <RegionConfirm check={check} disabled={connect.isPending || check.checking} />
      <Checked check={check} />
      {ready && there && !replaces ? (
        <Note tone="info" title={`${organizationWords(there.organization)} is connected already as “${there.name}”.`}>
          Connecting replaces its key; nothing is read twice.
        </Note>
      ) : null}
      {ready && !keeps ? (
        <Field
          label="Name"
          hint={nameHint(organization, vendorName)}
          error={fieldProblem(connect.error, 'name', 'The name')}
        >
          {(control) => (
            <Input {...control} value={name} maxLength={60} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
      ) : null}
      {ready && !keeps && check.kind === 'anthropic_compliance' ? (
        <HowFarBack from={from} onChange={setFrom} today={dayOf(Date.now())} />
      ) : null}
      <FormError error={connect.error} fields={['name']} />
      <div className="mt-auto flex flex-col gap-2 pt-1">
        {ready ? (
          <Button type="submit" kind="primary" block busy={connect.isPending}>
            {keeps ? 'Replace key' : 'Connect'}
          </Button>
        ) : (
          <Button
            type="submit"
            // Two forms may stand side by side: ink is for the one that holds a key.
            kind={check.filled ? 'primary' : 'plain'}
            block
            busy={check.checking || (answer?.ok === true && !settled)}
            why={
              refused && check.euResident !== true
                ? 'Confirm it above, or use a key of another organization.'
                : undefined
            }
          >
            {refused ? 'Try again' : answer === null ? 'Validate key' : 'Validate again'}
          </Button>
        )}
      </div>
    </form>
  )
}

function nameHint(organization: ConnectionView['organization'] | null, vendorName: string): string {
  const base = 'How you tell this connection from others. You can change it later.'
  if (organization === null || !isNameless(organization)) return base
  return `${vendorName} says no name: it is ${organizationWords(organization)}. ${base}`
}
