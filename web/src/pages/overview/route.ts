// Address of the Overview page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { versusField, viewField } from '../../figures/fields.ts'
import { appRoute } from '../../routes.tsx'
import { rangeField, searchOf } from '../../search.ts'

export const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  validateSearch: searchOf({ r: rangeField, vs: versusField, view: viewField }),
  staticData: { title: 'Overview' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'OverviewPage'),
})
