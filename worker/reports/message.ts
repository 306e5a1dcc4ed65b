// What travels through the queue of jobs for reports: make what a schedule asks for. Ids only.
import { z } from 'zod'
import { isTenantId } from '../ids.ts'
import { isRegion } from '../region.ts'

/** `period`: first day of the week or month that it was asked for; another one is due by the time it comes, and it does nothing. */
export const ReportMessage = z.object({
  v: z.literal(1),
  job: z.literal('report.make'),
  region: z.string().refine(isRegion),
  tenant: z.string().refine(isTenantId),
  id: z.string().max(60),
  period: z.iso.date(),
})

export type ReportMessage = z.infer<typeof ReportMessage>
