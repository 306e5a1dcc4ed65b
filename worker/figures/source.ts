// What every figure is read from: a tenant's read models, its people, and the day it is today. Nothing of a request, so alerts read the same.
import type { TenantDatabase } from '../db/tenant/database.ts'
import type { Day } from '../db/tenant/range.ts'
import type { AskStitched } from '../db/tenant/usage-people.ts'
import type { TenantId } from '../ids.ts'

export type FigureSource = {
  db: TenantDatabase
  tenant: TenantId
  today: Day
  /** Who is one person; asked only where people are. */
  stitched: AskStitched
}

/** The filter over all panels. `workspace` as the filters of Usage and Costs take it: `default`, '' for none. */
export type FigureFilter = { vendor?: 'anthropic' | 'openai' | undefined; workspace?: readonly string[] | undefined }
