// Inside the runtime: messages of chats on their way through what the pull does with a page: known or not, encrypt, R2, append.

import { isTenantId } from '../../worker/ids.ts'
import { ingestPage } from '../../worker/pull/ingest.ts'
import { homeOf, rootKeys } from '../../worker/region.ts'
import { createLedger } from '../../worker/tenant/acts.ts'
import { ledgerOf } from '../../worker/tenant/reach.ts'
import { openVault } from '../../worker/vault/keys.ts'
import type { ContentChat } from '../../worker/vendors/anthropic/content/chat.ts'
import { chatDraft } from '../../worker/vendors/anthropic/content/drafts.ts'
import type { Draft, Page } from '../../worker/vendors/stream.ts'

export { ConnectionDraft, RootLog, TenantLedger } from '../../worker/index.ts'

const TENANT = `tn_${'0123456789abcdefghjkmnpqrs'}`
const PEOPLE = 40
/** Messages of a chat, as the simulated company has on average. */
const MESSAGES = 10
const TEXT =
  'Could you turn the calibration table of the north line into a list, with the serial numbers first? '.repeat(8)

function chatAt(n: number): Page {
  const chatId = `claude_chat_${n.toString(36).padStart(20, '0')}`
  const at = new Date(Date.UTC(2026, 8, 1) + n * 60_000).toISOString()
  const who = { vendorUser: `anthropic:user_${n % PEOPLE}`, email: `person${n % PEOPLE}@bench.example` }
  const chat: ContentChat = {
    chatId,
    title: `Chat ${n}`,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
    model: 'claude-sonnet-5-5',
    organization: 'org-1',
    projectId: null,
    workspaceId: null,
    who,
  }
  const messages = Array.from(
    { length: MESSAGES },
    (_, i): Draft => ({
      kind: 'message',
      id: `${chatId}/message_${i}`,
      occurredAt: at,
      data: { chat: chatId, role: i % 2 === 0 ? 'user' : 'assistant' },
      content: { text: `${n} ${i} ${TEXT}`, place: `${chatId}/message_${i}` },
      who,
    }),
  )
  const endpoint = `/v1/compliance/apps/chats/${chatId}/messages`
  const manifest = { endpoint, query: 'limit=200', status: 200, page_sha256: '0'.repeat(64), bytes: 10_000 }
  const drafts = [...messages, chatDraft(chat, { texts: MESSAGES, without: 0, shells: 0 })]
  return { drafts, manifest: { ...manifest, items: MESSAGES, has_more: false }, next: null }
}

/** Milliseconds that so many messages took. */
export type CaptureTiming = { messages: number; ms: number }

async function capture(env: Env, from: number, count: number): Promise<CaptureTiming> {
  const home = homeOf(env, 'us')
  if (!isTenantId(TENANT)) throw new Error('not a tenant id')
  const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant: TENANT })
  const pages = Array.from({ length: count }, (_, i) => chatAt(from + i))
  const ledger = ledgerOf(home, TENANT)
  const target = { ledger, vault, tenant: TENANT, stream: 'anthropic.content', scope: 'org-1', digest: true }
  // The runtime's clock moves with input and output only, and here is nothing else.
  const started = Date.now()
  for (const page of pages) {
    const result = await ingestPage(target, page, { now: new Date() })
    if (!result.ok || result.fresh !== MESSAGES + 1) throw new Error('the ledger did not take the page')
  }
  return { messages: count * MESSAGES, ms: Date.now() - started }
}

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/prepare') {
      // The statements of the tenant migrations, in order.
      const statements = (await request.json()) as string[]
      await env.TENANTS_US.batch(statements.map((statement) => env.TENANTS_US.prepare(statement)))
      if (isTenantId(TENANT)) await createLedger(env, { tenant: TENANT, region: 'us', name: 'Bench' })
      return Response.json({})
    }
    return Response.json(await capture(env, Number(searchParams.get('from')), Number(searchParams.get('count'))))
  },
} satisfies ExportedHandler<Env>
