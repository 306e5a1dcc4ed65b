// Which screen an address is of, and which part of its query a saved view keeps.
import type { SavedView, ViewScreen } from '../../../worker/http/schemas/views.ts'

/** Where each screen stands. */
export const paths: Readonly<Record<ViewScreen, string>> = {
  overview: '/',
  usage: '/usage',
  costs: '/costs',
  people: '/people',
  activity: '/activity',
  sessions: '/sessions',
  insights: '/insights',
}

/** What is open beside a list: a view keeps the filter, not the drawer. */
const drawers = new Set(['rows', 'day', 'of', 'record', 'session', 'turn', 'finding', 'arithmetic'])

/** The screen of an address; undefined where nothing can be kept. */
export function screenAt(path: string): ViewScreen | undefined {
  const found = Object.entries(paths).find(([, one]) => one === path)
  // The keys of `paths` are screens.
  return found?.[0] as ViewScreen | undefined
}

/** The query that a view of this address keeps. */
export function keptSearch(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([name]) => !drawers.has(name))
  return new URLSearchParams(kept).toString()
}

/** Whether both queries say the same, in whatever order. */
export function sameSearch(a: string, b: string): boolean {
  const sorted = (text: string) => [...new URLSearchParams(text)].map((pair) => pair.join('=')).sort()
  return sorted(a).join('&') === sorted(b).join('&')
}

export const addressOf = ({ screen, search }: Pick<SavedView, 'screen' | 'search'>): string =>
  search === '' ? paths[screen] : `${paths[screen]}?${search}`
