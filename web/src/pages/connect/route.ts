// Address of the page that asks whether an MCP client may act for the person.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { bareRoute } from '../../routes.tsx'
import { searchOf } from '../../search.ts'

export const connectRoute = createRoute({
  getParentRoute: () => bareRoute,
  path: '/connect',
  // The signed question, which only the API reads. Without it: the one that was kept over signing in.
  validateSearch: searchOf({ q: z.string().check(z.minLength(1), z.maxLength(6_000)) }),
  staticData: { title: 'Connect' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'ConnectPage'),
})
