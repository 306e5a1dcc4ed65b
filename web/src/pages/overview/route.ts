// Address of the Overview page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { versusField, viewField } from '../../figures/fields.ts'
import { keepVendor, vendorField } from '../../figures/vendor.ts'
import { appRoute } from '../../routes.tsx'
import { rangeField, searchOf } from '../../search.ts'

export const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  validateSearch: searchOf({ r: rangeField, vendor: vendorField, vs: versusField, view: viewField }),
  search: { middlewares: [keepVendor()] },
  staticData: { title: 'Overview' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'OverviewPage'),
})
