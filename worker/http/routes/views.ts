// Saved views: a screen's address under a name, for its owner or for everybody of the organization.
import type { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import { newId } from '../../access/ids.ts'
import type { Permission } from '../../access/roles.ts'
import {
  countViews,
  deleteView,
  findView,
  insertView,
  listViews,
  updateView,
  type ViewRow,
} from '../../db/tenant/views.ts'
import { homeOf } from '../../region.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { idParams } from '../fields.ts'
import { NewView, SavedView, SavedViews, ViewChange, ViewScreen } from '../schemas/views.ts'

const tag = 'Views'
/** Views that one account may keep in an organization. */
const MOST = 200

/** What opens each screen; whoever may open one of them may keep views. */
const OPENS: Readonly<Record<ViewScreen, Permission>> = {
  overview: 'read:usage',
  usage: 'read:usage',
  costs: 'read:costs',
  people: 'read:people',
  activity: 'read:activity',
  sessions: 'read:sessions',
  insights: 'read:insights',
}
const needs = [...new Set(Object.values(OPENS))]

const opens = ({ permissions }: TenantActor, screen: ViewScreen): boolean => permissions.has(OPENS[screen])

function describe(row: ViewRow, { user }: TenantActor): z.input<typeof SavedView> {
  const screen = ViewScreen.parse(row.screen) // written through NewView only
  const { id, name, search, shared, createdAt } = row
  return { id, name, screen, search, shared: shared === 1, own: row.owner === user.id, created_at: createdAt }
}

const list = tenantRoute({
  method: 'get',
  path: '/api/views',
  needs,
  summary: 'Saved views of the screens you may open: your own and the shared ones, by name',
  tag,
  answer: SavedViews,
  async handler({ env, actor }) {
    const rows = await listViews(homeOf(env, actor.tenant.region).db, actor.tenant.id, actor.user.id)
    return { views: rows.map((row) => describe(row, actor)).filter(({ screen }) => opens(actor, screen)) }
  },
})

const create = tenantRoute({
  method: 'post',
  path: '/api/views',
  needs,
  summary: 'Keep the address of a screen under a name',
  tag,
  body: NewView,
  answer: SavedView,
  status: 201,
  async handler({ env, actor, body }) {
    const { tenant, user } = actor
    const { db } = homeOf(env, tenant.region)
    if (!opens(actor, body.screen)) return failure('forbidden')
    if ((await countViews(db, tenant.id, user.id)) >= MOST) {
      return failure('conflict', { message: `You keep ${MOST} views already. Remove one first.` })
    }
    const { name, screen, search, shared } = body
    const createdAt = new Date().toISOString()
    const row = { tenant: tenant.id, id: newId('vw'), owner: user.id, name, screen, search, createdAt }
    await insertView(db, { ...row, shared: shared ? 1 : 0 })
    return describe({ ...row, shared: shared ? 1 : 0 }, actor)
  },
})

const change = tenantRoute({
  method: 'patch',
  path: '/api/views/{id}',
  needs,
  summary: 'Rename one of your own views, keep another address under its name, or share it',
  tag,
  params: idParams,
  body: ViewChange,
  answer: SavedView,
  async handler({ env, actor, params, body }) {
    const { db } = homeOf(env, actor.tenant.region)
    const row = await findView(db, actor.tenant.id, params.id)
    if (row === undefined || row.owner !== actor.user.id) return failure('not_found')
    const { name = row.name, search = row.search } = body
    const shared = body.shared === undefined ? row.shared : body.shared ? 1 : 0
    await updateView(db, row.tenant, row.id, { name, search, shared })
    return describe({ ...row, name, search, shared }, actor)
  },
})

const remove = tenantRoute({
  method: 'delete',
  path: '/api/views/{id}',
  needs,
  summary: 'Remove a view: your own, or a shared one where you may change settings',
  tag,
  params: idParams,
  status: 204,
  async handler({ env, actor, params }) {
    const { db } = homeOf(env, actor.tenant.region)
    const row = await findView(db, actor.tenant.id, params.id)
    const may = row?.owner === actor.user.id || (row?.shared === 1 && actor.permissions.has('write:settings'))
    if (row === undefined || !may) return failure('not_found')
    await deleteView(db, row.tenant, row.id)
    return null
  },
})

export const viewRoutes: readonly Route[] = [list, create, change, remove]
