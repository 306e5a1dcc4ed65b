// The tool list-activity: what GET /api/activity answers.
import { z } from '@hono/zod-openapi'
import { type EventPosition, readActivity } from '../../db/tenant/activity.ts'
import { emptyWords } from '../../http/empty-words.ts'
import { isFailure } from '../../http/errors.ts'
import { cursorOf, openReading, readPosition, readRange } from '../../http/reading.ts'
import { VendorName } from '../../http/schemas/common.ts'
import { ActivityAnswer } from '../../http/schemas/people.ts'
import { many, page, range, takes, words } from './arguments.ts'
import { readTool } from './tool.ts'

export const listActivity = readTool({
  name: 'list-activity',
  title: 'Activity',
  description:
    'Events at the vendors and acts in Tallystick itself, newest first, with counts by category over the whole filter. Each row is a record: verify-record proves it by its seq.',
  needs: ['read:activity'],
  input: takes({
    ...range,
    vendor: VendorName.optional().describe('`tallystick`: acts in Tallystick itself.'),
    type: many('Types of events as the rows name them.'),
    category: many('Categories as the answer counts them.'),
    person: z.string().max(100).optional().describe('A subject of a person, as rows give it.'),
    machine: z.boolean().default(false).describe('Also reads by management software and system work.'),
    ...page,
  }),
  output: ActivityAnswer.omit({ days: true }).extend({ words }),
  async read(env, actor, { from, to, limit, cursor, ...filter }) {
    const after = readPosition<EventPosition>(cursor, ['string', 'number'])
    if (isFailure(after)) return after
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const days = readRange({ from, to }, today)
    if (isFailure(days)) return days
    const ask = { range: days, filter, limit, after }
    const { next, ...screen } = await readActivity(db, tenant, ask, directory, await stitched())
    const why = emptyWords(screen.freshness.empty)
    const answer = { range: days, ...screen, words: why, next_cursor: cursorOf(next) }
    const text = `${screen.rows.length} of ${screen.total} events from ${days.from} to ${days.to}, newest first.`
    return { answer, text: why ?? text }
  },
})
