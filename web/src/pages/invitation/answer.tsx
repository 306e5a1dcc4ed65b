// What the invited person can do: sign in with the invited address, or join.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { Me } from '../../shell/queries.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Note } from '../../ui/feedback.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { acceptInvitation, guestQuery, type Offer } from './queries.ts'

interface Props {
  token: string
  offer: Offer
  /** Who is signed in; null for nobody. */
  guest: Me | null
}

export function Answer({ token, offer, guest }: Props) {
  const client = useQueryClient()
  const join = useMutation({
    mutationFn: () => acceptInvitation(token),
    // A whole new page: what was known here belonged to the person without the organization.
    onSuccess: () => location.assign('/'),
  })
  const leave = useMutation({
    mutationFn: () => api.post('/api/auth/sign-out', {}),
    onSuccess: () => client.resetQueries({ queryKey: guestQuery.queryKey }),
  })
  const here = `/invitations/accept?token=${token}`
  if (guest === null) {
    return (
      <>
        <ButtonLink kind="primary" size="lg" block to="/sign-in" search={{ to: here, email: offer.email }}>
          Sign in to accept
        </ButtonLink>
        <p className="small dim">No account yet? Signing in by mail with this address makes one.</p>
      </>
    )
  }
  if (guest.user.email.toLowerCase() !== offer.email.toLowerCase()) {
    return (
      <>
        <Note tone="warn" title={`You are signed in as ${guest.user.email}.`}>
          This invitation is for {offer.email}. Sign in with that address to accept it.
        </Note>
        <FormError error={leave.error} />
        <Button size="lg" block busy={leave.isPending} onClick={() => leave.mutate()}>
          Sign out and use the other address
        </Button>
      </>
    )
  }
  return (
    <>
      <FormError error={join.error} />
      <Button kind="primary" size="lg" block busy={join.isPending || join.isSuccess} onClick={() => join.mutate()}>
        Join {offer.tenant.name}
      </Button>
      <p className="small dim">That you joined becomes a record of the organization.</p>
    </>
  )
}
