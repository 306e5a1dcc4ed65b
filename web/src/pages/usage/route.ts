// Address of the Usage page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { dayField, rowsField, stepField, viewField } from '../../figures/fields.ts'
import { keepVendor, vendorField } from '../../figures/vendor.ts'
import { appRoute } from '../../routes.tsx'
import { choice, list, rangeField, searchOf, sortField, text } from '../../search.ts'
import { dimensions, measures } from './ask.ts'

export const usageRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/usage',
  validateSearch: searchOf({
    r: rangeField,
    vendor: vendorField,
    by: choice(...dimensions),
    model: list,
    workspace: list,
    key: list,
    tier: list,
    person: list,
    product: list,
    context_window: list,
    inference_geo: list,
    speed: list,
    /** What the bars measure, how the range is cut, chart or table. */
    show: choice(...measures),
    step: stepField,
    view: viewField,
    sort: sortField,
    // The open records: of all, of one bar, of one group, or of a group in a bar.
    rows: rowsField,
    day: dayField,
    of: text,
  }),
  search: { middlewares: [keepVendor()] },
  staticData: { title: 'Usage' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'UsagePage'),
})
