// FOCUS exports: what may be asked of one, and its conformance report.
import type { TenantActor } from '../../access/actor.ts'
import { findExport } from '../../db/tenant/exports.ts'
import { volumesOf } from '../../export/volumes.ts'
import { homeOf } from '../../region.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure } from '../errors.ts'
import { idParams } from '../fields.ts'
import { Conformance, type ExportBody } from '../schemas/exports.ts'

const invalid = (path: string, problem: string): Failure =>
  failure('invalid_request', { details: [{ path: `body.${path}`, problem }] })

const TAKES = ['from', 'to', 'vendor', 'workspace']

/** Why a FOCUS export may not be made like this; undefined for other formats too. */
export function focusRefusal(actor: TenantActor, body: ExportBody): Failure | undefined {
  const { format, focus, filter, disclose, content, as_of: asOf } = body
  if (format !== 'focus') return focus === undefined ? undefined : invalid('focus', 'is only for the format focus')
  if (!actor.permissions.has('read:costs')) {
    return failure('forbidden', { message: 'Your role does not see costs, so it cannot export them.' })
  }
  const other = Object.entries(filter).find(([name, value]) => value !== undefined && !TAKES.includes(name))
  if (other !== undefined) return invalid(`filter.${other[0]}`, 'a FOCUS export takes days, a vendor and workspaces')
  if (filter.vendor === 'tallystick') return invalid('filter.vendor', 'must be a vendor that bills')
  if (disclose) return invalid('disclose', 'there are no personal fields in a FOCUS export')
  if (content !== 'none') return invalid('content', 'there are no texts in a FOCUS export')
  if (asOf === 'anchored') return invalid('as_of', 'a FOCUS export is as of the newest record')
  return undefined
}

const conformance = tenantRoute({
  method: 'get',
  path: '/api/exports/{id}/conformance',
  needs: 'read:exports',
  summary: 'The conformance report of a FOCUS export: every rule of the requirements model over every row',
  tag: 'Exports',
  params: idParams,
  answer: Conformance,
  async handler({ env, actor, params }) {
    const { db, exports } = homeOf(env, actor.tenant.region)
    const row = await findExport(db, actor.tenant.id, params.id)
    if (row === undefined || row.format !== 'focus') return failure('not_found')
    if (row.state === 'queued' || row.state === 'running' || row.state === 'failed') return failure('export_unfinished')
    const report = volumesOf(row).find(({ kind }) => kind === 'report')
    const object = report === undefined || row.state !== 'ready' ? null : await exports.get(report.key)
    return object === null ? failure('export_gone') : Conformance.parse(await object.json())
  },
})

export const exportFocusRoutes: readonly Route[] = [conformance]
