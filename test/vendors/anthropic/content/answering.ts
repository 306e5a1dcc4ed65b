// A Compliance API that works, but for what the test says; and the probe asked of it.
import { anthropicClient } from '../../../../worker/vendors/anthropic/client.ts'
import { probeCompliance } from '../../../../worker/vendors/anthropic/content/probe.ts'
import messages from '../../../vectors/anthropic-examples/compliance-chat-messages.json'
import chats from '../../../vectors/anthropic-examples/compliance-chats.json'
import settings from '../../../vectors/anthropic-examples/compliance-organization-settings.json'
import users from '../../../vectors/anthropic-examples/compliance-organization-users.json'
import organizations from '../../../vectors/anthropic-examples/compliance-organizations.json'
import type { Asked, Reply } from '../../literal.ts'

export const body = 'y'.repeat(24)
export const keyOf = (kind: string) => ['sk', 'ant', kind, body].join('-')
export const COMPLIANCE_KEY = keyOf('api01')

const ANSWERS: [part: string, answer: object][] = [
  ['/settings', settings],
  ['/users', users],
  ['/organizations', organizations],
  ['/messages', messages],
  ['/apps/chats', chats],
  ['/activities', { data: [] }],
]

export const good: Reply = ({ url }) => {
  const found = ANSWERS.find(([part]) => url.pathname.endsWith(part))
  return found === undefined ? new Response('{}', { status: 404 }) : Response.json(found[1])
}

export const refuse = (status: number, message = 'no') =>
  Response.json({ error: { type: 'permission_error', message } }, { status })

/** `good` but for the paths that end in one of these. */
export const except =
  (answers: Record<string, () => Response>): Reply =>
  (asked) => {
    const hit = Object.entries(answers).find(([part]) => asked.url.pathname.endsWith(part))
    return hit === undefined ? good(asked) : hit[1]()
  }

export const missing = (needed: string, ...got: string[]) => {
  const quoted = got.map((scope) => `'${scope}'`).join(', ')
  return refuse(403, `Missing required scopes. Got: [${quoted}] Needed one of: ['${needed}', 'read:org_audit']`)
}

/** Settings that list keys with these scopes, all active. */
export const listing = (...keys: string[][]) =>
  Response.json({ ...settings, api_keys: keys.map((scopes) => ({ ...settings.api_keys[0], scopes })) })

export async function probe(reply: Reply, pasted = COMPLIANCE_KEY) {
  const asked: Asked[] = []
  const fetch = async ({ method, headers, redirect, url }: Request) => {
    const one = { url: new URL(url), method, headers, redirect }
    asked.push(one)
    return reply(one)
  }
  const report = await probeCompliance((key) => anthropicClient(key, { fetch, timeoutMs: 200 }), pasted)
  return { report, asked, line: (id: string) => report.checklist.find((item) => item.id === id) }
}
