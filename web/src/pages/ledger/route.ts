// Address of the Ledger page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '../../routes.tsx'
import { choice, searchOf, text, wholeNumber } from '../../search.ts'

export const ledgerRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/ledger',
  validateSearch: searchOf({
    span: choice('1h', '24h', '30d', 'all'),
    kind: text,
    stream: text,
    from: wholeNumber,
    to: wholeNumber,
    record: wholeNumber,
  }),
  staticData: { title: 'Ledger' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'LedgerPage'),
})
