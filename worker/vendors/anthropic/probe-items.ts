// The read-only questions that a key is tried with, one a line of the checklist. Reference section 2, "Probing a key".
import { z } from 'zod'
import type { VendorClient } from '../http.ts'
import { addDays, midnight, today } from '../instants.ts'
import { failedOf, type ProbeFault } from '../probe.ts'
import { type Question, type Read, read } from '../read.ts'
import type { Capability } from '../stream.ts'
import { ANALYTICS_BETA } from './client.ts'
import { ORGANIZATION, Organization } from './organization.ts'

export type ProbeId =
  | 'organization'
  | 'members'
  | 'workspaces'
  | 'api_keys'
  | 'usage'
  | 'costs'
  | 'code_analytics'
  | 'activity'
  | 'analytics'

/** `off`: the vendor itself says that the feature is switched off, which is no fault of the key. */
export type Outcome =
  | {
      state: 'ok'
      requestId?: string
      detail?: string
      organization?: { id: string; name: string | null }
      used?: boolean
    }
  | { state: 'off'; requestId?: string }
  | { state: 'refused' | 'failed'; fault: ProbeFault; switchedOn?: boolean }

export type ProbeItem = {
  id: ProbeId
  capability: Capability
  label: string
  ask: (client: VendorClient, now: Date) => Promise<Outcome>
}

const Rows = z.object({ data: z.array(z.unknown()) })
const Buckets = z.object({ data: z.array(z.object({ results: z.array(z.unknown()) })) })
const Settings = z.object({ state: z.object({ type: z.string() }) })

/** How far back the usage probe looks, so that "no usage" means something. One page of daily buckets (reference section 4). */
const USAGE_DAYS = 30

const list = (path: string) => (client: VendorClient) =>
  one(client, { endpoint: `/v1/organizations/${path}`, query: [['limit', '1']] }, Rows)

export const PROBES: readonly ProbeItem[] = [
  { id: 'organization', capability: 'admin_api', label: 'Organization', ask: organization },
  { id: 'members', capability: 'admin_api', label: 'Members', ask: list('users') },
  { id: 'workspaces', capability: 'admin_api', label: 'Workspaces', ask: list('workspaces') },
  { id: 'api_keys', capability: 'admin_api', label: 'API keys', ask: list('api_keys') },
  { id: 'usage', capability: 'admin_api', label: 'Usage', ask: usage },
  { id: 'costs', capability: 'admin_api', label: 'Costs', ask: report('cost_report', midnight) },
  {
    id: 'code_analytics',
    capability: 'code_analytics',
    label: 'Claude Code analytics',
    ask: report('usage_report/claude_code', (day) => day),
  },
  { id: 'activity', capability: 'activity_feed', label: 'Activity feed', ask: activity },
  { id: 'analytics', capability: 'admin_api', label: 'Newer usage and cost reports', ask: analytics },
]

async function organization(client: VendorClient): Promise<Outcome> {
  const got = await read(client, { endpoint: ORGANIZATION }, Organization)
  if (!got.ok) return outcome(got)
  const { id, name } = got.value
  return { ...outcome(got), state: 'ok', organization: { id, name: name ?? null } }
}

async function usage(client: VendorClient, now: Date): Promise<Outcome> {
  const endpoint = '/v1/organizations/usage_report/messages'
  const query: Question['query'] = [
    ['starting_at', midnight(addDays(today(now), 1 - USAGE_DAYS))],
    ['bucket_width', '1d'],
    ['limit', String(USAGE_DAYS)],
  ]
  const got = await read(client, { endpoint, query }, Buckets)
  if (!got.ok) return outcome(got)
  const days = got.value.data.filter((bucket) => bucket.results.length > 0).length
  return { ...outcome(got), state: 'ok', used: days > 0, detail: `Usage on ${days} of the last ${USAGE_DAYS} days.` }
}

function report(path: string, start: (day: string) => string) {
  return (client: VendorClient, now: Date) => {
    const query: Question['query'] = [
      ['starting_at', start(addDays(today(now), -1))],
      ['limit', '1'],
    ]
    return one(client, { endpoint: `/v1/organizations/${path}`, query }, Rows)
  }
}

async function activity(client: VendorClient): Promise<Outcome> {
  const settings = await read(client, { endpoint: '/v1/organizations/compliance_settings' }, Settings)
  // Each look at the feed is an event in it (reference section 2): none is made where nothing can come of it.
  if (settings.ok && settings.value.state.type === 'disabled') return { ...outcome(settings), state: 'off' }
  const got = await one(client, { endpoint: '/v1/compliance/activities', query: [['limit', '1']] }, Rows)
  if (got.state !== 'refused') return got
  return { ...got, switchedOn: settings.ok && settings.value.state.type === 'enabled' }
}

async function analytics(client: VendorClient, now: Date): Promise<Outcome> {
  const query: Question['query'] = [
    ['starting_at', midnight(addDays(today(now), -1))],
    ['ending_at', midnight(today(now))],
    ['time_bucket_width', '1d'],
    ['limit', '1'],
  ]
  const question = (path: string) => ({
    endpoint: `/v1/organizations/analytics/${path}`,
    query,
    headers: ANALYTICS_BETA,
  })
  const usage = await one(client, question('usage'), Rows)
  // Both are needed: the streams of a connection read either the one generation or the other.
  return usage.state === 'ok' ? one(client, question('cost'), Rows) : usage
}

async function one<T>(client: VendorClient, question: Question, schema: z.ZodType<T>): Promise<Outcome> {
  return outcome(await read(client, question, schema))
}

function outcome<T>(got: Read<T>): Outcome {
  if (got.ok) return { state: 'ok', ...(got.answer.requestId === undefined ? {} : { requestId: got.answer.requestId }) }
  return failedOf(got)
}
