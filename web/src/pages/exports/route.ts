// Address of the Exports page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '../../routes.tsx'
import { choice, searchOf, text } from '../../search.ts'

export const exportsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/exports',
  // `open`: the export in the drawer; `wish`: the dialog stands open; `like`: the export whose choices it begins with.
  validateSearch: searchOf({ open: text, wish: choice('new'), like: text }),
  staticData: { title: 'Exports' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'ExportsPage'),
})
