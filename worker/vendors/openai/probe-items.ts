// The read-only questions that a key is tried with, one a line of the checklist but for the lines that another answer fills.
import { z } from 'zod'
import type { Query, VendorClient } from '../http.ts'
import { addDays, midnight, today } from '../instants.ts'
import { type Failed, failedOf } from '../probe.ts'
import { type Question, type Read, read, readOr } from '../read.ts'
import type { Capability } from '../stream.ts'
import { AUDIT_LOGS } from './audit-logs.ts'
import { PROJECTS } from './projects.ts'

export type ProbeId =
  | 'projects'
  | 'users'
  | 'project_api_keys'
  | 'service_accounts'
  | 'usage'
  | 'per_user_breakdown'
  | 'costs'
  | 'audit_logs'
  | 'project_users'
  | 'region'

/** `organization`: the id that this answer told. `usage`: days with any; `people`: an answer by person names one. */
export type Outcome =
  | {
      state: 'ok' | 'empty'
      requestId?: string
      organization?: string
      detail?: string
      usedDays?: number
      people?: 'named' | 'none' | 'not_offered'
    }
  | Failed

/** Labels and capabilities in the order of the checklist; the region's line only where it matters. */
export const LINES: readonly { id: ProbeId; capability: Capability; label: string }[] = [
  { id: 'projects', capability: 'admin', label: 'Projects' },
  { id: 'users', capability: 'admin', label: 'Members' },
  { id: 'project_api_keys', capability: 'admin', label: 'API keys' },
  { id: 'service_accounts', capability: 'admin', label: 'Service accounts' },
  { id: 'usage', capability: 'admin', label: 'Usage' },
  { id: 'per_user_breakdown', capability: 'per_user_breakdown', label: 'Usage by person' },
  { id: 'costs', capability: 'costs', label: 'Costs' },
  { id: 'audit_logs', capability: 'audit_logs', label: 'Audit logs' },
  { id: 'project_users', capability: 'project_users', label: 'People of projects' },
  { id: 'region', capability: 'admin', label: 'Region' },
]

export type Ask = (client: VendorClient, now: Date, project: string | undefined) => Promise<Outcome>

const Rows = z.object({ data: z.array(z.unknown()) })
const buckets = <T extends z.ZodType>(row: T) => z.object({ data: z.array(z.object({ results: z.array(row) })) })
const UsageRows = buckets(z.object({ user_id: z.string().nullish() }))
const CostRows = buckets(z.object({ organization_id: z.string().nullish() }))

/** How far back the probe looks, so that "no usage" means something; a page of usage holds 31 days (reference section 5). */
const DAYS = 30

const ONE: Query = [['limit', '1']]

/** The questions after the first one, which is the list of projects. */
export const QUESTIONS: readonly [ProbeId, Ask][] = [
  ['users', (client) => list(client, '/v1/organization/users')],
  ['project_api_keys', ofProject('api_keys', [['owner_project_access', 'any']])],
  ['service_accounts', ofProject('service_accounts')],
  ['usage', usage],
  ['costs', costs],
  ['audit_logs', auditLog],
  ['project_users', ofProject('users')],
]

const list = async (client: VendorClient, endpoint: string, query: Query = []): Promise<Outcome> =>
  outcome(await read(client, { endpoint, query: [...query, ...ONE] }, Rows))

function ofProject(path: string, query: Query = []): Ask {
  return async (client, _, project) =>
    project === undefined
      ? { state: 'empty' }
      : list(client, `${PROJECTS}/${encodeURIComponent(project)}/${path}`, query)
}

const window = (now: Date): Query => [
  ['start_time', String(Date.parse(midnight(addDays(today(now), 1 - DAYS))) / 1000)],
  ['bucket_width', '1d'],
  ['limit', String(DAYS)],
]

async function usage(client: VendorClient, now: Date): Promise<Outcome> {
  const endpoint = '/v1/organization/usage/completions'
  const byPerson: Question = { endpoint, query: [...window(now), ['group_by[]', 'user_id']] }
  const { result, fellBack } = await readOr(client, byPerson, { endpoint, query: window(now) }, UsageRows)
  if (!result.ok) return failedOf(result)
  const rows = result.value.data.flatMap((bucket) => bucket.results)
  const usedDays = result.value.data.filter((bucket) => bucket.results.length > 0).length
  return {
    ...outcome(result),
    state: 'ok',
    usedDays,
    people: fellBack ? 'not_offered' : rows.some(({ user_id }) => user_id) ? 'named' : 'none',
    detail: `Models were used on ${usedDays} of the last ${DAYS} days.`,
  }
}

async function costs(client: VendorClient, now: Date): Promise<Outcome> {
  const got = await read(client, { endpoint: '/v1/organization/costs', query: window(now) }, CostRows)
  if (!got.ok) return failedOf(got)
  const rows = got.value.data.flatMap((bucket) => bucket.results)
  // Undocumented, but seen on live rows (reference section 6).
  const organization = rows.find(({ organization_id }) => organization_id)?.organization_id
  return { ...(organization ? { organization } : {}), ...outcome(got) }
}

async function auditLog(client: VendorClient): Promise<Outcome> {
  const got = await read(client, { endpoint: AUDIT_LOGS, query: ONE }, Rows)
  if (!got.ok) return failedOf(got)
  return { ...outcome(got), state: got.value.data.length > 0 ? 'ok' : 'empty' }
}

/** What every answer tells: that it came, and whose it is where a header says so. */
export function outcome<T>(got: Read<T>): Outcome {
  if (!got.ok) return failedOf(got)
  const { requestId, organization } = got.answer
  return {
    state: 'ok',
    ...(requestId === undefined ? {} : { requestId }),
    // The header may hold the name of a person's own organization, made of that person's id: this never stands open.
    ...(organization === undefined || /^user-/i.test(organization) ? {} : { organization }),
  }
}
