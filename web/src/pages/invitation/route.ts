// Address of the page that a mailed invitation opens.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { bareRoute } from '../../routes.tsx'
import { searchOf, text } from '../../search.ts'

export const invitationRoute = createRoute({
  getParentRoute: () => bareRoute,
  path: '/invitations/accept',
  validateSearch: searchOf({ token: text }),
  staticData: { title: 'Invitation' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'InvitationPage'),
})
