// What the URL of a person's page may hold, of somebody's and of one's own.
import { choice, rangeField } from '../../search.ts'

export const personFields = {
  r: rangeField,
  of: choice('events', 'sessions'),
  view: choice('chart', 'table'),
  hours: choice('utc', 'local'),
}

export interface PersonSearch {
  readonly r?: string | undefined
  readonly of?: 'events' | 'sessions' | undefined
  readonly view?: 'chart' | 'table' | undefined
  readonly hours?: 'utc' | 'local' | undefined
}
