// Address of the People page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { keepVendor, vendorField } from '../../figures/vendor.ts'
import { appRoute } from '../../routes.tsx'
import { choice, rangeField, searchOf, sortField, text } from '../../search.ts'

export const peopleRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/people',
  validateSearch: searchOf({
    r: rangeField,
    vendor: vendorField,
    /** Everyone, or the identities that are nobody's. */
    tab: choice('unmapped'),
    state: choice('member', 'invited', 'removed', 'seen'),
    q: text,
    sort: sortField,
  }),
  search: { middlewares: [keepVendor()] },
  staticData: { title: 'People' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'PeoplePage'),
})
