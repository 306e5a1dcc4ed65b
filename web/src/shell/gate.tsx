// In front of every page: one that the role does not open says so in words, instead of panels that each could not be read.
import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ButtonLink } from '../ui/button.tsx'
import { Empty } from '../ui/feedback.tsx'
import { PageHead } from '../ui/page.tsx'
import { gatedPlace, isOpen, placesFor } from './places.ts'
import { meQuery } from './queries.ts'
import { roleWords } from './role-words.ts'

/** The page, or why it stays closed and what to do. The API refuses as well; this only says it better. */
export function Gate({ children }: { children: ReactNode }) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const me = useQuery(meQuery).data
  const place = gatedPlace(path)
  if (me === undefined || place === undefined || isOpen(place.needs, me.permissions)) return children
  const home = placesFor(me.permissions).all[0]
  const organization = me.tenant?.name ?? 'your organization'
  return (
    <>
      <PageHead title={place.word} />
      <Empty
        icon="lock"
        title={`Your role does not open ${place.word}`}
        action={
          home ? <ButtonLink to={home.to}>Go to {home.to === '/people/me' ? 'your page' : home.word}</ButtonLink> : null
        }
      >
        {me.role === null ? 'You have no role here.' : `Your role in ${organization} is ${roleWords[me.role]}.`} An
        owner or admin can give you another role: Settings → Members and roles.
      </Empty>
    </>
  )
}
