// The pages of the rail: word, address, drawing, the letter after `g`, and the permission that opens each.
import type { IconName } from '../ui/icon.tsx'

export interface Place {
  readonly word: string
  readonly to:
    | '/'
    | '/people/me'
    | '/usage'
    | '/costs'
    | '/people'
    | '/activity'
    | '/sessions'
    | '/insights'
    | '/content'
    | '/ledger'
    | '/exports'
    | '/settings'
  readonly icon: IconName
  readonly key: string
  /** Null is everybody's: settings hold the own account. The API decides again on every call. */
  readonly needs: string | null
}

const overview: Place = { word: 'Overview', to: '/', icon: 'overview', key: 'o', needs: 'read:usage' }
/** In place of the overview for those whose role opens nothing of the organization. */
const own: Place = { word: 'You', to: '/people/me', icon: 'people', key: 'o', needs: 'read:own' }

/** What was used. */
const used: readonly Place[] = [
  { word: 'Usage', to: '/usage', icon: 'usage', key: 'u', needs: 'read:usage' },
  { word: 'Costs', to: '/costs', icon: 'costs', key: 'c', needs: 'read:costs' },
  { word: 'People', to: '/people', icon: 'people', key: 'p', needs: 'read:people' },
  { word: 'Activity', to: '/activity', icon: 'activity', key: 'a', needs: 'read:activity' },
  { word: 'Sessions', to: '/sessions', icon: 'sessions', key: 's', needs: 'read:sessions' },
  { word: 'Insights', to: '/insights', icon: 'insights', key: 'i', needs: 'read:insights' },
  { word: 'Content', to: '/content', icon: 'content', key: 't', needs: 'content' },
]

/** What proves it, and settings: under the line. */
const proving: readonly Place[] = [
  { word: 'Ledger', to: '/ledger', icon: 'ledger', key: 'l', needs: 'read:ledger' },
  { word: 'Exports', to: '/exports', icon: 'exports', key: 'e', needs: 'read:exports' },
  { word: 'Settings', to: '/settings', icon: 'settings', key: ',', needs: null },
]

export interface Places {
  readonly used: readonly Place[]
  readonly proving: readonly Place[]
  /** Both, in the order of the rail. */
  readonly all: readonly Place[]
}

/** Whether these permissions open what needs `needs`; while they are not known yet, everything stands open. */
export function isOpen(needs: string | null, permissions: readonly string[] | undefined): boolean {
  return needs === null || permissions === undefined || permissions.includes(needs)
}

/** The places that these permissions open; the first is where the brand leads. */
export function placesFor(permissions: readonly string[] | undefined): Places {
  const open = (list: readonly Place[]) => list.filter((place) => isOpen(place.needs, permissions))
  const first = isOpen(overview.needs, permissions) ? overview : own
  const [top, bottom] = [open([first, ...used]), open(proving)]
  return { used: top, proving: bottom, all: [...top, ...bottom] }
}

/**
 * The place that an address belongs to, a person's page to People. Undefined for what has no gate: the overview, which
 * leads on by itself, the own page, and pages outside the rail.
 */
export function gatedPlace(path: string): Place | undefined {
  if (path === own.to) return undefined
  return [...used, ...proving].find(({ to }) => path === to || path.startsWith(`${to}/`))
}
