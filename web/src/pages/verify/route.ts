// Address of the public verifier: no session, no rail, and nothing of what is checked in its URL.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { bareRoute } from '../../routes.tsx'

export const verifyRoute = createRoute({
  getParentRoute: () => bareRoute,
  path: '/verify',
  staticData: { title: 'Verify' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'VerifyPage'),
})
