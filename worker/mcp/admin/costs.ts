// The tool get-costs: what GET /api/costs answers, cut for an agent.
import { z } from '@hono/zod-openapi'
import { readCosts } from '../../db/tenant/costs.ts'
import { emptyWords } from '../../http/empty-words.ts'
import { isFailure } from '../../http/errors.ts'
import { cursorOf, openReading, readPosition, readRange } from '../../http/reading.ts'
import { Day, Freshness, Nano, Page, Range, VendorName } from '../../http/schemas/common.ts'
import { CostDimension, CostGroup, CostSums, CostsAnswer } from '../../http/schemas/costs.ts'
import { granularity, many, page, range, takes, vendor, words } from './arguments.ts'
import { MOST_GROUPS, pageCells, sumKnown } from './cells.ts'
import { readTool } from './tool.ts'

const CostToolAnswer = z.object({
  ...Page,
  range: Range,
  granularity: z.enum(['day', 'week', 'month']),
  group_by: CostDimension,
  currency: z.string(),
  freshness: Freshness,
  words,
  totals: CostSums.describe('Over the whole filter, whatever page is asked for.'),
  groups: z.array(CostGroup.omit({ series: true })).describe('The largest groups, at most 50, over the whole range.'),
  groups_total: z.number().int(),
  rows: z
    .array(
      z.object({
        bucket: Day.describe('First day of the bucket.'),
        closed: z.boolean().describe('false while the vendor may still restate it.'),
        vendor: VendorName.nullable(),
        key: z.string().nullable().describe('The group’s key; null with vendor null: all groups that are not listed.'),
        billed: Nano,
      }),
    )
    .describe('Group by bucket. Buckets are whole: a page may have up to 50 rows more than its limit.'),
  residuals: CostsAnswer.shape.residuals.describe('Why billed and estimate differ; they add up to the difference.'),
})

export const getCosts = readTool({
  name: 'get-costs',
  title: 'Costs',
  description:
    'What the vendors billed over a range of days, by day, week or month and grouped by one dimension, with the estimate from usage beside it and why the two differ.',
  needs: ['read:costs'],
  input: takes({
    ...range,
    granularity,
    group_by: CostDimension.default('workspace'),
    vendor,
    model: many('Models as the vendor names them; an empty string is lines that name none.'),
    workspace: many('Ids of workspaces or projects; `default` is the default workspace.'),
    ...page,
  }),
  output: CostToolAnswer,
  async read(env, actor, { from, to, granularity: step, group_by: by, limit, cursor, ...filter }) {
    const after = readPosition<[string]>(cursor, ['string'])
    if (isFailure(after)) return after
    const { db, tenant, today, directory } = await openReading(env, actor)
    const days = readRange({ from, to }, today)
    if (isFailure(days)) return days
    const screen = await readCosts(db, tenant, { range: days, filter, by, step, today }, directory)
    const cells = pageCells(screen.days, screen.groups, { limit, from: after?.[0] ?? null }, (some) => ({
      billed: sumKnown(some.map((cell) => cell.billed)) ?? '0',
    }))
    const why = emptyWords(screen.freshness.empty)
    const answer = {
      range: days,
      granularity: step,
      group_by: by,
      currency: screen.currency,
      freshness: screen.freshness,
      words: why,
      totals: screen.totals,
      groups: screen.groups.slice(0, MOST_GROUPS),
      groups_total: screen.groups.length,
      rows: cells.rows,
      residuals: screen.residuals,
      next_cursor: cursorOf(cells.next === null ? null : [cells.next]),
    }
    const text = `${screen.totals.billed} nanodollars billed from ${days.from} to ${days.to}, in ${screen.groups.length} groups.`
    return { answer, text: why ?? text }
  },
})
