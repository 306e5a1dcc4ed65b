// A vendor to probe: everything works, but for what the test says.
import { openaiClient } from '../../../worker/vendors/openai/client.ts'
import { type ProbeOptions, probeOpenai } from '../../../worker/vendors/openai/probe.ts'
import type { ProbeReport } from '../../../worker/vendors/probe.ts'
import audit from '../../vectors/openai-examples/audit-logs.json'
import costs from '../../vectors/openai-examples/costs.ungrouped.json'
import keys from '../../vectors/openai-examples/project-api-keys.json'
import accounts from '../../vectors/openai-examples/project-service-accounts.json'
import projectUsers from '../../vectors/openai-examples/project-users.json'
import projects from '../../vectors/openai-examples/projects.json'
import completions from '../../vectors/openai-examples/usage-completions.json'
import users from '../../vectors/openai-examples/users.json'
import type { Asked, Reply } from '../literal.ts'

export const body = 'x'.repeat(24)
export const ADMIN = ['sk', 'admin', body].join('-')
export const ORG = 'org-Hy6tGr4eDw2qAz8xSc0vFb5n'
export const IDS = [
  'projects',
  'users',
  'project_api_keys',
  'service_accounts',
  'usage',
  'per_user_breakdown',
  'costs',
  'audit_logs',
  'project_users',
]

const ANSWERS: [RegExp, object][] = [
  [/\/organization\/projects$/, projects],
  [/\/organization\/users$/, users],
  [/\/api_keys$/, keys],
  [/\/service_accounts$/, accounts],
  [/\/usage\/completions$/, completions],
  [/\/costs$/, costs],
  [/\/audit_logs$/, audit],
  [/\/projects\/[^/]+\/users$/, projectUsers],
]

export const answerTo = ({ url }: Asked): object => ANSWERS.find(([path]) => path.test(url.pathname))?.[1] ?? {}
export const good: Reply = (asked) =>
  Response.json(answerTo(asked), { headers: { 'openai-organization': ORG, 'x-request-id': 'req_abc' } })
/** As `good`, but no answer says whose it is. */
export const anonymous: Reply = (asked) => Response.json(answerTo(asked))

export const refuse = (status: number, message = 'no', code: string | null = null) =>
  Response.json({ error: { message, type: 'invalid_request_error', param: null, code } }, { status })
export const missing = (scopes: string, status = 403) =>
  refuse(status, `You have insufficient permissions for this operation. Missing scopes: ${scopes}. Check your role.`)

/** `good` but for the paths that these patterns fit. */
export const except =
  (answers: [RegExp, (asked: Asked) => Response][], usual: Reply = good): Reply =>
  (asked) =>
    (answers.find(([path]) => path.test(asked.url.pathname))?.[1] ?? usual)(asked)

export async function probe(reply: Reply, pasted = ADMIN, options: ProbeOptions = {}) {
  const asked: Asked[] = []
  let running = 0
  let most = 0
  const fetch = async (request: Request) => {
    const { method, headers, redirect } = request
    const one = { url: new URL(request.url), method, headers, redirect }
    asked.push(one)
    running += 1
    most = Math.max(most, running)
    await Promise.resolve()
    const response = await reply(one)
    running -= 1
    return response
  }
  const usual = { now: new Date('2026-11-20T10:00:00Z'), pauseMs: 0 }
  const report = await probeOpenai((key) => openaiClient(key, { fetch, timeoutMs: 200 }), pasted, {
    ...usual,
    ...options,
  })
  return { report, asked, most: () => most }
}
export const lineOf = (report: ProbeReport, id: string) => report.checklist.find((item) => item.id === id)
