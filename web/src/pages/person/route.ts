// Address of the Person page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '../../routes.tsx'
import { choice, rangeField, searchOf } from '../../search.ts'

export const personRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/people/$personId',
  validateSearch: searchOf({
    r: rangeField,
    of: choice('events', 'sessions'),
    view: choice('chart', 'table'),
    hours: choice('utc', 'local'),
  }),
  staticData: { title: 'Person', above: [['People', '/people']] },
  component: lazyRouteComponent(() => import('./page.tsx'), 'PersonPage'),
})
