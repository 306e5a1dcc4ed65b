// What travels through the queue of jobs for receipts: make one of a day, or send one to one address. Ids only.
import { z } from 'zod'
import { isTenantId } from '../ids.ts'
import { isRegion } from '../region.ts'

const id = z.string().max(60)
const whose = { v: z.literal(1), region: z.string().refine(isRegion), tenant: z.string().refine(isTenantId) }

export const MakeMessage = z.object({ ...whose, job: z.literal('receipt.make'), day: z.iso.date() })
/** `attempt`: number of the try, from 0. */
export const SendMessage = z.object({
  ...whose,
  job: z.literal('receipt.send'),
  receipt: id,
  target: id,
  attempt: z.int().nonnegative(),
})
export const ReceiptMessage = z.discriminatedUnion('job', [MakeMessage, SendMessage])

export type MakeMessage = z.infer<typeof MakeMessage>
export type SendMessage = z.infer<typeof SendMessage>
export type ReceiptMessage = z.infer<typeof ReceiptMessage>
