// GET /api/people/unmapped, POST /api/people/links: which identities belong to nobody, and who says otherwise. Each link is a record.
import { deliverActs, newAct } from '../../access/acts.ts'
import { insertAct } from '../../db/control/acts.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { selectWaitingActs } from '../../db/control/waiting-acts.ts'
import { whatExists, writeLink } from '../../db/tenant/links.ts'
import { readUnmapped } from '../../db/tenant/unmapped.ts'
import { judgeLink, type LinkVerdict } from '../../people/link.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { openReading, readRange } from '../reading.ts'
import { LinkAnswer, LinkBody, UnmappedAnswer, UnmappedQuery } from '../schemas/people.ts'

const unmapped = tenantRoute({
  method: 'get',
  path: '/api/people/unmapped',
  summary: 'Identities that used something in the range and belong to nobody, and the links made by hand',
  tag: 'People',
  needs: 'read:people',
  query: UnmappedQuery,
  answer: UnmappedAnswer,
  handler: async ({ query, actor, env }) => {
    const { db, tenant, today, directory, stitched } = await openReading(env, actor)
    const range = readRange(query, today)
    if (isFailure(range)) return range
    return { range, ...(await readUnmapped(db, tenant, range, query.vendor, directory, await stitched())) }
  },
})

const link = tenantRoute({
  method: 'post',
  path: '/api/people/links',
  summary: 'Link an identity to a person by hand, or keep it apart; stronger than any matching, and a record',
  tag: 'People',
  needs: 'write:people',
  body: LinkBody,
  answer: LinkAnswer,
  handler: async ({ body, actor, env, outside }) => {
    const { identity, person } = body
    const { db, tenant, directory, stitched } = await openReading(env, actor)
    const [is, whose] = await Promise.all([
      whatExists(db, tenant, identity, directory),
      person === null ? null : whatExists(db, tenant, person, directory),
    ])
    const verdict = judgeLink(body, { identity: is, person: whose }, await stitched())
    if (!verdict.ok) return refusal(verdict.code)
    if (!verdict.changes) return body
    const control = controlDatabase(env)
    const now = new Date()
    const data = person === null ? { action: 'unlinked', identity } : { action: 'linked', identity, person }
    const act = newAct(tenant, actor.user, { kind: 'identity', stream: 'tallystick.identity', data }, now)
    // The last record counts. One that a silent ledger has not taken yet must come before this one, not after it.
    const waiting = await selectWaitingActs(control, tenant)
    await insertAct(control, act, now)
    await deliverActs(env, outside.recordAct, [...waiting, act.id].slice(0, 100))
    await writeLink(db, tenant, { identity, person, at: now.toISOString() })
    return body
  },
})

/** Each refusal in words; `details` says which field. */
function refusal(code: Extract<LinkVerdict, { ok: false }>['code']): Failure {
  const [status, path, problem] = WORDS[code]
  return failure(status, { message: problem, details: [{ path, problem }] })
}

type Refusal = Extract<LinkVerdict, { ok: false }>['code']
const WORDS: Readonly<Record<Refusal, readonly ['invalid_request' | 'not_found', string, string]>> = {
  unknown_identity: ['not_found', 'body.identity', 'There is no such identity here. Take one from the list.'],
  unknown_person: ['not_found', 'body.person', 'There is no such person here. Choose one from the list of people.'],
  service_account: [
    'invalid_request',
    'body.identity',
    'A service account is nobody’s person and cannot be linked. Link one of its keys instead, if a person uses it.',
  ],
  not_a_person: ['invalid_request', 'body.person', 'This is a key or a service account. Link to a person.'],
  same_person: ['invalid_request', 'body.person', 'This is the same person already. Choose another one.'],
}

export const peopleLinkRoutes: readonly Route[] = [unmapped, link]
