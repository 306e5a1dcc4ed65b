// What a scheduled export may be: of the period, of one vendor or both. It never names people and holds no texts.
import { z } from 'zod'

export const ScheduledWish = z.strictObject({
  format: z.enum(['bundle', 'json', 'focus']),
  vendor: z.enum(['anthropic', 'openai']).optional(),
  expires_in_days: z.number().int().min(1).max(90),
})
export type ScheduledWish = z.infer<typeof ScheduledWish>
