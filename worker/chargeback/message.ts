// What travels through the queue of jobs for chargebacks: look whether a tenant has a month to freeze. Ids only.
import { z } from 'zod'
import { isTenantId } from '../ids.ts'
import { isRegion } from '../region.ts'

export const FreezeMessage = z.object({
  v: z.literal(1),
  job: z.literal('chargeback.freeze'),
  region: z.string().refine(isRegion),
  tenant: z.string().refine(isTenantId),
})
export type FreezeMessage = z.infer<typeof FreezeMessage>
