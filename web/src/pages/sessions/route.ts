// Address of the Sessions page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '../../routes.tsx'
import { choice, rangeField, searchOf, text, wholeNumber } from '../../search.ts'

export const sessionsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/sessions',
  validateSearch: searchOf({ r: rangeField, who: text, view: choice('chart', 'table'), record: wholeNumber }),
  staticData: { title: 'Sessions' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'SessionsPage'),
})
