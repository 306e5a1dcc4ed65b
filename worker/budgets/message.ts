// What travels through the queue of jobs for budgets: look at one tenant's figures now. Ids only.
import { z } from 'zod'
import type { TenantId } from '../ids.ts'
import { isTenantId } from '../ids.ts'
import { isRegion, type Region } from '../region.ts'

/** `asked`: when this look was asked for; a later one makes it the older. */
export const WatchMessage = z.object({
  v: z.literal(1),
  job: z.literal('budgets.evaluate'),
  region: z.string().refine(isRegion),
  tenant: z.string().refine(isTenantId),
  asked: z.string().max(40),
})
export type WatchMessage = z.infer<typeof WatchMessage>

export const watchMessage = (region: Region, tenant: TenantId, asked: string): WatchMessage => ({
  v: 1,
  job: 'budgets.evaluate',
  region,
  tenant,
  asked,
})
