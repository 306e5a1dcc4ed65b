// A vendor to probe: everything works, but for what the test says.
import { anthropicClient } from '../../../worker/vendors/anthropic/client.ts'
import { probeAdmin } from '../../../worker/vendors/anthropic/probe.ts'
import type { ProbeReport } from '../../../worker/vendors/probe.ts'
import settings from '../../vectors/anthropic-examples/compliance-settings.json'
import me from '../../vectors/anthropic-examples/organizations-me.json'
import { type Asked, type Reply, SECRET } from '../literal.ts'

const NOW = new Date('2026-11-20T10:00:00Z')
export const body = 'x'.repeat(24)
export const API_KEY = ['sk', 'ant', 'api03', body].join('-')
export const IDS = [
  'organization',
  'members',
  'workspaces',
  'api_keys',
  'usage',
  'costs',
  'code_analytics',
  'activity',
  'analytics',
]

const bucket = { starting_at: '2026-11-18T00:00:00Z', results: [{ output_tokens: 1 }] }
export const good: Reply = ({ url }) => {
  if (url.pathname.endsWith('/me')) return Response.json(me)
  if (url.pathname.endsWith('/compliance_settings')) return Response.json(settings)
  return Response.json({ data: url.pathname.includes('usage_report/messages') ? [bucket] : [] })
}
export const refuse = (status: number, message = 'no') => Response.json({ error: { type: 'x', message } }, { status })
/** `good` but for the paths that contain one of these. */
export const except =
  (answers: Record<string, () => Response>): Reply =>
  (asked) => {
    const hit = Object.entries(answers).find(([part]) => asked.url.pathname.includes(part))
    return hit === undefined ? good(asked) : hit[1]()
  }

export async function probe(reply: Reply, pasted = SECRET) {
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
  const report = await probeAdmin((key) => anthropicClient(key, { fetch, timeoutMs: 200 }), pasted, NOW)
  return { report, asked, most: () => most }
}
export const stateOf = (report: ProbeReport, id: string) => report.checklist.find((item) => item.id === id)
