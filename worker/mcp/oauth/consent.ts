// The person's decision: what the consent page shows of a request, and what follows from Approve or Deny.
import type { SessionActor } from '../../access/actor.ts'
import { newAct } from '../../access/acts.ts'
import { permissionsOf, type Role } from '../../access/roles.ts'
import { insertAct } from '../../db/control/acts.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { selectClient } from '../../db/control/oauth.ts'
import { mayReturnTo } from '../callers.ts'
import { issuerOf, originOf, SURFACES, type Surface, surfaceOf } from '../surfaces.ts'
import { makeOAuth } from './provider.ts'
import { shownName } from './register.ts'

export type Question = {
  /** As the client calls itself: nobody has checked it. */
  client: string
  /** Where the answer goes: the part of the address that tells a stranger from Claude. */
  returns_to: string
  surface: Surface
  scopes: string[]
}

type Asked = Question & { clientId: string }

/** What is asked, from the signed query that the provider put behind the page's address; null when it is not one. */
async function readQuestion(env: Env, query: string): Promise<Asked | null> {
  const asked = new URLSearchParams(query)
  const [clientId, to] = [asked.get('client_id') ?? '', asked.get('redirect_uri') ?? '']
  const surface = surfaceOf(env, asked.get('resource') ?? '')
  if (surface === null || !mayReturnTo(to) || clientId.length > 60) return null
  const client = await selectClient(controlDatabase(env), clientId)
  if (client === null || client.disabled === true) return null
  const scopes = (asked.get('scope') ?? '').split(' ').filter((scope) => scope === SURFACES[surface].scope)
  // Names were bounded when they came in; this is for those that came before a rule did.
  return {
    clientId,
    client: shownName(client.name ?? '') || 'MCP client',
    returns_to: new URL(to).host,
    surface,
    scopes,
  }
}

/** See readQuestion. */
export async function describeQuestion(env: Env, query: string): Promise<Question | null> {
  const found = await readQuestion(env, query)
  if (found === null) return null
  const { clientId: _, ...question } = found
  return question
}

/** Whether a role has anything to give at a surface: everybody reports turns, but the ledger is read by those who may read it. */
export const mayGrant = (role: Role, surface: Surface): boolean =>
  surface === 'connector' || permissionsOf(role).has('read:usage')

export type Decision =
  | { ok: true; to: string; act: string | null }
  | { ok: false; code: 'question_invalid' | 'not_found' | 'forbidden' }

/**
 * Approves or denies, in the organization that the person chose; `to` is where the browser goes now. `question_invalid`: too old,
 * changed on its way, or its client is gone. An approval is a record of that organization.
 */
export async function decide(
  env: Env,
  actor: SessionActor,
  cookie: string,
  answer: { query: string; approve: boolean; tenant: string },
): Promise<Decision> {
  const found = await readQuestion(env, answer.query)
  if (found === null) return { ok: false, code: 'question_invalid' }
  const membership = actor.memberships.find(({ tenant }) => tenant.id === answer.tenant)
  if (membership === undefined) return { ok: false, code: 'not_found' }
  const { tenant, role } = membership
  if (answer.approve && !mayGrant(role, found.surface)) return { ok: false, code: 'forbidden' }
  const handler = await makeOAuth(env, tenant.id)
  const response = await handler(
    new Request(`${issuerOf(env)}/oauth2/consent`, {
      method: 'POST',
      headers: { cookie, origin: originOf(env), 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ accept: answer.approve, oauth_query: answer.query }),
    }),
  )
  const to = await readTarget(response)
  if (to === null) return { ok: false, code: 'question_invalid' }
  if (!answer.approve || !new URL(to).searchParams.has('code')) return { ok: true, to, act: null }
  const now = new Date()
  const data = { action: 'mcp_connected', client: found.clientId, scopes: found.scopes }
  // The client's name for itself is free text of a stranger: sealed, like what people write.
  const spec = { kind: 'token', stream: 'tallystick.tokens', data, fields: { client_name: found.client } } as const
  const act = newAct(tenant.id, actor.user, spec, now)
  await insertAct(controlDatabase(env), act, now)
  return { ok: true, to, act: act.id }
}

/** Where the provider sends the browser; null when it refused, or (which would be a bug of somebody's) names another place. */
async function readTarget(response: Response): Promise<string | null> {
  if (!response.ok) return null
  const body: unknown = await response.json()
  const to = typeof body === 'object' && body !== null && 'url' in body && typeof body.url === 'string' ? body.url : ''
  return mayReturnTo(to) ? to : null
}
