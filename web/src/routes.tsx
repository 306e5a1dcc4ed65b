// The stems of the route tree: pages inside the shell hang from appRoute, public pages from bareRoute.
import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router'
import { NotFound, PageError } from './shell/failures.tsx'
import { Shell } from './shell/shell.tsx'

export const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: PageError })

/** Pages with rail and top bar; a session is needed. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  component: Shell,
  errorComponent: PageError,
})

/** Pages without the rail: sign-in, onboarding, the public verifier. */
export const bareRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'bare',
  component: Outlet,
  errorComponent: PageError,
})
