// The onboarding page: organization, connect, people, done. Every step but the first can be left and found again.
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { meQuery } from '../../shell/queries.ts'
import { ErrorPanel } from '../../ui/feedback.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { ConnectStep } from './connect-step.tsx'
import { DoneStep } from './done-step.tsx'
import { OrganizationStep } from './organization-step.tsx'
import { PeopleStep } from './people-step.tsx'
import { onboardingRoute } from './route.ts'
import { StepBar } from './step-bar.tsx'
import { type Step, stepOf, stepWords } from './steps.ts'
import './onboarding.css'

const views: Record<Step, () => React.ReactNode> = {
  organization: OrganizationStep,
  connect: ConnectStep,
  people: PeopleStep,
  done: DoneStep,
}

export function OnboardingPage() {
  const me = useQuery(meQuery)
  const { step, more } = onboardingRoute.useSearch()
  const hasTenant = me.data !== undefined && me.data.tenant !== null
  const current = more ? 'organization' : stepOf(step, hasTenant)
  const View = views[current]
  useEffect(() => {
    document.title = `${stepWords[current]} · Tallystick`
  }, [current])
  return (
    <div className="bare onboarding">
      <StepBar current={current} hasTenant={hasTenant} />
      <main id="main" className="sheet">
        {me.error ? <ErrorPanel what="Your account" error={me.error} onRetry={() => void me.refetch()} /> : null}
        <Waiting waiting={me.isPending} skeleton={<Skeleton height={320} />}>
          {() => (me.data ? <View /> : null)}
        </Waiting>
      </main>
    </div>
  )
}
