// A vendor made of literal answers: what is asked is written down, what comes back is what the test says.
import { type Query, type VendorClient, vendorClient } from '../../worker/vendors/http.ts'
import { dimensionHash } from '../../worker/vendors/identity.ts'
import type { Ask, Draft, Identity, PageResult, Stream } from '../../worker/vendors/stream.ts'

export const SECRET = ['sk', 'ant', 'admin01', 'x'.repeat(24)].join('-')
export const ORGANIZATION = '96c11420-b5d7-45db-a4a4-b974a687905f'

export type Asked = { method: string; url: URL; headers: Headers; redirect: string }
export type Reply = (asked: Asked) => Response | Promise<Response>

/** A client whose other side is `reply`, with the list of what it was asked. */
export function literal(reply: Reply, options: { timeoutMs?: number; maxBytes?: number } = {}) {
  const asked: Asked[] = []
  const client = vendorClient({
    name: 'Anthropic',
    baseUrl: 'https://vendor.example/',
    headers: { 'x-api-key': SECRET },
    userAgent: 'Tallystick/test',
    ...options,
    fetch: async (request) => {
      const one = {
        method: request.method,
        url: new URL(request.url),
        headers: request.headers,
        redirect: request.redirect,
      }
      asked.push(one)
      return reply(one)
    },
  })
  return { client, asked }
}

/** Answers one after another; the last one stays. */
export function inTurn(...bodies: unknown[]): Reply {
  let at = 0
  return () => Response.json(bodies[Math.min(at++, bodies.length - 1)])
}

export const queryOf = (asked: Asked | undefined): Query => [...(asked?.url.searchParams ?? [])]

export const ask = (more: Partial<Ask> = {}): Ask => ({
  window: { from: '2026-11-17', to: '2026-11-19' },
  token: null,
  now: new Date('2026-11-20T10:00:00Z'),
  organization: ORGANIZATION,
  generation: 'classic',
  ...more,
})

/** The page of a result that must be one. */
export function pageOf(result: PageResult) {
  if (!result.ok) throw new Error(`no page: ${result.fault.code}: ${result.fault.words}`)
  return result.page
}

/** All drafts of a stream, page after page, with the tokens in between. */
export async function walk(stream: Stream, client: VendorClient, asked: Ask, most = 50) {
  const drafts: Draft[] = []
  const tokens: string[] = []
  let token = asked.token
  for (let pages = 0; pages < most; pages++) {
    const page = pageOf(await stream.page(client, { ...asked, token }))
    drafts.push(...page.drafts)
    if (page.next === null) return { drafts, tokens }
    token = page.next
    tokens.push(token)
  }
  throw new Error(`more than ${most} pages`)
}

type Subject = Exclude<Parameters<Exclude<Draft['id'], string>>[0], undefined>

// 26 characters of the ledger's alphabet; the cast brands a literal of the right form.
export const SUBJECT = `sub_${'0'.repeat(26)}` as Subject

/** A subject of each identity's own, as the ledger would give it: hex is part of the ledger's alphabet, hence the cast. */
const subjectOf = (who: Identity): Subject => `sub_${dimensionHash({ ...who }).slice(0, 26)}` as Subject

/** The id of a draft: with the subject given, or with one of the person's own. */
export function idOf(draft: Draft, subject?: Subject): string {
  if (typeof draft.id === 'string') return draft.id
  return draft.id(subject ?? (draft.who === undefined ? undefined : subjectOf(draft.who)))
}
