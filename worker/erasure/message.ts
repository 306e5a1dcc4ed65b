// What travels through the queue of jobs for erasures: which one to go on with. Ids only.
import { z } from 'zod'
import { isTenantId } from '../ids.ts'
import { isRegion } from '../region.ts'

export const ErasureMessage = z.object({
  v: z.literal(1),
  job: z.literal('erasure'),
  region: z.string().refine(isRegion),
  tenant: z.string().refine(isTenantId),
  id: z.string().max(60),
})
export type ErasureMessage = z.infer<typeof ErasureMessage>
