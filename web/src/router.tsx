// The route tree, from the route file of every page; a new page adds one import and one line.
import { createRouter } from '@tanstack/react-router'
import { makeQueryClient } from './api/queries.ts'
import { activityRoute } from './pages/activity/route.ts'
import { budgetsRoute } from './pages/budgets/route.ts'
import { chargebackRoute } from './pages/chargeback/route.ts'
import { connectRoute } from './pages/connect/route.ts'
import { contentRoute } from './pages/content/route.ts'
import { costsRoute } from './pages/costs/route.ts'
import { exportsRoute } from './pages/exports/route.ts'
import { insightsRoute } from './pages/insights/route.ts'
import { invitationRoute } from './pages/invitation/route.ts'
import { kitRoute } from './pages/kit/route.ts'
import { ledgerRoute } from './pages/ledger/route.ts'
import { onboardingRoute } from './pages/onboarding/route.ts'
import { overviewRoute } from './pages/overview/route.ts'
import { peopleRoute } from './pages/people/route.ts'
import { ownRoute, personRoute } from './pages/person/route.ts'
import { sessionsRoute } from './pages/sessions/route.ts'
import { settingsRoute } from './pages/settings/route.ts'
import { confirmRoute, signInRoute } from './pages/sign-in/route.ts'
import { usageRoute } from './pages/usage/route.ts'
import { verifyRoute } from './pages/verify/route.ts'
import { appRoute, bareRoute, rootRoute } from './routes.tsx'
import { parseSearch, stringifySearch } from './search.ts'

export const queryClient = makeQueryClient()

// The kit page shows every part in its states; it is for those who build screens, so a plain build leaves it out.
const withKit = import.meta.env.DEV || import.meta.env.VITE_KIT === '1'

const appPages = [
  overviewRoute,
  usageRoute,
  costsRoute,
  chargebackRoute,
  budgetsRoute,
  peopleRoute,
  personRoute,
  ownRoute,
  activityRoute,
  sessionsRoute,
  insightsRoute,
  contentRoute,
  ledgerRoute,
  exportsRoute,
  settingsRoute,
] as const
const barePages = [signInRoute, confirmRoute, connectRoute, invitationRoute, onboardingRoute, verifyRoute] as const

const routeTree = rootRoute.addChildren([
  appRoute.addChildren([...appPages, ...(withKit ? [kitRoute] : [])]),
  bareRoute.addChildren([...barePages]),
])

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface StaticDataRouteOption {
    /** The last word of the crumb and the title of the window. */
    title?: string
    /** Words before it, each with its address: `[['Settings', '/settings']]`. */
    above?: readonly (readonly [string, string])[]
  }
}
