// Signs in with a passkey through the browser's own dialog.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { passkeysWork, signInWithPasskey } from '../../passkeys.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { arrive } from './arrive.ts'

export function PasskeyButton({ to }: { to: string | undefined }) {
  const client = useQueryClient()
  const signIn = useMutation({
    mutationFn: async () => {
      const outcome = await signInWithPasskey()
      if (outcome === 'done') await arrive(client, to)
      return outcome
    },
  })
  if (!passkeysWork()) {
    return <p className="small sub">This browser cannot use passkeys here. Sign in by mail instead.</p>
  }
  return (
    <>
      <Button
        kind="primary"
        size="lg"
        icon="key"
        block
        busy={signIn.isPending || signIn.data === 'done'}
        onClick={() => signIn.mutate()}
      >
        Continue with a passkey
      </Button>
      <FormError error={signIn.error} />
      {signIn.data === 'cancelled' ? (
        <p className="small sub" role="status">
          No passkey was used. Try again, or let us mail you a link.
        </p>
      ) : null}
    </>
  )
}
