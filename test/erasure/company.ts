// A small company for the erasure tests, brought in the way pulls bring it: Ada, who will be erased, and Oli, who speaks of her.
import { env } from 'cloudflare:workers'
import type { SubjectId, TenantId } from '../../worker/ids.ts'
import { ingestPage } from '../../worker/pull/ingest.ts'
import { keepQuarantined } from '../../worker/vault/quarantine.ts'
import type { Draft } from '../../worker/vendors/stream.ts'
import { home, ledger, vault } from '../support/tenants.ts'

export const ADA = { vendorUser: 'anthropic:user_ada', email: 'ada.quill@example.com' }
export const OLI = { vendorUser: 'anthropic:user_oli', email: 'oli@example.com' }
/** Planted: each is found nowhere once Ada is erased. */
export const PLANTED = {
  address: 'ada.quill@example.com',
  name: 'Ada Quill',
  older: 'Ada Fenwick',
  title: 'Plan of the lighthouse',
  question: 'Where does the zinc heron sleep?',
  answer: 'Under the amber stairs.',
} as const
/** Oli's, and they stay. */
export const KEPT = { question: 'How tall is a giraffe?', title: 'Animals', name: 'Oli Brandt' } as const

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString()

const member = (who: typeof ADA, name: string): Draft => ({
  kind: 'member',
  id: (subject) => `org-1/${subject}`,
  occurredAt: at(0),
  data: { role: 'user', added_at: at(0) },
  fields: { email: who.email, name },
  who,
})

export const chat = (id: string, who: typeof ADA, title: string, messages: number, updated = 30): Draft => ({
  kind: 'chat',
  id,
  occurredAt: at(1),
  data: {
    organization: 'org-1',
    project: null,
    model: 'claude-sonnet-4-5',
    created_at: at(1),
    updated_at: at(updated),
    deleted_at: null,
    emptied: false,
    messages,
    without_text: 0,
  },
  fields: { title, email: who.email },
  who,
})

export const message = (id: string, chatId: string, who: typeof ADA, role: string, text: string): Draft => ({
  kind: 'message',
  id: `${chatId}/${id}`,
  occurredAt: at(2),
  data: { chat: chatId, role },
  asSeen: { model: 'claude-sonnet-4-5' },
  content: { text, place: `${chatId}/${id}` },
  who,
})

export const MEMBERS = {
  first: [member(ADA, PLANTED.older), member(OLI, KEPT.name)],
  later: [member(ADA, PLANTED.name)],
}

export const CONTENT: Draft[] = [
  message('m1', 'chat-ada', ADA, 'user', PLANTED.question),
  message('m2', 'chat-ada', ADA, 'assistant', PLANTED.answer),
  chat('chat-ada', ADA, PLANTED.title, 2),
  message('m1', 'chat-oli', OLI, 'user', KEPT.question),
  message('m2', 'chat-oli', OLI, 'assistant', `Ask ADA  quill, she knows. Write to ${PLANTED.address}.`),
  message('m3', 'chat-oli', OLI, 'user', 'Ada Quillington is somebody else.'),
  chat('chat-oli', OLI, KEPT.title, 3),
  chat('chat-title', OLI, `Notes for ${PLANTED.name}`, 0),
]

export const ACTIVITY: Draft[] = [
  {
    kind: 'activity',
    id: 'act-1',
    occurredAt: at(5),
    data: { type: 'user_signed_in', actor_type: 'user' },
    fields: { email: ADA.email, ip_address: '192.0.2.7' },
    who: ADA,
  },
  {
    kind: 'activity',
    id: 'act-2',
    occurredAt: at(6),
    data: { type: 'role_assigned', actor_type: 'user' },
    fields: { email: OLI.email, target_email: ADA.email },
    who: OLI,
  },
  {
    kind: 'activity',
    id: 'act-3',
    occurredAt: at(7),
    data: { type: 'user_signed_in', actor_type: 'user' },
    fields: { email: OLI.email, ip_address: '192.0.2.8' },
    who: OLI,
  },
]

export const KEYS: Draft[] = [
  {
    kind: 'vendor_key',
    id: 'key_1',
    occurredAt: at(0),
    data: { status: 'active', workspace: null },
    fields: { name: 'ada quill laptop' },
  },
  {
    kind: 'vendor_key',
    id: 'key_2',
    occurredAt: at(0),
    data: { status: 'active', workspace: null },
    fields: { name: 'nightly batch' },
  },
]

/** Reads one page into a ledger. */
export async function ingest(tenant: TenantId, stream: string, drafts: Draft[]): Promise<void> {
  const target = { ledger: ledger(tenant), vault: vault(tenant), tenant, stream, scope: 'org-1', digest: true }
  const manifest = {
    endpoint: '/v1/x',
    query: '',
    status: 200,
    page_sha256: 'e'.repeat(64),
    bytes: 1,
    items: drafts.length,
    has_more: false,
  }
  const result = await ingestPage(target, { drafts, manifest, next: null }, { now: new Date() })
  if (!result.ok) throw new Error(JSON.stringify(result))
}

/** Everything that the vendor says, read once more. */
export async function readAll(tenant: TenantId): Promise<void> {
  await ingest(tenant, 'anthropic.members', MEMBERS.later)
  await ingest(tenant, 'anthropic.content', CONTENT)
  await ingest(tenant, 'anthropic.activity', ACTIVITY)
  await ingest(tenant, 'anthropic.api_keys', KEYS)
}

export type People = { ada: SubjectId; oli: SubjectId }

/** The company in a tenant's ledger and read models, and an answer that nobody could parse. */
export async function settleCompany(tenant: TenantId): Promise<People> {
  await ingest(tenant, 'anthropic.members', MEMBERS.first)
  await readAll(tenant)
  await keepQuarantined(vault(tenant), 'cn-x', new TextEncoder().encode(`<html>${PLANTED.name}</html>`))
  await ledger(tenant).settle()
  const { results } = await env.TENANTS_US.prepare('SELECT id, subject FROM chat WHERE tenant = ?')
    .bind(tenant)
    .all<{ id: string; subject: SubjectId }>()
  const of = (id: string) => results.find((row) => row.id === id)?.subject
  const [ada, oli] = [of('chat-ada'), of('chat-oli')]
  if (ada === undefined || oli === undefined) throw new Error('no chats')
  return { ada, oli }
}

export { home, ledger, vault }
