// Address of the Insights page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { versusField, viewField } from '../../figures/fields.ts'
import { keepVendor, vendorField } from '../../figures/vendor.ts'
import { appRoute } from '../../routes.tsx'
import { choice, list, rangeField, searchOf, sortField, text } from '../../search.ts'
import { scopes, spenders, splits, workings } from './ask.ts'

export const insightsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/insights',
  validateSearch: searchOf({
    r: rangeField,
    vs: versusField,
    vendor: vendorField,
    workspace: list,
    /** What the month is projected for, and which of them. */
    scope: choice(...scopes),
    of: text,
    /** Who the spend is laid to. */
    who: choice(...spenders),
    /** What the spend is split by. */
    split: choice(...splits),
    /** The finding that is open. */
    finding: text,
    view: viewField,
    sort: sortField,
    /** The panel whose arithmetic is open. */
    arithmetic: choice(...workings),
  }),
  search: { middlewares: [keepVendor()] },
  staticData: { title: 'Insights' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'InsightsPage'),
})
