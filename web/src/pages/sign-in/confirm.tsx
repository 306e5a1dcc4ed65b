// The page that a mailed link opens: one button signs in; a link that was used or is late offers another.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { hasCode } from '../../api/problems.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Note } from '../../ui/feedback.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { arrive } from './arrive.ts'
import { SignInFrame } from './frame.tsx'
import { confirmRoute } from './route.ts'

export function ConfirmPage() {
  const { token } = confirmRoute.useSearch()
  const client = useQueryClient()
  const confirm = useMutation({
    mutationFn: async () => {
      await api.post('/api/auth/magic-link/confirm', { token })
      await arrive(client)
    },
  })
  const dead = hasCode(confirm.error, 'link_invalid') || hasCode(confirm.error, 'invalid_request')
  if (token === undefined || dead) return <DeadLink />
  return (
    <SignInFrame title="Sign in" sub="Your link is here. One press and you are in.">
      <FormError error={confirm.error} />
      <Button
        kind="primary"
        size="lg"
        block
        busy={confirm.isPending || confirm.isSuccess}
        onClick={() => confirm.mutate()}
      >
        Sign in to Tallystick
      </Button>
      <p className="small dim">
        The button is here so that a mail scanner that follows links cannot use yours up. Did you not ask for it? Close
        this page; nobody gets in without the link.
      </p>
    </SignInFrame>
  )
}

function DeadLink() {
  return (
    <SignInFrame title="Sign in">
      <Note tone="warn" title="This link was used already, or it is too old." live>
        A link works once, for 10 minutes. Ask for a new one.
      </Note>
      <ButtonLink kind="primary" size="lg" block to="/sign-in">
        Send another link
      </ButtonLink>
      <p className="small dim">
        Signed in already in another tab? <a href="/">Go to the overview.</a>
      </p>
    </SignInFrame>
  )
}
