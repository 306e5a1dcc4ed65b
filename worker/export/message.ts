// What travels through the queue of jobs: which export to go on with. Ids only.
import { z } from 'zod'
import { isTenantId } from '../ids.ts'
import { isRegion } from '../region.ts'

export const JobMessage = z.object({
  v: z.literal(1),
  job: z.literal('export'),
  region: z.string().refine(isRegion),
  tenant: z.string().refine(isTenantId),
  id: z.string().max(60),
})

export type JobMessage = z.infer<typeof JobMessage>
