// Addresses of the sign-in pages and what their URLs may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { bareRoute } from '../../routes.tsx'
import { searchOf, text } from '../../search.ts'

export const signInRoute = createRoute({
  getParentRoute: () => bareRoute,
  path: '/sign-in',
  // `to`: the page that was wanted; `email`: filled in already, from an invitation.
  validateSearch: searchOf({ to: text, email: text }),
  staticData: { title: 'Sign in' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'SignInPage'),
})

/** Where the mailed link leads. Its button signs in, so that a scanner that follows links does not use it up. */
export const confirmRoute = createRoute({
  getParentRoute: () => bareRoute,
  path: '/sign-in/confirm',
  validateSearch: searchOf({ token: text }),
  staticData: { title: 'Sign in' },
  component: lazyRouteComponent(() => import('./confirm.tsx'), 'ConfirmPage'),
})
