// What stands at two vendors, as the read models of the lists hold it, and a way to ask the routes for it.
import type { z } from '@hono/zod-openapi'
import { addDays, dayOf } from '../../worker/db/tenant/range.ts'
import {
  connection,
  invite,
  member,
  organization,
  stream,
  usage,
  vendorKey,
  workspace,
} from '../../worker/db/tenant/schema.ts'
import { inventoryRoutes } from '../../worker/http/routes/inventory.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import { connectionSeed, insertRows, streamSeed, usageSeed } from '../db/seed.ts'
import { actorOf, get, nameInDirectory } from './read-app.ts'

export const TODAY = dayOf(new Date())
export const READ = '2031-01-01T00:00:00.000Z'
export const tenant = newTenantId()
export const [ada, ben] = [newSubjectId(), newSubjectId()]
const then = '2026-02-01T00:00:00.000Z'

/** The company, in this tenant and in one that must never be seen. */
export async function seedInventory(): Promise<void> {
  for (const owner of [tenant, newTenantId()]) {
    const row = { tenant: owner, vanished: 0, rev: 0, seq: 1 }
    await insertRows(connection, [
      connectionSeed(owner, 'cn_a'),
      { ...connectionSeed(owner, 'cn_o', 'working', 'openai_admin'), organization: 'org-o' },
    ])
    await insertRows(stream, [
      streamSeed(owner, 'cn_a', 'anthropic.workspaces', { lastSuccess: READ }),
      streamSeed(owner, 'cn_o', 'openai.projects', { lastSuccess: READ }),
    ])
    await insertRows(organization, [
      { tenant: owner, vendor: 'anthropic', id: 'org-1', name: 'Tarnwick', seq: 1, rev: 0 },
    ])
    await insertRows(workspace, [
      { ...row, vendor: 'anthropic', id: 'wrkspc_0', name: 'Default', isDefault: 1 },
      { ...row, vendor: 'anthropic', id: 'wrkspc_1', name: 'Old lab', isDefault: 0, archivedAt: then },
      { ...row, vendor: 'anthropic', id: 'wrkspc_2', name: 'Lost', isDefault: 0, vanished: 1 },
      { ...row, vendor: 'openai', id: 'proj_1', name: 'Search', isDefault: 0 },
    ])
    const standing = { ...row, organization: 'org-1', role: 'user', addedAt: then }
    await insertRows(member, [
      { ...standing, vendor: 'anthropic', subject: ada, role: 'admin' },
      { ...standing, vendor: 'openai', organization: 'org-o', subject: ada },
      { ...standing, vendor: 'anthropic', subject: ben, vanished: 1 },
    ])
    const asked = { ...row, vendor: 'anthropic', role: 'user', invitedAt: then, subject: null }
    await insertRows(invite, [
      { ...asked, id: 'invite_1', status: 'pending' },
      { ...asked, id: 'invite_2', status: 'accepted' },
      { ...asked, id: 'invite_3', status: 'pending', vanished: 1 },
    ])
    const key = { ...row, status: 'active', createdAt: then, holderType: 'user', createdBy: ada }
    await insertRows(vendorKey, [
      { ...key, vendor: 'anthropic', id: 'apikey_1', workspace: null },
      { ...key, vendor: 'anthropic', id: 'apikey_2', workspace: 'wrkspc_1', vanished: 1 },
      {
        ...key,
        vendor: 'openai',
        id: 'key_bot',
        workspace: 'proj_1',
        holderType: 'service_account',
        createdBy: 'svc_1',
      },
    ])
    await insertRows(usage, [
      usageSeed(owner, addDays(TODAY, -3), { apiKey: 'apikey_1', estimate: 7 }),
      usageSeed(owner, addDays(TODAY, -1), { apiKey: 'apikey_1', estimate: null }),
      usageSeed(owner, addDays(TODAY, -40), { apiKey: 'apikey_1', estimate: 1000 }),
      usageSeed(owner, addDays(TODAY, -2), { apiKey: 'apikey_9', estimate: 5 }),
      usageSeed(owner, addDays(TODAY, -2), { apiKey: 'apikey_1', view: 'actors', estimate: 900 }),
    ])
  }
  await nameInDirectory(tenant, {
    people: { [ada]: { name: 'Ada Example', email: 'ada@example.com', seq: 1 } },
    labels: { apikey_1: { name: 'nightly', seq: 1 }, svc_1: { name: 'ci-runner', seq: 1 } },
  })
}

type Role = Parameters<typeof actorOf>[1]
/** GETs a path, and answers what its schema finds in it. */
export async function read<S extends z.ZodType>(schema: S, path: string, owner = tenant, role: Role = 'owner') {
  const reply = await get(inventoryRoutes, actorOf(owner, role), path)
  if (reply.status !== 200) throw new Error(reply.text)
  return schema.parse(reply.json())
}
