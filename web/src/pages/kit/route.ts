// Address of the kit page: every part in its states, with figures of an invented company.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '../../routes.tsx'
import { rangeField, searchOf, sortField, text, wholeNumber } from '../../search.ts'

export const kitRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/kit',
  validateSearch: searchOf({ r: rangeField, sort: sortField, tab: text, record: wholeNumber }),
  staticData: { title: 'Kit' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'KitPage'),
})
