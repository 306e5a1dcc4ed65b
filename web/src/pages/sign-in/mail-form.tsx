// Asks for a mailed sign-in link. The answer is the same for every address, so nobody learns who has an account.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { fieldProblem } from '../../api/problems.ts'
import { Button } from '../../ui/button.tsx'
import { Field, Input } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { keepWanted } from './after.ts'

/** POST /api/auth/sign-in/magic-link; keeps the wanted page for the tab that the link opens. */
export async function askForLink(email: string, to: string | undefined): Promise<void> {
  await api.post('/api/auth/sign-in/magic-link', { email })
  keepWanted(localStorage, to, Date.now())
}

interface Props {
  to: string | undefined
  email: string | undefined
  onSent: (email: string) => void
}

export function MailForm({ to, email: given = '', onSent }: Props) {
  const [email, setEmail] = useState(given)
  const ask = useMutation({ mutationFn: () => askForLink(email.trim(), to), onSuccess: () => onSent(email.trim()) })
  return (
    <form
      className="stack s3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        ask.mutate()
      }}
    >
      <Field label="Work e-mail" error={fieldProblem(ask.error, 'email', 'The address')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="email"
            inputMode="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <FormError error={ask.error} fields={['email']} />
      <Button type="submit" size="lg" icon="mail" block busy={ask.isPending}>
        Send me a link
      </Button>
    </form>
  )
}
