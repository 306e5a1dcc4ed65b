// Address of the Chargeback page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { appRoute } from '../../routes.tsx'
import { choice, searchOf, sortField, text } from '../../search.ts'

export const chargebackRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/costs/chargeback',
  validateSearch: searchOf({
    /** A UTC month; without it the last one that is over. */
    period: z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/)),
    /** The team whose lines are open; `pool` for the shared pool. */
    team: text,
    sort: sortField,
    open: choice('split', 'freeze'),
  }),
  staticData: { title: 'Chargeback', above: [['Costs', '/costs']] },
  component: lazyRouteComponent(() => import('./page.tsx'), 'ChargebackPage'),
})
