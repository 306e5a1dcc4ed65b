// Address of the Settings page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { CONNECTION_KINDS } from '../../connections/kinds.ts'
import { appRoute } from '../../routes.tsx'
import { choice, searchOf, sortField, text } from '../../search.ts'
import { parts } from './parts.ts'

export const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  validateSearch: searchOf({
    part: choice(...parts),
    // Integrations: the open connection, the one whose key is replaced, the dialog that adds one of a vendor.
    connection: text,
    replace: text,
    add: choice(...CONNECTION_KINDS),
    // Tokens: the dialog that makes one.
    make: choice('token'),
    sort: sortField,
  }),
  staticData: { title: 'Settings', above: [['Settings', '/settings']] },
  component: lazyRouteComponent(() => import('./page.tsx'), 'SettingsPage'),
})
