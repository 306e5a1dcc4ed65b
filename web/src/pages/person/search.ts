// What the URL of a person's page may hold, of somebody's and of one's own.
import { choice, rangeField } from '../../search.ts'
import type { VendorId } from '../../ui/vendors.ts'

export const personFields = {
  r: rangeField,
  of: choice('events', 'sessions'),
  view: choice('chart', 'table'),
  hours: choice('utc', 'local'),
  /** Where the activity of the heat map was seen. */
  seen: choice('anthropic', 'openai', 'tallystick'),
}

export interface PersonSearch {
  readonly r?: string | undefined
  readonly of?: 'events' | 'sessions' | undefined
  readonly view?: 'chart' | 'table' | undefined
  readonly hours?: 'utc' | 'local' | undefined
  readonly seen?: VendorId | undefined
}
