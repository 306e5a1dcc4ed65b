// Address of the Activity page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { keepVendor, vendorChoices } from '../../figures/vendor.ts'
import { appRoute } from '../../routes.tsx'
import { choice, list, rangeField, searchOf, text, wholeNumber } from '../../search.ts'
import type { VendorId } from '../../ui/vendors.ts'

export const activityRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/activity',
  validateSearch: searchOf({
    r: rangeField,
    who: text,
    category: list,
    type: list,
    vendor: choice(...vendorChoices, 'tallystick'),
    machine: choice('1'),
    view: choice('chart', 'table'),
    record: wholeNumber,
  }),
  search: { middlewares: [keepVendor<VendorId>()] },
  staticData: { title: 'Activity' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'ActivityPage'),
})
