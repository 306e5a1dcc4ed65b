// Address of the Budgets page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '../../routes.tsx'
import { choice, searchOf, text } from '../../search.ts'
import { parts } from './words.ts'

export const budgetsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/budgets',
  // `open`: the alert in the drawer; `edit`: the budget whose terms are changed; `begin`: the dialog that makes one.
  validateSearch: searchOf({
    tab: choice(...parts),
    state: choice('open', 'acknowledged'),
    source: text,
    open: text,
    edit: text,
    begin: choice('budget', 'channel'),
  }),
  staticData: { title: 'Budgets' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'BudgetsPage'),
})
