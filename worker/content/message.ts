// What travels through the queue of jobs for the index of words: whose index to move on.
import { z } from 'zod'
import { isTenantId } from '../ids.ts'
import { isRegion } from '../region.ts'

export const WordsMessage = z.object({
  v: z.literal(1),
  job: z.literal('words'),
  region: z.string().refine(isRegion),
  tenant: z.string().refine(isTenantId),
})
export type WordsMessage = z.infer<typeof WordsMessage>
