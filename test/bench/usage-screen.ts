// Inside the runtime: a company with two years of use in its read models, made by the projection, and the product's own HTTP API over them.
import { createTenant } from '../../worker/access/tenants.ts'
import { createToken } from '../../worker/access/token-life.ts'
import { controlDatabase } from '../../worker/db/control/database.ts'
import { user } from '../../worker/db/control/schema.ts'
import { writeProjection } from '../../worker/db/tenant/projection.ts'
import { app } from '../../worker/http/app.ts'
import type { TenantId } from '../../worker/ids.ts'
import { homeOf, rootKeys } from '../../worker/region.ts'
import { createLedger, recordAct } from '../../worker/tenant/acts.ts'
import type { ReadChange } from '../../worker/tenant/read-model.ts'
import { mergeDirectory } from '../../worker/vault/directory.ts'
import { openVault } from '../../worker/vault/keys.ts'
import { changesOfDay, DIRECTORY } from './usage-company.ts'

export { ConnectionDraft, RootLog, TenantLedger } from '../../worker/index.ts'

/** Records a chunk of the projection. */
const CHUNK = 500

/** Every statement of both databases' migrations, in order. */
export type Migrations = { control: string[]; tenant: string[] }
export type Prepared = { tenant: string; token: string }

async function prepare(env: Env, { control, tenant: read }: Migrations): Promise<Prepared> {
  await env.CONTROL.batch(control.map((statement) => env.CONTROL.prepare(statement)))
  await env.TENANTS_US.batch(read.map((statement) => env.TENANTS_US.prepare(statement)))
  const now = new Date()
  const owner = { id: 'usr_bench', name: 'Bench', email: 'owner@bench.example' }
  await controlDatabase(env)
    .insert(user)
    .values({ ...owner, createdAt: now, updatedAt: now })
  const tenant = await createTenant(env, { createLedger, recordAct }, owner, { name: 'Bench', region: 'us' })
  if (tenant === null) throw new Error('no tenant')
  const made = await createToken(
    env,
    { user: owner, tenant, role: 'owner' },
    { name: 'Bench', scopes: ['read:usage', 'read:people'], expiresAt: new Date(now.getTime() + 86_400_000) },
  )
  if (!made.ok) throw new Error(`no token: ${made.code}`)
  await nameEverything(env, tenant.id)
  return { tenant: tenant.id, token: made.text }
}

/** Names in the directory, members, keys and workspaces in the read models: what every answer looks up. */
async function nameEverything(env: Env, tenant: TenantId): Promise<void> {
  const { people, keys, workspaces } = DIRECTORY
  const home = homeOf(env, 'us')
  const base = { tenant, seq: 1, rev: 0, vanished: 0 }
  const changes: ReadChange[] = [
    ...people.map(({ subject }): ReadChange => {
      return { table: 'member', row: { ...base, vendor: 'anthropic', organization: 'org-1', subject, role: 'user' } }
    }),
    ...keys.map(({ id, vendor, holder }): ReadChange => {
      return { table: 'vendor_key', row: { ...base, vendor, id, status: 'active', created_by: holder } }
    }),
    ...workspaces.map(({ id, vendor, isDefault }): ReadChange => {
      return { table: 'workspace', row: { ...base, vendor, id, name: `Workspace ${id}`, is_default: isDefault } }
    }),
  ]
  await writeProjection(home.db, changes, { tenant, watermark: 1, size: 1, head: '', at: '' })
  await mergeDirectory(openVault({ bucket: home.vault, roots: rootKeys(env), tenant }), {
    people: Object.fromEntries(people.map(({ subject, name, email }) => [subject, { name, email, seq: 1 }])),
    labels: Object.fromEntries(keys.map(({ id }) => [id, { name: `Key ${id}`, seq: 1 }])),
  })
}

/** Rows that were projected, and the milliseconds that it took. */
export type SeedTiming = { rows: number; ms: number }

async function seed(env: Env, tenant: string, from: number, count: number): Promise<SeedTiming> {
  const changes = Array.from({ length: count }, (_, day) => changesOfDay(tenant, from + day)).flat()
  const mark = { tenant, watermark: from + 1, size: from + 1, head: '', at: '' }
  const started = performance.now()
  for (let at = 0; at < changes.length; at += CHUNK) {
    await writeProjection(homeOf(env, 'us').db, changes.slice(at, at + CHUNK), mark)
  }
  return { rows: changes.length, ms: performance.now() - started }
}

/** Asked more often in a minute than a script may. */
const unlimited: RateLimit = { limit: async () => ({ success: true }) }

/** Milliseconds of every run, in order, and the answer's bytes. */
export type AskTiming = { times: number[]; bytes: number }

/** From the request at the API's door to the last byte of its answer. */
async function timed(request: Request, runs: number, env: Env, ctx: ExecutionContext): Promise<AskTiming> {
  const url = `http://bench.example/api/usage${new URL(request.url).search}`
  const timing: AskTiming = { times: [], bytes: 0 }
  for (let run = 0; run < runs; run++) {
    await readTime(env)
    const started = performance.now()
    const answer = await app.fetch(
      new Request(url, { headers: request.headers }),
      { ...env, API_LIMIT: unlimited },
      ctx,
    )
    timing.bytes = (await answer.arrayBuffer()).byteLength
    if (!answer.ok) throw new Error(`the API answered ${answer.status}`)
    await readTime(env)
    timing.times.push(performance.now() - started)
  }
  return timing
}

/** The runtime's clock moves with input and output only: the smallest there is, counted among what an answer takes. */
const readTime = (env: Env) => env.VAULT_US.head('nothing')

export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url)
    const of = (name: string) => searchParams.get(name) ?? ''
    // Sent by the bench itself.
    if (pathname === '/prepare') return Response.json(await prepare(env, (await request.json()) as Migrations))
    if (pathname === '/seed') {
      return Response.json(await seed(env, of('tenant'), Number(of('from')), Number(of('count'))))
    }
    return Response.json(await timed(request, Number(pathname.slice(1)), env, ctx))
  },
} satisfies ExportedHandler<Env>
