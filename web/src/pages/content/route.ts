// Address of the Content page and what its URL may hold.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '../../routes.tsx'
import { choice, rangeField, searchOf, text, wholeNumber } from '../../search.ts'
import { parts, shows } from './search.ts'

export const contentRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/content',
  validateSearch: searchOf({
    r: rangeField,
    who: text,
    llm: text,
    q: text,
    show: choice(...shows),
    chat: text,
    record: wholeNumber,
    erasure: text,
    see: choice(...parts),
  }),
  staticData: { title: 'Content' },
  component: lazyRouteComponent(() => import('./page.tsx'), 'ContentPage'),
})
