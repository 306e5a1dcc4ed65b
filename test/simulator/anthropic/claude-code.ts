// GET /v1/organizations/usage_report/claude_code: one UTC day of Claude Code work, a row per actor, terminal and customer type.
import { z } from 'zod'
import type { CodeRow } from '../company/code.ts'
import type { Company } from '../company/company.ts'
import { shareBy } from '../company/season.ts'
import { dayNumber, minutesPassed, plainTime, startOf } from '../days.ts'
import { answer, badRequest, isRefusal } from './answers.ts'
import type { Handler } from './call.ts'
import { CODE_AFTER } from './freshness.ts'
import { pageByToken } from './paging.ts'
import { readQuery } from './query.ts'

const shape = z.object({ starting_at: z.string() })

function tool([accepted, rejected]: readonly [number, number], part: (total: number) => number) {
  return { accepted: part(accepted), rejected: part(rejected) }
}

/** A row in the vendor's form, cut to the share of the day that is visible. */
function wireRow(company: Company, row: CodeRow, share: number) {
  const part = (total: number) => Math.floor(total * share)
  const isSeat = row.customer === 'subscription'
  return {
    date: plainTime(startOf(row.day)),
    actor:
      row.email === null
        ? { type: 'api_actor', api_key_name: row.keyName }
        : { type: 'user_actor', email_address: row.email },
    organization_id: company.uuid,
    customer_type: row.customer,
    subscription_type: isSeat ? 'team' : null,
    terminal_type: row.terminal,
    is_remote: row.remote,
    core_metrics: {
      num_sessions: Math.max(1, part(row.sessions)),
      lines_of_code: { added: part(row.added), removed: part(row.removed) },
      commits_by_claude_code: part(row.commits),
      pull_requests_by_claude_code: part(row.pulls),
    },
    tool_actions: Object.fromEntries(Object.entries(row.tools).map(([name, uses]) => [name, tool(uses, part)])),
    model_breakdown: row.models.map((model) => ({
      model: model.model,
      tokens: {
        input: part(model.input),
        output: part(model.output),
        cache_read: part(model.cacheRead),
        cache_creation: part(model.cacheCreation),
      },
      estimated_cost: { currency: 'USD', amount: part(model.cents) },
    })),
  }
}

export const claudeCode: Handler = ({ company, query, now }) => {
  const asked = readQuery(query, shape)
  if (isRefusal(asked)) return asked
  const day = dayNumber(asked.starting_at)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asked.starting_at) || Number.isNaN(day)) {
    return badRequest('starting_at: Input should be a date in the form YYYY-MM-DD')
  }
  // Only data older than an hour is given out, so today's rows grow an hour behind the clock.
  const minute = minutesPassed(day, new Date(now.getTime() - CODE_AFTER))
  const share = shareBy('office', minute)
  const rows = share === 0 ? [] : company.codeOf(day)
  const page = pageByToken(rows, query, 20)
  if (isRefusal(page)) return page
  const data = page.data.map((row) => wireRow(company, row, share))
  return answer({ data, has_more: page.next !== null, next_page: page.next })
}
