// Address of the onboarding pages and what their URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { bareRoute } from '../../routes.tsx'
import { choice, searchOf } from '../../search.ts'
import { steps } from './steps.ts'

export const onboardingRoute = createRoute({
  getParentRoute: () => bareRoute,
  path: '/welcome',
  // `more`: a person who has an organization makes another one.
  validateSearch: searchOf({ step: choice(...steps), more: choice('1') }),
  staticData: { title: 'Welcome' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'OnboardingPage'),
})
