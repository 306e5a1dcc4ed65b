// Address of the Costs page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { dayField, rowsField, stepField, versusField, viewField } from '../../figures/fields.ts'
import { keepVendor, vendorField } from '../../figures/vendor.ts'
import { appRoute } from '../../routes.tsx'
import { choice, list, rangeField, searchOf, sortField, text } from '../../search.ts'
import { dimensions, stacks } from './ask.ts'

export const costsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/costs',
  validateSearch: searchOf({
    r: rangeField,
    vendor: vendorField,
    vs: versusField,
    by: choice(...dimensions),
    workspace: list,
    model: list,
    cost_type: list,
    token_type: list,
    description: list,
    tier: list,
    context_window: list,
    inference_geo: list,
    step: stepField,
    /** What a bar is made of. */
    stack: choice(...stacks),
    view: viewField,
    sort: sortField,
    // The open records: of all, of one bar, of one group, or of a group in a bar.
    rows: rowsField,
    day: dayField,
    of: text,
  }),
  search: { middlewares: [keepVendor()] },
  staticData: { title: 'Costs' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'CostsPage'),
})
