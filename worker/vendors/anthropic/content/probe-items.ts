// The read-only questions that a Compliance Access Key is tried with, and what each answer tells. Reference section 2, "Probing a key".
import { z } from 'zod'
import type { VendorClient } from '../../http.ts'
import { failedOf, type ProbeFault } from '../../probe.ts'
import { type Question, type Read, read } from '../../read.ts'
import { ORGANIZATIONS, organizationsPage, usersPage } from './directory.ts'
import { chatsPage, messagesPage } from './pages.ts'
import { MAY_DELETE, scopesSaid } from './scopes.ts'

/** `empty`: answered, with nothing in it. */
export type Outcome =
  | { state: 'ok' | 'empty'; requestId?: string; detail?: string }
  | { state: 'refused' | 'failed'; fault: ProbeFault }

/** `mayDelete`: null when the vendor tells nobody. */
export type Found = {
  organization?: { id: string; name: string | null }
  organizations: Outcome
  users?: Outcome
  chats?: Outcome
  messages?: Outcome
  settings?: Outcome
  mayDelete: boolean | null
}

type Failure = Extract<Read<never>, { ok: false }>
type Answered = { ok: true; got: { answer: { requestId?: string } } }

const ONE = 1

/** Asks about everything. A key that is not accepted at all is asked about once: the answer would be the same everywhere. */
export async function askAll(client: VendorClient): Promise<Found> {
  const tree = await organizationsPage(client)
  const organizations = outcome(tree, (page) => countWords(page.items.length, page.hasMore))
  const first = tree.ok ? tree.items[0] : undefined
  const found: Found = { organizations, mayDelete: null }
  if (first !== undefined) found.organization = { id: first.id, name: first.name }
  if (!tree.ok && (tree.fault.code === 'unauthorized' || tree.fault.code === 'not_found')) return found

  const chats = await chatsPage(client, { after: null, limit: ONE })
  found.chats = outcome(chats, () => undefined)
  const [chat] = chats.ok ? chats.items : []
  if (chats.ok) {
    if (chat === undefined) found.messages = { state: 'empty' }
    else found.messages = outcome(await messagesPage(client, chat.chatId, null, ONE), () => undefined)
  }
  if (first !== undefined) {
    found.users = outcome(await usersPage(client, first.id, null, ONE), () => undefined)
    const kept = await settingsOf(client, first.id)
    found.settings = kept.outcome
    found.mayDelete = kept.mayDelete
  }
  const said = saidIn(found) ?? (found.mayDelete === null ? await scopesOfRefusal(client) : undefined)
  if (said !== undefined) found.mayDelete = said.includes(MAY_DELETE)
  return found
}

function outcome<T extends Answered>(got: T | Failure, detail: (got: T) => string | undefined): Outcome {
  if (!got.ok) return failedOf(got)
  const { requestId } = got.got.answer
  const words = detail(got)
  return {
    state: 'ok',
    ...(requestId === undefined ? {} : { requestId }),
    ...(words === undefined ? {} : { detail: words }),
  }
}

const countWords = (count: number, more: boolean): string | undefined =>
  count === 1 && !more ? undefined : `${count}${more ? ' and more' : ''} organizations in the tree.`

const Settings = z.object({
  settings: z.array(z.looseObject({ name: z.string(), value: z.unknown() })).nullish(),
  api_keys: z.array(z.object({ scopes: z.array(z.string()), is_active: z.boolean() })).nullish(),
})

const Kept = z.looseObject({ type: z.string(), timescale: z.string().optional(), duration: z.number().optional() })

/**
 * How long chats stay readable, and whether the key may delete: settings list every compliance key without telling which one
 * asks, so they decide only where all active ones agree.
 */
async function settingsOf(
  client: VendorClient,
  organization: string,
): Promise<{ outcome: Outcome; mayDelete: boolean | null }> {
  const endpoint = `${ORGANIZATIONS}/${encodeURIComponent(organization)}/settings`
  const got = await read(client, { endpoint }, Settings)
  if (!got.ok) return { outcome: failedOf(got), mayDelete: null }
  const kept = got.value.settings?.find(({ name }) => name === 'data_retention_periods')?.value
  const detail = retentionWords(kept)
  const requestId = got.answer.requestId === undefined ? {} : { requestId: got.answer.requestId }
  const active = (got.value.api_keys ?? []).filter(({ is_active }) => is_active)
  const able = active.filter(({ scopes }) => scopes.includes(MAY_DELETE)).length
  return {
    outcome: detail === undefined ? { state: 'empty', ...requestId } : { state: 'ok', detail, ...requestId },
    mayDelete: active.length === 0 || (able > 0 && able < active.length) ? null : able > 0,
  }
}

function retentionWords(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const kinds = new Map<string, unknown>(Object.entries(value))
  const parsed = Kept.safeParse(kinds.get('chat') ?? kinds.get('all'))
  if (!parsed.success) return undefined
  const { type, timescale, duration } = parsed.data
  if (type === 'indefinite') return 'Anthropic keeps chats without a limit.'
  if (timescale === undefined || duration === undefined) return undefined
  return `Anthropic keeps chats for ${duration} ${timescale}${duration === 1 ? '' : 's'}; older ones cannot be read.`
}

/** The scopes of the key, where a refusal named them. */
function saidIn(found: Found): string[] | undefined {
  for (const one of [found.organizations, found.users, found.chats, found.messages, found.settings]) {
    const said = one !== undefined && 'fault' in one ? scopesSaid(one.fault)?.got : undefined
    if (said !== undefined) return said
  }
  return undefined
}

/** Asks for the one thing that a key for content need not read: if it is refused, the refusal names all scopes of the key. */
async function scopesOfRefusal(client: VendorClient): Promise<string[] | undefined> {
  const question: Question = { endpoint: '/v1/compliance/activities', query: [['limit', String(ONE)]] }
  const got = await read(client, question, z.unknown())
  return got.ok ? undefined : scopesSaid(got.fault)?.got
}

/** Whether the answer about chats is a yes. */
export const reads = (one: Outcome | undefined): boolean => one?.state === 'ok' || one?.state === 'empty'
