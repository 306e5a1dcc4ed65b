// /api/schedules: digests by mail, and exports that make themselves, each week or month.
import { z } from '@hono/zod-openapi'
import { ScheduledWish } from '../../reports/wish.ts'
import { Day, Instant } from './common.ts'

export const Every = z.enum(['week', 'month'])

/** Why the last try came to nothing, as a closed code. */
export const ScheduleCode = z.enum(['not_allowed', 'too_many_exports', 'failed'])

export const ScheduleView = z
  .object({
    id: z.string(),
    kind: z.enum(['digest', 'export']),
    every: Every,
    /** Of an export: what it is. The period is the week or month that is over. */
    wish: ScheduledWish.nullable(),
    paused: z.boolean(),
    /** First day of the period that comes next, and when it is made. */
    next_period: Day,
    next_at: Instant,
    /** First day of the last period that was made. */
    done_period: Day.nullable(),
    done_at: Instant.nullable(),
    last_export: z.string().nullable(),
    code: ScheduleCode.nullable(),
    /** The code in words, with what to do. */
    words: z.string().nullable(),
    own: z.boolean(),
    created_at: Instant,
  })
  .openapi('Schedule')
export const ScheduleList = z.object({ schedules: z.array(ScheduleView) })

export const NewSchedule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('digest'), every: Every }),
  z.strictObject({ kind: z.literal('export'), every: Every, wish: ScheduledWish }),
])
export const ScheduleChange = z.strictObject({ paused: z.boolean() })

/** What the digest of the last whole period would say to whoever asks. */
export const DigestPreview = z.object({ subject: z.string(), text: z.string() })

export type ScheduleView = z.infer<typeof ScheduleView>
export type ScheduleList = z.infer<typeof ScheduleList>
export type DigestPreview = z.infer<typeof DigestPreview>
