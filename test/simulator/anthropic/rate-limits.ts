// Rate limits of the organization and the one workspace that has its own, in the form of either API version.
import { z } from 'zod'
import { idFor } from '../random.ts'
import { answer, isRefusal, notFound } from './answers.ts'
import type { Call, Handler } from './call.ts'
import { pageByToken } from './paging.ts'
import { flag, readQuery } from './query.ts'

const groupTypes = ['batch', 'files', 'model_group', 'skills', 'token_count', 'web_search'] as const

interface Plan {
  readonly type: (typeof groupTypes)[number]
  readonly name?: string
  readonly models?: readonly string[]
  readonly limits: readonly (readonly [string, number])[]
}

function modelPlan(name: string, models: readonly string[], requests: number): Plan {
  const limits = [
    ['requests_per_minute', requests],
    ['input_tokens_per_minute_cache_aware', requests * 500],
    ['output_tokens_per_minute', requests * 100],
  ] as const
  return { type: 'model_group', name, models, limits }
}

const plans: readonly Plan[] = [
  modelPlan('Claude Opus 5.x', ['claude-opus-5-5', 'claude-opus-5'], 4000),
  modelPlan('Claude Sonnet 5.x', ['claude-sonnet-5-5', 'claude-sonnet-5'], 4000),
  modelPlan('Claude Haiku 5.x', ['claude-haiku-5-5'], 8000),
  { type: 'batch', limits: [['enqueued_batch_requests', 500_000]] },
  { type: 'files', limits: [['requests_per_minute', 500]] },
  { type: 'token_count', limits: [['requests_per_minute', 8000]] },
  { type: 'web_search', limits: [['tool_uses_per_second', 30]] },
]

/** Production has a quarter of the organization's limits on the first two model groups. */
const overridden = 2

function groupOf(plan: Plan, index: number) {
  // The group's id is the same in every organization, so the seed is not part of it.
  const id = idFor('rlg_', 0, `${plan.type} ${index}`)
  return { id, type: plan.type, ...(plan.name === undefined ? {} : { display_name: plan.name }) }
}

const shape = z.object({ group_type: z.enum(groupTypes).optional(), model: z.string().optional() })

function oldGroupType(call: Call, plan: Plan) {
  return call.headers.get('anthropic-version') === '2023-06-01' ? { group_type: plan.type } : {}
}

function entryId(call: Call, index: number): string {
  return idFor('rl_', call.company.seed, `entry ${index}`)
}

export const rateLimits: Handler = (call) => {
  const asked = readQuery(call.query, shape)
  if (isRefusal(asked)) return asked
  const { model, group_type: type } = asked
  if (model !== undefined && !plans.some((plan) => plan.models?.includes(model))) return notFound()
  const rows = plans.flatMap((plan, index) => {
    if (type !== undefined && plan.type !== type) return []
    if (model !== undefined && !plan.models?.includes(model)) return []
    const limits = plan.limits.map(([name, value]) => ({ type: name, value }))
    const group = groupOf(plan, index)
    const models = plan.models ?? null
    return [{ id: entryId(call, index), type: 'rate_limit', group, models, limits, ...oldGroupType(call, plan) }]
  })
  const page = pageByToken(rows, call.query, 1000)
  return isRefusal(page) ? page : answer({ data: page.data, next_page: page.next })
}

const workspaceShape = z.object({ group_type: z.enum(groupTypes).optional(), include_inherited: flag.default(false) })

export const workspaceRateLimits: Handler = (call) => {
  const asked = readQuery(call.query, workspaceShape)
  if (isRefusal(asked)) return asked
  const workspace = call.company.workspaces.find((each) => each.id === call.path.workspace_id)
  if (workspace === undefined) return notFound()
  const rows = plans.flatMap((plan, index) => {
    const isOwn = workspace.name === 'Production' && index < overridden
    if (!isOwn && !asked.include_inherited) return []
    if (asked.group_type !== undefined && plan.type !== asked.group_type) return []
    const limits = plan.limits.map(([name, value], at) => {
      const isSet = isOwn && at === 0
      const source = { type: isSet ? 'workspace' : 'organization' }
      return { type: name, value: isSet ? value / 4 : value, org_limit: value, source }
    })
    const names = { type: 'workspace_rate_limit', workspace_id: workspace.id, rate_limit_id: entryId(call, index) }
    return [{ ...names, group: groupOf(plan, index), models: plan.models ?? null, limits, ...oldGroupType(call, plan) }]
  })
  const page = pageByToken(rows, call.query, 1000)
  return isRefusal(page) ? page : answer({ data: page.data, next_page: page.next })
}
