// What the Activity page reads from its URL, and how the API and the CSV are asked with it.
import type { ActivityRow } from '../../../../worker/http/schemas/people.ts'
import { resolveRange } from '../../date-range.ts'

export interface ActivitySearch {
  readonly r?: string | undefined
  readonly who?: string | undefined
  readonly category?: string[] | undefined
  readonly type?: string[] | undefined
  readonly vendor?: ActivityRow['vendor'] | undefined
  readonly machine?: '1' | undefined
  readonly view?: 'chart' | 'table' | undefined
  readonly record?: number | undefined
}

export type SetSearch = (next: Partial<ActivitySearch>) => void

/** The range when the URL names none. */
export const usualRange = '7d'

/** The filter as the API reads it; the open record and the view are no part of it. */
export function askOf({ r = usualRange, who, category, type, vendor, machine }: ActivitySearch, today?: string) {
  return { ...resolveRange(r, today), person: who, category, type, vendor, machine }
}

export type ActivityAsk = ReturnType<typeof askOf>

/** Takes every filter but the days away. */
export const noFilter: Partial<ActivitySearch> = {
  who: undefined,
  category: undefined,
  type: undefined,
  vendor: undefined,
  machine: undefined,
}

/** A list for the URL: nothing chosen leaves it. */
export const listOf = (values: string[]): string[] | undefined => (values.length === 0 ? undefined : values)
