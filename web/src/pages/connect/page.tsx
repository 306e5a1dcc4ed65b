// Whether an MCP client may act for the person: who asks, where the answer goes, what it will see, and in which organization.
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { hasCode } from '../../api/problems.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { ErrorPanel, Note } from '../../ui/feedback.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { guestQuery } from '../invitation/queries.ts'
import { SignInFrame } from '../sign-in/frame.tsx'
import { keepQuestion, keptQuestion } from './kept.ts'
import { questionQuery } from './queries.ts'
import { Question } from './question.tsx'
import { connectRoute } from './route.ts'
import './connect.css'

export function ConnectPage() {
  const q = connectRoute.useSearch().q ?? keptQuestion(localStorage, Date.now())
  const guest = useQuery(guestQuery)
  if (q === null) return <NoQuestion />
  return (
    <SignInFrame title="Connect to Tallystick">
      <Waiting waiting={guest.isPending} skeleton={<Skeleton height={96} />}>
        {() => {
          if (guest.error)
            return <ErrorPanel what="Who is signed in" error={guest.error} onRetry={() => void guest.refetch()} />
          return guest.data ? <Asked q={q} email={guest.data.user.email} /> : <SignInFirst q={q} />
        }}
      </Waiting>
    </SignInFrame>
  )
}

function Asked({ q, email }: { q: string; email: string }) {
  const question = useQuery(questionQuery(q))
  if (question.error) {
    const stale = hasCode(question.error, 'question_invalid') || hasCode(question.error, 'invalid_request')
    if (stale) return <Stale />
    return <ErrorPanel what="The request" error={question.error} onRetry={() => void question.refetch()} />
  }
  return (
    <Waiting waiting={question.isPending} skeleton={<Skeleton height={240} />}>
      {() => (question.data ? <Question q={q} question={question.data} email={email} /> : null)}
    </Waiting>
  )
}

function SignInFirst({ q }: { q: string }) {
  useEffect(() => keepQuestion(localStorage, q, Date.now()), [q])
  return (
    <>
      <p>
        A program asks to connect to your organization. Sign in to see what it asks for; nothing is given before you say
        so.
      </p>
      <ButtonLink kind="primary" size="lg" block to="/sign-in" search={{ to: '/connect' }}>
        Sign in
      </ButtonLink>
    </>
  )
}

function Stale() {
  return (
    <Note tone="warn" title="This request is too old, or it is not complete." live>
      Close this page, go back to where you came from, and connect again.
    </Note>
  )
}

function NoQuestion() {
  return (
    <SignInFrame title="Connect to Tallystick">
      <Stale />
      <ButtonLink size="lg" block to="/">
        Go to the dashboard
      </ButtonLink>
    </SignInFrame>
  )
}
