// anthropic.code_analytics: what Claude Code did, by day and person. One request answers one UTC day. Reference section 5.
import { z } from 'zod'
import { count, decimal, nanoOfCents } from '../counts.ts'
import { label, word } from '../fields.ts'
import { dimensionHash, RowIds } from '../identity.ts'
import { addDays, dayOf, time, today } from '../instants.ts'
import { nextOf, page, read, unreadable } from '../read.ts'
import type { Draft, Stream } from '../stream.ts'
import { closeToken, openToken } from '../token.ts'

const Row = z.object({
  date: time,
  actor: z.object({ type: word, email_address: z.string().nullish(), api_key_name: z.string().nullish() }),
  customer_type: word.nullish(),
  subscription_type: word.nullish(),
  terminal_type: z.string().nullish(),
  is_remote: z.boolean().nullish(),
  core_metrics: z.object({
    num_sessions: count,
    lines_of_code: z.object({ added: count, removed: count }).nullish(),
    commits_by_claude_code: count,
    pull_requests_by_claude_code: count,
  }),
  tool_actions: z.record(z.string(), z.object({ accepted: count, rejected: count })).nullish(),
  model_breakdown: z
    .array(
      z.object({
        model: label,
        tokens: z.object({ input: count, output: count, cache_read: count, cache_creation: count }),
        estimated_cost: z.object({ amount: decimal, currency: word }).nullish(),
      }),
    )
    .nullish(),
})
type Row = z.infer<typeof Row>

const Rows = z.object({ data: z.array(Row), has_more: z.boolean().nullish(), next_page: z.string().nullish() })
const State = z.object({ day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), page: z.string().nullable() })

export const codeAnalytics: Stream = {
  id: 'anthropic.code_analytics',
  vendor: 'anthropic',
  connection: 'anthropic_admin',
  capability: 'code_analytics',
  shape: 'daily',
  every: 60,
  reread: { each: 3, daily: 3 },
  backfill: { days: 90, step: 10 },
  async page(client, ask) {
    const state = openToken(ask.token, State) ?? { day: ask.window.from, page: null }
    const query: [string, string][] = [
      ['starting_at', state.day],
      ['limit', '1000'],
      ...(state.page === null ? [] : [['page', state.page] satisfies [string, string]]),
    ]
    const got = await read(client, { endpoint: '/v1/organizations/usage_report/claude_code', query }, Rows)
    if (!got.ok) return got
    const ids = new RowIds()
    const drafts = got.value.data.map((row) => rowDraft(ask.organization, row, ids))
    const next = nextOf(got, state)
    if (next === 'stuck') {
      return unreadable(got.question, got.answer, 'The answer says there is more but names no new page.')
    }
    if (next !== null) return page(got, drafts, closeToken({ day: state.day, page: next }), true)
    const day = addDays(state.day, 1)
    const more = day < ask.window.to && day <= today(ask.now)
    return page(got, drafts, more ? closeToken({ day, page: null }) : null, more)
  },
}

function rowDraft(organization: string, row: Row, ids: RowIds): Draft {
  const day = dayOf(row.date)
  const { email_address: email, api_key_name: keyName } = row.actor
  const terminal = openTerminal(row.terminal_type)
  const dimensions = {
    organization,
    actor: row.actor.type,
    key: email || !keyName ? null : dimensionHash({ organization, api_key_name: keyName }),
    terminal: terminal ?? 'other',
    customer: row.customer_type ?? null,
    remote: row.is_remote ?? null,
  }
  const fields = {
    ...(email ? { email } : {}),
    ...(keyName ? { api_key_name: keyName } : {}),
    ...(terminal === undefined && row.terminal_type ? { terminal_type: row.terminal_type } : {}),
  }
  return {
    kind: 'code_day',
    id: ids.of(day, dimensions, email || undefined),
    occurredAt: row.date,
    data: {
      day,
      organization,
      actor_type: row.actor.type,
      terminal: dimensions.terminal,
      customer_type: dimensions.customer,
      subscription_type: row.subscription_type ?? null,
      remote: dimensions.remote,
      ...metrics(row),
    },
    ...(email ? { who: { email } } : {}),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  }
}

/** More tools or models than this in one row are nobody's day; a record has 65,535 bytes (LEDGER section 1). */
const MOST_NAMES = 200

function metrics({ core_metrics: core, tool_actions, model_breakdown }: Row) {
  const tools = Object.entries(tool_actions ?? {}).filter(
    ([name]) => /^[\w.:-]{1,64}$/.test(name) && name !== '__proto__',
  )
  const models = (model_breakdown ?? []).map(({ model, tokens, estimated_cost: cost }) => {
    const { input, output, cache_read, cache_creation } = tokens
    const estimated_nano = cost ? nanoOfCents(cost.amount) : null
    return { model, input, output, cache_read, cache_creation, estimated_nano }
  })
  return {
    sessions: core.num_sessions,
    lines_added: core.lines_of_code?.added ?? null,
    lines_removed: core.lines_of_code?.removed ?? null,
    commits: core.commits_by_claude_code,
    pull_requests: core.pull_requests_by_claude_code,
    tools: Object.fromEntries(tools.slice(0, MOST_NAMES)),
    models: models.slice(0, MOST_NAMES),
  }
}

/** A terminal's name is whatever the machine says it is: only what looks like a program's name stands open. */
const openTerminal = (said: string | null | undefined): string | undefined =>
  said && /^[A-Za-z][\w.+-]{0,39}$/.test(said) ? said : undefined
