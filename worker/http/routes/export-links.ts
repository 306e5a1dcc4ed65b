// The links of an export: copy, make new, revoke. A link is the file for whoever holds it, so every change is a record first.
import type { TenantActor } from '../../access/actor.ts'
import { changeExport, type ExportRow, findExport, renewLink } from '../../db/tenant/exports.ts'
import { linksOf } from '../../export/links.ts'
import { exportAct, recordExport } from '../../export/record.ts'
import { homeOf, rootKeys } from '../../region.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { idParams } from '../fields.ts'
import { ExportLinks, ExportView, NewLinkBody } from '../schemas/exports.ts'
import { viewExport } from './export-views.ts'

const tag = 'Exports'
const DAY_MS = 86_400_000

/** The export, where the actor may see what its files show. */
async function visible(env: Env, actor: TenantActor, id: string): Promise<ExportRow | Failure> {
  const row = await findExport(homeOf(env, actor.tenant.region).db, actor.tenant.id, id)
  if (row === undefined) return failure('not_found')
  if (row.disclosed === 1 && !actor.permissions.has('read:people')) {
    return failure('forbidden', { message: 'This export shows personal fields, and your role does not see people.' })
  }
  return row
}

const answer = async (env: Env, row: ExportRow) => ({
  id: row.id,
  version: row.linkVersion,
  expires_at: row.expiresAt,
  links: await linksOf(rootKeys(env), new URL(env.APP_URL).origin, row),
})

const copy = tenantRoute({
  method: 'get',
  path: '/api/exports/{id}/link',
  needs: 'read:exports',
  summary: 'The links in force, one a file; whoever has one can fetch the file without signing in',
  tag,
  params: idParams,
  answer: ExportLinks,
  async handler({ env, actor, params }) {
    const row = await visible(env, actor, params.id)
    if (isFailure(row)) return row
    if (row.state === 'queued' || row.state === 'running' || row.state === 'failed') return failure('export_unfinished')
    const open = row.state === 'ready' && row.expiresAt > new Date().toISOString()
    return open ? answer(env, row) : failure('export_gone')
  },
})

const renew = tenantRoute({
  method: 'post',
  path: '/api/exports/{id}/link',
  needs: 'write:exports',
  summary: 'Make new links with their own expiry and limit; the old ones end at once',
  tag,
  params: idParams,
  body: NewLinkBody,
  answer: ExportLinks,
  async handler({ env, outside, actor, params, body }) {
    const row = await visible(env, actor, params.id)
    if (isFailure(row)) return row
    if (row.state !== 'ready') return failure(row.state === 'revoked' ? 'export_gone' : 'export_unfinished')
    const now = new Date()
    const expiresAt = new Date(now.getTime() + body.expires_in_days * DAY_MS).toISOString()
    const said = { action: 'linked', export: row.id, expires_at: expiresAt, max_downloads: body.max_downloads }
    const act = exportAct(actor.tenant.id, { kind: 'export', who: actor.user, data: said }, now)
    await recordExport(env, outside.recordAct, act, now)
    const { db } = homeOf(env, actor.tenant.region)
    const renewed = await renewLink(db, row, { expiresAt, maxDownloads: body.max_downloads })
    return renewed === undefined ? failure('export_gone') : answer(env, renewed)
  },
})

const revoke = tenantRoute({
  method: 'post',
  path: '/api/exports/{id}/revoke',
  needs: 'write:exports',
  summary: 'Revoke an export: its links stop at once, its files are deleted within minutes; for good',
  tag,
  params: idParams,
  answer: ExportView,
  async handler({ env, outside, actor, params }) {
    const { db } = homeOf(env, actor.tenant.region)
    const row = await findExport(db, actor.tenant.id, params.id)
    if (row === undefined) return failure('not_found')
    if (row.state === 'queued' || row.state === 'running' || row.state === 'ready') {
      const now = new Date()
      const data = { action: 'revoked', export: row.id }
      const act = exportAct(actor.tenant.id, { kind: 'export', who: actor.user, data }, now)
      await recordExport(env, outside.recordAct, act, now)
      const change = {
        state: 'revoked',
        words: 'Revoked: its links do not open any more.',
        touchedAt: now.toISOString(),
      }
      await changeExport(db, row, ['queued', 'running', 'ready'], change)
    }
    return viewExport(env, actor.tenant, row.id)
  },
})

export const exportLinkRoutes: readonly Route[] = [copy, renew, revoke]
