// When a whole page is not there or could not be drawn.
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Empty, ErrorPanel } from '../ui/feedback.tsx'

/** No page has this address. Another organization's records answer the same on purpose. */
export function NotFound() {
  return (
    <div className="bare">
      <main className="sheet">
        <h1 className="sr">Not found</h1>
        <Empty
          icon="search"
          title="Nothing has this address"
          action={<ButtonLink to="/">Go to the overview</ButtonLink>}
        >
          The link may be old, or belong to an organization you are not signed in to.
        </Empty>
      </main>
    </div>
  )
}

/** A page failed while drawing; the frame stays where it can. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <div className="stack s4 p-6">
      <h1>This page stopped</h1>
      <ErrorPanel
        what="The page"
        error={error}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      />
      <div>
        <Button size="sm" onClick={() => location.assign('/')}>
          Go to the overview
        </Button>
      </div>
    </div>
  )
}
