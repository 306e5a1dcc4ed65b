// Addresses of a person's page, somebody's and one's own.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '../../routes.tsx'
import { searchOf } from '../../search.ts'
import { personFields } from './search.ts'

export const personRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/people/$personId',
  validateSearch: searchOf(personFields),
  staticData: { title: 'Person', above: [['People', '/people']] },
  component: lazyRouteComponent(() => import('./page.tsx'), 'PersonPage'),
})

/** For every role: what the ledger says of oneself. No crumb above it, because People may be closed. */
export const ownRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/people/me',
  validateSearch: searchOf(personFields),
  staticData: { title: 'You' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'OwnPage'),
})
