// The tool get-usage: what GET /api/usage answers, cut for an agent.
import { z } from '@hono/zod-openapi'
import { readUsage } from '../../db/tenant/usage.ts'
import { emptyWords } from '../../http/empty-words.ts'
import { isFailure } from '../../http/errors.ts'
import { cursorOf, openReading, readPosition, readRange } from '../../http/reading.ts'
import { refusePeople } from '../../http/routes/usage.ts'
import { Count, Day, Freshness, Nano, Page, Range, VendorName } from '../../http/schemas/common.ts'
import { UsageAnswer, UsageDimension, UsageGroup, UsageSums } from '../../http/schemas/usage.ts'
import { granularity, many, page, range, takes, vendor, words } from './arguments.ts'
import { MOST_GROUPS, pageCells, sumKnown } from './cells.ts'
import { readTool } from './tool.ts'

const UsageToolAnswer = z.object({
  ...Page,
  range: Range,
  granularity: z.enum(['day', 'week', 'month']),
  group_by: UsageDimension,
  freshness: Freshness,
  words,
  totals: UsageSums.describe('Over the whole filter, whatever page is asked for.'),
  groups: z.array(UsageGroup.omit({ series: true })).describe('The largest groups, at most 50, over the whole range.'),
  groups_total: z.number().int(),
  rows: z
    .array(
      z.object({
        bucket: Day.describe('First day of the bucket.'),
        closed: z.boolean().describe('false while the vendor may still restate it.'),
        vendor: VendorName.nullable(),
        key: z.string().nullable().describe('The group’s key; null with vendor null: all groups that are not listed.'),
        tokens: Count,
        output: Count,
        estimate: Nano.nullable(),
      }),
    )
    .describe('Group by bucket. Buckets are whole: a page may have up to 50 rows more than its limit.'),
  other: UsageAnswer.shape.other.describe('What is not counted in tokens.'),
})

export const getUsage = readTool({
  name: 'get-usage',
  title: 'Usage',
  description:
    'Tokens, requests and estimated cost over a range of days, by day, week or month and grouped by one dimension, for both vendors. The estimate is a dated price list times tokens; what was billed is in get-costs.',
  needs: ['read:usage'],
  input: takes({
    ...range,
    granularity,
    group_by: UsageDimension.default('model').describe('`person` needs the permission to see people.'),
    vendor,
    model: many('Models as the vendor names them; an empty string is use that names none.'),
    workspace: many('Ids of workspaces or projects; `default` is the default workspace.'),
    key: many('Ids of API keys.'),
    ...page,
  }),
  output: UsageToolAnswer,
  async read(env, actor, { from, to, granularity: step, group_by: by, limit, cursor, ...filter }) {
    const refused = refusePeople(actor, filter, by)
    if (refused !== null) return refused
    const after = readPosition<[string]>(cursor, ['string'])
    if (isFailure(after)) return after
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const days = readRange({ from, to }, today)
    if (isFailure(days)) return days
    const screen = await readUsage(db, tenant, { range: days, filter, by, step, today }, directory, stitched)
    const cells = pageCells(screen.days, screen.groups, { limit, from: after?.[0] ?? null }, (some) => ({
      tokens: sumKnown(some.map((cell) => cell.tokens)) ?? '0',
      output: sumKnown(some.map((cell) => cell.output)) ?? '0',
      estimate: sumKnown(some.map((cell) => cell.estimate)),
    }))
    const why = emptyWords(screen.freshness.empty)
    const answer = {
      range: days,
      granularity: step,
      group_by: by,
      freshness: screen.freshness,
      words: why,
      totals: screen.totals,
      groups: screen.groups.slice(0, MOST_GROUPS),
      groups_total: screen.groups.length,
      rows: cells.rows,
      other: screen.other,
      next_cursor: cursorOf(cells.next === null ? null : [cells.next]),
    }
    const { tokens, estimate } = screen.totals
    const least = estimate.rows_without_price > 0 ? 'at least ' : ''
    const text = `${tokens.total} tokens from ${days.from} to ${days.to}, ${least}${estimate.nano} nanodollars by estimate, in ${screen.groups.length} groups.`
    return { answer, text: why ?? text }
  },
})
