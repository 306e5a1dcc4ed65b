// The stage of the content tests: an owner and an admin at the front door of a tenant whose chats were captured as pulls capture them.
import { env } from 'cloudflare:workers'
import { indexStep } from '../../worker/content/index-words.ts'
import { ChatDetail, ChatList } from '../../worker/http/schemas/content.ts'
import { isTenantId, type TenantId } from '../../worker/ids.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { ingestPage } from '../../worker/pull/ingest.ts'
import type { Draft } from '../../worker/vendors/stream.ts'
import { connect, home, ledger, vault } from '../support/tenants.ts'
import { type Browser, join, newTenant, openLedger } from './harness.ts'

export type Who = { vendorUser: string; email: string; name: string }
export const ADA: Who = { vendorUser: 'anthropic:user_ada', email: 'ada@example.com', name: 'Ada Example' }
export const OLI: Who = { vendorUser: 'anthropic:user_oli', email: 'oli@example.com', name: 'Oli Example' }

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString()

export const chatOf = (id: string, who: Who | null, title: string | null, data = {}): Draft => ({
  kind: 'chat',
  id,
  occurredAt: at(1),
  data: {
    ...{ organization: 'org-1', project: null, model: 'claude-opus-4-8' },
    ...{ created_at: at(1), updated_at: at(30), deleted_at: null, emptied: false, messages: 2, without_text: 1 },
    ...data,
  },
  ...(title !== null && { fields: { title } }),
  ...(who !== null && { who }),
})

/** `minute` orders the messages of a chat. */
export const messageOf = (id: string, chat: string, who: Who | null, text: string, minute = 2, data = {}): Draft => ({
  kind: 'message',
  id: `${chat}/${id}`,
  occurredAt: at(minute),
  data: { chat, role: minute % 2 === 0 ? 'user' : 'assistant', ...data },
  asSeen: { model: 'claude-opus-4-8' },
  content: { text, place: `${chat}/${id}` },
  ...(who !== null && { who }),
})

const member = (who: Who): Draft => ({
  kind: 'member',
  id: (subject) => `org-1/${subject}`,
  occurredAt: at(0),
  data: { organization: 'org-1', role: 'user', added_at: at(0) },
  fields: { email: who.email, name: who.name },
  who,
})

export type Content = { tenant: TenantId; owner: Browser; admin: Browser }

/** A tenant with a connected key, Ada's and Oli's names, and these chats, projected and indexed. */
export async function contentStage(...drafts: Draft[]): Promise<Content> {
  const made = await newTenant()
  if (!isTenantId(made.tenantId)) throw new Error('no tenant id')
  const tenant = made.tenantId
  await openLedger(tenant)
  await connect(tenant, 'not-a-key', 'org-1', 1, 'anthropic_compliance')
  await take(tenant, 'anthropic.directory', member(ADA), member(OLI))
  await capture(tenant, ...drafts)
  return { tenant, owner: made.owner.browser, admin: (await join(made.owner.browser, 'admin')).browser }
}

async function take(tenant: TenantId, stream: string, ...drafts: Draft[]): Promise<void> {
  const counts = { status: 200, page_sha256: '0'.repeat(64), bytes: 2, items: drafts.length, has_more: false }
  const manifest = { endpoint: '/v1/compliance/apps/chats', query: '', ...counts }
  const target = { ledger: ledger(tenant), vault: vault(tenant), tenant, stream, scope: 'org-1', digest: true }
  const result = await ingestPage(target, { drafts, next: null, manifest }, { now: new Date() })
  if (!result.ok) throw new Error(JSON.stringify(result))
}

/** Takes chats and messages in, projects and indexes them. */
export async function capture(tenant: TenantId, ...drafts: Draft[]): Promise<void> {
  if (drafts.length > 0) await take(tenant, 'anthropic.content', ...drafts)
  await ledger(tenant).settle()
  while ((await indexStep(env, 'us', tenant)) === 'more');
}

export async function detail(browser: Browser, chat: string, query = ''): Promise<ChatDetail> {
  const reply = await browser.get(`/api/content/chats/${chat}${query}`)
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
  return ChatDetail.parse(reply.body)
}

export async function list(browser: Browser, query = ''): Promise<ChatList> {
  const reply = await browser.get(`/api/content/chats${query}`)
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
  return ChatList.parse(reply.body)
}

/** Ids of the chats that a search finds, ascending. */
export const search = async (browser: Browser, words: string, more = ''): Promise<string[]> =>
  (await list(browser, `?q=${encodeURIComponent(words)}${more}`)).chats.map(({ id }) => id).sort()

/** The texts of a transcript as they are shown. */
export const textsOf = ({ messages }: ChatDetail): (string | null)[] =>
  messages.map(({ pieces }) => pieces?.map(({ text }) => text).join('') ?? null)

export async function records(tenant: TenantId): Promise<LedgerRecord[]> {
  const { size } = await ledger(tenant).state()
  // Our own bytes.
  return (await ledger(tenant).records(0, size - 1)).map(({ text }) => JSON.parse(text) as LedgerRecord)
}

export const REASON = 'Asked for by counsel in the matter of the heron.'

/** What an erasure record says in D1, as the projection would write it. */
export async function markErased(tenant: TenantId, seq: number, by: number): Promise<void> {
  await home.db
    .prepare('INSERT INTO erased_content (tenant, seq, by, at) VALUES (?, ?, ?, ?)')
    .bind(tenant, seq, by, '2026-03-02T00:00:00.000Z')
    .run()
}
