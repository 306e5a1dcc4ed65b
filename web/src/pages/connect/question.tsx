// The question itself, with Approve and Deny. The client's name is a stranger's text and is shown as nothing else.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Note } from '../../ui/feedback.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Facts } from '../../ui/page.tsx'
import { dropQuestion } from './kept.ts'
import { answerQuestion, type ConsentQuestion } from './queries.ts'
import { surfaceWords } from './words.ts'

interface Props {
  q: string
  question: ConsentQuestion
  email: string
}

export function Question({ q, question, email }: Props) {
  const { organizations, surface } = question
  const open = organizations.filter(({ may }) => may)
  const first = open.find(({ id }) => id === question.chosen) ?? open[0]
  const [tenant, setTenant] = useState(first?.id ?? '')
  const answer = useMutation({
    mutationFn: (approve: boolean) =>
      answerQuestion({ q, approve, tenant_id: approve ? tenant : (organizations[0]?.id ?? '') }),
    onSuccess: ({ to }) => {
      dropQuestion(localStorage)
      location.assign(to)
    },
  })
  const busy = answer.isPending || answer.isSuccess
  const name = organizations.find(({ id }) => id === tenant)?.name
  const words = surfaceWords[surface]
  if (organizations.length === 0) {
    return (
      <Note tone="warn" title="You are in no organization.">
        Ask the person who sent you here for an invitation, then connect again.
      </Note>
    )
  }
  return (
    <>
      <Facts
        items={[
          ['Calls itself', <bdi key="client">{question.client}</bdi>],
          [
            'Answer goes to',
            <b key="host" className="mono">
              {question.returns_to}
            </b>,
          ],
          ['You are', email],
        ]}
      />
      <p className="small dim">
        Nobody has checked the name. If you did not just connect something at {question.returns_to}, deny.
      </p>
      {organizations.length > 1 ? (
        <RadioGroup
          legend="Organization"
          value={tenant}
          onChange={setTenant}
          options={organizations.map((one) => ({
            value: one.id,
            label: one.name,
            disabled: !one.may,
            ...(one.may ? {} : { hint: 'Your role there does not read the ledger.' }),
          }))}
        />
      ) : null}
      <Told title={`${words.will} ${name ?? 'your organization'}`} lines={words.does} />
      <Told title="It will not get" lines={words.doesNot} />
      {first === undefined ? (
        <Note tone="warn" title="Your role does not read the ledger.">
          Ask an owner or admin for another role, then connect again.
        </Note>
      ) : null}
      <FormError error={answer.error} />
      <Button
        kind="primary"
        size="lg"
        block
        disabled={first === undefined}
        busy={busy && answer.variables === true}
        onClick={() => answer.mutate(true)}
      >
        Approve
      </Button>
      <Button size="lg" block disabled={busy} onClick={() => answer.mutate(false)}>
        Deny
      </Button>
      <p className="small dim">
        That you connected becomes a record. It can be ended at any time in Settings → Integrations, or by removing the
        connector.
      </p>
    </>
  )
}

function Told({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div>
      <h2 className="label">{title}</h2>
      <ul className="connect-list small">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
