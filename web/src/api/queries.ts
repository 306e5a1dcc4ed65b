// How long answers keep and when they are asked for again: one query client for all screens.
import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './client.ts'

/** Where a visitor without a session is sent; the page they wanted comes back after sign-in. */
export const signInPath = '/sign-in'

/**
 * Makes the query client. Answers stay fresh for a minute and on the screen while newer ones come; what may pass is
 * asked three times, what will not is shown at once. A lost session leads to sign-in from any screen.
 */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 2 && error instanceof ApiError && error.mayPass,
      },
    },
  })
}

function leaveWhenSignedOut(error: Error) {
  if (!(error instanceof ApiError)) return
  // Signed in, but in no organization (just left one, or removed): the first step offers what there is.
  if (error.code === 'tenant_required' && !location.pathname.startsWith('/welcome')) location.assign('/welcome')
  if (error.status !== 401) return
  if (location.pathname.startsWith(signInPath)) return
  const wanted = `${location.pathname}${location.search}`
  location.assign(`${signInPath}?to=${encodeURIComponent(wanted)}`)
}
