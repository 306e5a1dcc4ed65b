// Address of the Exports page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { appRoute } from '../../routes.tsx'
import { choice, list, searchOf, text } from '../../search.ts'

/** A UTC day; what is none is dropped. */
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))

export const exportsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/exports',
  // `open`: the export in the drawer; `wish`: the dialog stands open; `like`: the export whose choices it begins with.
  // The rest is what another screen asks an export of, and stands in the form when it opens.
  validateSearch: searchOf({
    open: text,
    wish: choice('new'),
    like: text,
    content: choice('masked', 'revealed'),
    chats: list,
    person: text,
    from: day,
    to: day,
    format: choice('focus'),
    vendor: choice('anthropic', 'openai'),
    workspace: list,
  }),
  staticData: { title: 'Exports' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'ExportsPage'),
})
