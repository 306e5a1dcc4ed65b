// The pages of the rail: word, address, drawing, and the letter after `g`.
import type { IconName } from '../ui/icon.tsx'

export interface Place {
  readonly word: string
  readonly to: '/' | '/usage' | '/costs' | '/people' | '/activity' | '/sessions' | '/ledger' | '/settings'
  readonly icon: IconName
  readonly key: string
}

/** What was used. */
export const places: readonly Place[] = [
  { word: 'Overview', to: '/', icon: 'overview', key: 'o' },
  { word: 'Usage', to: '/usage', icon: 'usage', key: 'u' },
  { word: 'Costs', to: '/costs', icon: 'costs', key: 'c' },
  { word: 'People', to: '/people', icon: 'people', key: 'p' },
  { word: 'Activity', to: '/activity', icon: 'activity', key: 'a' },
  { word: 'Sessions', to: '/sessions', icon: 'sessions', key: 's' },
]

/** What proves it, and settings: under the line. */
export const proofPlaces: readonly Place[] = [
  { word: 'Ledger', to: '/ledger', icon: 'ledger', key: 'l' },
  { word: 'Settings', to: '/settings', icon: 'settings', key: ',' },
]
