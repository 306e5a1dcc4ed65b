// What travels through the queue of jobs for a turn: ids only.
import { z } from 'zod'
import { isTenantId } from '../../ids.ts'
import { isRegion } from '../../region.ts'

export const TurnMessage = z.object({
  v: z.literal(1),
  job: z.literal('turn'),
  region: z.string().refine(isRegion),
  tenant: z.string().refine(isTenantId),
  id: z.string().regex(/^turn\/[0-9a-f]{64}$/),
})

export type TurnMessage = z.infer<typeof TurnMessage>
