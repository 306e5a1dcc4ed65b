// What the URL of the People page holds, as its parts read and write it.
import type { PersonRow } from '../../../../worker/http/schemas/people.ts'
import type { VendorChoice } from '../../figures/vendor.ts'

export interface PeopleSearch {
  readonly r?: string | undefined
  readonly vendor?: VendorChoice | undefined
  readonly tab?: 'unmapped' | undefined
  readonly state?: PersonRow['state'] | undefined
  readonly q?: string | undefined
  readonly sort?: string | undefined
}

export type SetPeople = (next: Partial<PeopleSearch>) => void
