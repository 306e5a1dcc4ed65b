// The one field that a kind of channel needs, with where to find what goes in.
import { fieldProblem } from '../../api/problems.ts'
import { Field, Input } from '../../ui/field.tsx'
import type { ChannelKind } from './channel-wish.ts'

const said = {
  mail: {
    field: 'address',
    label: 'Address',
    hint: 'One address; a list of yours works too.',
    placeholder: 'finance@northwind.example',
  },
  slack: {
    field: 'url',
    label: 'Webhook URL',
    hint: 'In Slack: Apps, Incoming WebHooks. Whoever has it can post there, so it is sealed and never shown again.',
    placeholder: 'https://hooks.slack.com/services/…',
  },
  pagerduty: {
    field: 'routing_key',
    label: 'Integration key',
    hint: 'In PagerDuty: the service, Integrations, Events API V2. Sealed and never shown again.',
    placeholder: '32 letters and digits',
  },
  webhook: {
    field: 'url',
    label: 'Address',
    hint: 'https only. Messages are signed as Standard Webhooks says; the secret is shown once, after this.',
    placeholder: 'https://hooks.northwind.example/alerts',
  },
} as const

interface Props {
  kind: ChannelKind
  value: string
  onChange: (value: string) => void
  error: unknown
  /** In place of the hint: what stays when the field is left empty. */
  keeps?: string
}

export function TargetField({ kind, value, onChange, error, keeps }: Props) {
  const { field, label, hint, placeholder } = said[kind]
  return (
    <Field label={label} hint={keeps ?? hint} error={fieldProblem(error, field, `The ${label.toLowerCase()}`)}>
      {(control) => (
        <Input
          {...control}
          mono
          type={kind === 'mail' ? 'email' : 'text'}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
