// Exports: ask for one, look at them and at who fetched them.

import type { TenantActor } from '../../access/actor.ts'
import { listDownloads } from '../../db/tenant/downloads.ts'
import { findExport, listExports } from '../../db/tenant/exports.ts'
import { whatExists } from '../../db/tenant/links.ts'
import { createExport } from '../../export/create.ts'
import type { Selection } from '../../export/filter.ts'
import { homeOf } from '../../region.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { idParams } from '../fields.ts'
import { cursorOf, openReading, readPosition } from '../reading.ts'
import {
  DownloadList,
  ExportBody,
  type ExportFilter,
  ExportList,
  ExportListQuery,
  ExportView,
} from '../schemas/exports.ts'
import { exportFocusRoutes, focusRefusal } from './export-focus.ts'
import { exportLinkRoutes } from './export-links.ts'
import { reviewFor } from './export-review.ts'
import { viewExport, viewExports } from './export-views.ts'

const tag = 'Exports'

/**
 * Disclosing opens what the whole ledger keeps sealed, for people outside: an owner or admin decides it, and a token only where its
 * scopes let it see people at all. A person in the filter says which subjects are one human, which is for those who may see people.
 */
function refusalOf(actor: TenantActor, { disclose, filter }: ExportBody): Failure | undefined {
  const seesPeople = actor.permissions.has('read:people')
  if (disclose && !(seesPeople && (actor.role === 'owner' || actor.role === 'admin'))) {
    return failure('forbidden', {
      message: 'Only an owner or admin who may see people can disclose personal fields. Export without them.',
    })
  }
  if (filter.person !== undefined && !seesPeople) {
    return failure('forbidden', { message: 'Your role does not see people, so it cannot filter by one.' })
  }
  return undefined
}

/** The filter with all subjects of its person, as they are stitched at this moment. */
async function selectionOf(env: Env, actor: TenantActor, filter: ExportFilter): Promise<Selection | Failure> {
  const { person, ...rest } = filter
  if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) {
    const details = [{ path: 'body.filter.to', problem: 'must not be before from' }]
    return failure('invalid_request', { details })
  }
  if (person === undefined) return rest
  const { db, tenant, directory, stitched } = await openReading(env, actor)
  if ((await whatExists(db, tenant, person, directory)) !== 'subject') {
    const problem = 'There is no such person here. Choose one from the list of people.'
    return failure('not_found', { message: problem, details: [{ path: 'body.filter.person', problem }] })
  }
  return { ...rest, subjects: [...(await stitched()).subjectsOf(person)].sort() }
}

const create = tenantRoute({
  method: 'post',
  path: '/api/exports',
  needs: 'write:exports',
  summary:
    'Make an evidence bundle of what a filter selects, or a FOCUS file of its bill; a job with progress, offered once it was checked',
  tag,
  status: 202,
  body: ExportBody,
  answer: ExportView,
  async handler({ env, outside, actor, body }) {
    const refused = refusalOf(actor, body) ?? focusRefusal(actor, body)
    if (refused !== undefined) return refused
    const selection = await selectionOf(env, actor, body.filter)
    if (isFailure(selection)) return selection
    const reviewed = await reviewFor(env, actor, body)
    if (isFailure(reviewed)) return reviewed
    const { tenant, user } = actor
    const created = await createExport(
      { env, tenant, user, recordAct: outside.recordAct },
      {
        filter: JSON.stringify(body.filter),
        selection,
        format: body.format,
        asOf: body.as_of ?? (body.format === 'focus' ? 'newest' : 'anchored'),
        disclosed: body.disclose,
        expiresInDays: body.expires_in_days,
        maxDownloads: body.max_downloads,
        note: body.note,
        focus: body.focus,
        review: reviewed.review,
      },
    )
    if (!created.ok) return failure('too_many_exports')
    return viewExport(env, tenant, created.id)
  },
})

const list = tenantRoute({
  method: 'get',
  path: '/api/exports',
  needs: 'read:exports',
  summary: 'Exports, newest first, expired and revoked ones too',
  tag,
  query: ExportListQuery,
  answer: ExportList,
  async handler({ env, actor, query }) {
    const after = readPosition<[string, string]>(query.cursor, ['string', 'string'])
    if (isFailure(after)) return after
    const { db } = homeOf(env, actor.tenant.region)
    const rows = await listExports(db, actor.tenant.id, after, query.limit + 1)
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return {
      exports: await viewExports(env, db, page, new Date()),
      next_cursor: cursorOf(rows.length > query.limit && last !== undefined ? [last.createdAt, last.id] : null),
    }
  },
})

const one = tenantRoute({
  method: 'get',
  path: '/api/exports/{id}',
  needs: 'read:exports',
  summary: 'One export: its state, its progress, its files',
  tag,
  params: idParams,
  answer: ExportView,
  handler: ({ env, actor, params }) => viewExport(env, actor.tenant, params.id),
})

const downloads = tenantRoute({
  method: 'get',
  path: '/api/exports/{id}/downloads',
  needs: 'read:exports',
  summary: 'Downloads of an export, newest first; each is a record of the ledger as well',
  tag,
  params: idParams,
  query: ExportListQuery,
  answer: DownloadList,
  async handler({ env, actor, params, query }) {
    const after = readPosition<[string, string]>(query.cursor, ['string', 'string'])
    if (isFailure(after)) return after
    const { db } = homeOf(env, actor.tenant.region)
    if ((await findExport(db, actor.tenant.id, params.id)) === undefined) return failure('not_found')
    const rows = await listDownloads(db, actor.tenant.id, params.id, after, query.limit + 1)
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return {
      downloads: page.map(({ id, at, volume, linkVersion, first, last: end }) => ({
        id,
        at,
        volume,
        link_version: linkVersion,
        range: first === null || end === null ? null : { first, last: end },
      })),
      next_cursor: cursorOf(rows.length > query.limit && last !== undefined ? [last.at, last.id] : null),
    }
  },
})

export const exportRoutes: readonly Route[] = [create, list, one, downloads, ...exportFocusRoutes, ...exportLinkRoutes]
