// The usage and cost reports: UTC days behind page tokens that belong to the exact query (reference sections 3, 5 and 6).
import { z } from 'zod'
import type { Query, VendorClient } from '../http.ts'
import { RowIds } from '../identity.ts'
import { dayOf, midnight, unix } from '../instants.ts'
import { nextOf, page, type Question, read, unreadable } from '../read.ts'
import type { Ask, Day, Draft, PageResult } from '../stream.ts'
import { closeToken, openToken } from '../token.ts'

/**
 * Rows of one day that are remembered from page to page: 5,000 × 19 bytes are 95 kB of cursor. A day with more has its repeats
 * told apart within a page only. Letting go also bounds a vendor that names pages in a circle: the tokens come to be the same.
 */
const MOST_MARKS = 5000

const State = z.object({
  page: z.string().nullable(),
  /** The days of the first page: a page token belongs to them, and the caller's window may have moved on. */
  from: z.string(),
  to: z.string(),
  /** How many steps down from the finest grouping the first page had to go. */
  fewer: z.number().int().min(0),
  /** The last day of the page before, and what tells its rows from one another. */
  day: z.string().nullable(),
  marks: z.array(z.string()),
})
type State = z.infer<typeof State>

export type Report<Row> = {
  endpoint: string
  row: z.ZodType<Row>
  /** Buckets a page, at most what the endpoint gives: more is refused, not clamped. */
  limit: number
  /** Dimensions to ask for, the finest first; a later one is for an organization that refuses those before it with 400. */
  groupings: readonly (readonly string[])[]
  /** What stands behind the day in the id of a row. */
  view: string
  draft: (row: Row, occurredAt: string, idOf: (dimensions: Dimensions, person?: string) => Draft['id']) => Draft
}
export type Dimensions = Record<string, string | number | boolean | null>

/** One page of a report, with the days that it answers for. */
export async function bucketPage<Row>(client: VendorClient, ask: Ask, report: Report<Row>): Promise<PageResult> {
  const schema = z.object({
    // No default for `results`: a day without them would be taken for a day without rows, and its records for taken back.
    data: z.array(z.object({ start_time: unix, results: z.array(report.row) })),
    has_more: z.boolean().nullish(),
    next_page: z.string().nullish(),
  })
  const state = openToken(ask.token, State) ?? { page: null, ...ask.window, fewer: 0, day: null, marks: [] }
  let { fewer } = state
  let got = await read(client, questionOf(report, state, fewer), schema)
  while (!got.ok && got.fault.code === 'bad_request' && state.page === null && fewer + 1 < report.groupings.length) {
    fewer++
    got = await read(client, questionOf(report, state, fewer), schema)
  }
  if (!got.ok) return got
  const next = nextOf(got, state)
  if (next === 'stuck') {
    return unreadable(got.question, got.answer, 'The answer says there is more but names no new page.')
  }
  const ids = new RowIds(prefixOf(report, state.day ?? ''), state.marks)
  const drafts = got.value.data.flatMap(({ start_time: start, results }) =>
    results.map((row) =>
      report.draft(row, start, (dimensions, person) => ids.of(prefixOf(report, dayOf(start)), dimensions, person)),
    ),
  )
  const days = [...new Set(got.value.data.map((bucket) => dayOf(bucket.start_time)))]
  if (next === null) return page(got, drafts, null, false, days)
  const day = days.at(-1) ?? state.day
  const marks = day === null ? [] : ids.marks(prefixOf(report, day))
  const token: State = { ...state, page: next, fewer, day, marks: marks.length > MOST_MARKS ? [] : marks }
  return page(got, drafts, closeToken(token), true, days)
}

const prefixOf = (report: Pick<Report<never>, 'view'>, day: Day): string => `${day}/${report.view}`

/** Unix seconds of a day's midnight: an unaligned start would cut the first day short (reference section 6). */
const secondsOf = (day: Day): string => String(Date.parse(midnight(day)) / 1000)

function questionOf(report: Omit<Report<never>, 'row' | 'draft'>, state: State, fewer: number): Question {
  const query: Query = [
    ['start_time', secondsOf(state.from)],
    ['end_time', secondsOf(state.to)],
    ['bucket_width', '1d'],
    ['limit', String(report.limit)],
    ...(report.groupings[fewer] ?? []).map((name): [string, string] => ['group_by[]', name]),
  ]
  if (state.page !== null) query.push(['page', state.page])
  return { endpoint: report.endpoint, query }
}
