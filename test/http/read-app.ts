// The read routes behind an actor of the test's choice: sign-in has tests of its own.

import { env } from 'cloudflare:workers'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { TenantActor } from '../../worker/access/actor.ts'
import { permissionsOf, type Role } from '../../worker/access/roles.ts'
import type { AppEnv } from '../../worker/http/context.ts'
import type { Route } from '../../worker/http/define.ts'
import { mountRoutes } from '../../worker/http/mount.ts'
import type { TenantId } from '../../worker/ids.ts'
import { homeOf, rootKeys } from '../../worker/region.ts'
import { type DirectoryChanges, mergeDirectory } from '../../worker/vault/directory.ts'
import { openVault } from '../../worker/vault/keys.ts'

export function actorOf(tenant: TenantId, role: Role = 'owner'): TenantActor {
  return {
    kind: 'session',
    user: { id: 'user-1', email: 'owner@example.com', name: 'Owner Example' },
    sessionId: 'session-1',
    tenant: { id: tenant, name: 'Tarnwick Instruments', region: 'us' },
    role,
    permissions: permissionsOf(role),
    memberships: [],
  }
}

export type Reply = { status: number; headers: Headers; text: string; json: () => unknown }

/** GETs a path as `actor` from an app that has these routes and no others. */
export async function get(routes: readonly Route[], actor: TenantActor, path: string): Promise<Reply> {
  const app = new OpenAPIHono<AppEnv>()
  app.use(async (c, next) => {
    c.set('requestId', 'req_1')
    c.set('actor', actor)
    await next()
  })
  mountRoutes(app, routes)
  const answer = await app.request(`http://localhost${path}`, {}, env)
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) }
}

/** Names as the projection would have written them. */
export async function nameInDirectory(tenant: TenantId, changes: DirectoryChanges): Promise<void> {
  await mergeDirectory(openVault({ bucket: homeOf(env, 'us').vault, roots: rootKeys(env), tenant }), changes)
}

/** A CSV as cells, by the rules of RFC 4180 and nothing more lenient. */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  let line: string[] = []
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    line.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === ',') continue
    lines.push(line)
    line = []
    if (cell.lastIndex === text.length) return lines
  }
  throw new Error('not RFC 4180')
}
