// What travels through the queue of jobs for alerts: send one to one channel, or say there that somebody has seen it. Ids only.
import { z } from 'zod'
import { isTenantId } from '../ids.ts'
import { isRegion } from '../region.ts'

const id = z.string().max(60)
const whose = { v: z.literal(1), region: z.string().refine(isRegion), tenant: z.string().refine(isTenantId) }

/** `attempt`: number of the try, from 0. */
export const SendAlertMessage = z.object({
  ...whose,
  job: z.literal('alert.send'),
  alert: id,
  channel: id,
  attempt: z.int().nonnegative(),
})
export const AcknowledgeMessage = z.object({ ...whose, job: z.literal('alert.acknowledge'), alert: id, channel: id })
export const AlertMessage = z.discriminatedUnion('job', [SendAlertMessage, AcknowledgeMessage])

export type SendAlertMessage = z.infer<typeof SendAlertMessage>
export type AcknowledgeMessage = z.infer<typeof AcknowledgeMessage>
export type AlertMessage = z.infer<typeof AlertMessage>
