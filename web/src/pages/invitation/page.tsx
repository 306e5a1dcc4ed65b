// The page that a mailed invitation opens: what it offers, then sign in with that address, then join.
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../../api/client.ts'
import { day } from '../../time.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { ErrorPanel, Note } from '../../ui/feedback.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { SignInFrame } from '../sign-in/frame.tsx'
import { Answer } from './answer.tsx'
import { guestQuery, offerQuery } from './queries.ts'
import { invitationRoute } from './route.ts'

export function InvitationPage() {
  const { token = '' } = invitationRoute.useSearch()
  const offer = useQuery(offerQuery(token))
  const guest = useQuery(guestQuery)
  if (offer.error !== null) return <NoOffer error={offer.error} onRetry={() => void offer.refetch()} />
  const title = offer.data ? `Join ${offer.data.tenant.name}` : 'Invitation'
  return (
    <SignInFrame title={title}>
      <Waiting waiting={offer.isPending || guest.isPending} skeleton={<Skeleton height={96} />}>
        {() => (
          <>
            {offer.data ? (
              <p>
                You are invited as <b>{offer.data.role}</b>, with the address <b>{offer.data.email}</b>. The invitation
                works once, until {day(offer.data.expires_at.slice(0, 10))}.
              </p>
            ) : null}
            {guest.error ? (
              <ErrorPanel what="Who is signed in" error={guest.error} onRetry={() => void guest.refetch()} />
            ) : null}
            {offer.data && guest.data !== undefined ? (
              <Answer token={token} offer={offer.data} guest={guest.data} />
            ) : null}
          </>
        )}
      </Waiting>
    </SignInFrame>
  )
}

function NoOffer({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const dead = error instanceof ApiError && ['invitation_invalid', 'invalid_request'].includes(error.code)
  return (
    <SignInFrame title="Invitation">
      {dead ? (
        <Note tone="warn" title="This invitation was used, revoked or is too old." live>
          Ask the person who invited you for a new one. If you joined already, sign in.
        </Note>
      ) : (
        <ErrorPanel what="The invitation" error={error} onRetry={onRetry} />
      )}
      <ButtonLink size="lg" block to="/sign-in">
        Sign in
      </ButtonLink>
    </SignInFrame>
  )
}
