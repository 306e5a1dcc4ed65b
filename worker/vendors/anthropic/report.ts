// The classic usage and cost reports: daily buckets behind page tokens (reference section 4, shape C).
import { z } from 'zod'
import type { Query, VendorClient } from '../http.ts'
import { dayOf, midnight, time } from '../instants.ts'
import { nextOf, page, type Question, read, readOr, unreadable } from '../read.ts'
import type { Draft, PageResult, Window } from '../stream.ts'
import { closeToken } from '../token.ts'
import { FAST_MODE_BETA } from './client.ts'

/** The most a report gives in one page (reference section 4): 31 daily buckets. */
const BUCKETS = 31

export const ReportState = z.object({
  part: z.enum(['classic', 'analytics']),
  page: z.string().nullable(),
  /** The vendor refused the beta header, so the pages after the first go without it too. */
  noSpeed: z.boolean().optional(),
})
export type ReportState = z.infer<typeof ReportState>

export type Bucket<Row> = { starting_at: string; results: Row[] }

export type Report<Row> = {
  endpoint: string
  row: z.ZodType<Row>
  groupBy: string[]
  drafts: (bucket: Bucket<Row>) => Draft[]
}

/** One page of a classic report. `after` is where the stream goes on when this report is at its end. */
export async function reportPage<Row>(
  client: VendorClient,
  window: Window,
  state: ReportState,
  report: Report<Row>,
  after: string | null,
): Promise<PageResult> {
  const schema = z.object({
    data: z.array(z.object({ starting_at: time, results: z.array(report.row) })),
    has_more: z.boolean().nullish(),
    next_page: z.string().nullish(),
  })
  const question = (groupBy: string[], headers: Record<string, string>): Question => {
    const query: Query = [
      ['starting_at', midnight(window.from)],
      ['ending_at', midnight(window.to)],
      ['bucket_width', '1d'],
      ['limit', String(BUCKETS)],
      ...groupBy.map((name): [string, string] => ['group_by[]', name]),
    ]
    if (state.page !== null) query.push(['page', state.page])
    return { endpoint: report.endpoint, query, headers }
  }
  const withoutSpeed = question(
    report.groupBy.filter((name) => name !== 'speed'),
    {},
  )
  const withSpeed = question(report.groupBy, FAST_MODE_BETA)
  const { result, fellBack } =
    state.page === null
      ? await readOr(client, withSpeed, withoutSpeed, schema)
      : // A later page is refused for its token: the rest of a read must not become coarser than its beginning.
        { result: await read(client, state.noSpeed ? withoutSpeed : withSpeed, schema), fellBack: state.noSpeed }
  if (!result.ok) return result
  const drafts = result.value.data.flatMap(report.drafts)
  const days = result.value.data.map((bucket) => dayOf(bucket.starting_at))
  const next = nextOf(result, state)
  if (next === 'stuck') {
    return unreadable(result.question, result.answer, 'The answer says there is more but names no new page.')
  }
  if (next === null) return page(result, drafts, after, after !== null, days)
  const token = { part: state.part, page: next, ...(fellBack ? { noSpeed: true } : {}) }
  return page(result, drafts, closeToken(token), true, days)
}
