// The life of a connection: validate → connect → rotate in place → disconnect, and its backfill started, paused, resumed.
import { deliverActs, newAct } from '../access/acts.ts'
import type { UserRow } from '../access/rows.ts'
import { insertAct } from '../db/control/acts.ts'
import { controlDatabase } from '../db/control/database.ts'
import { type ConnectionRow, findByOrganization, insertConnection, updateConnection } from '../db/tenant/connections.ts'
import { addStreams, listStreams, updateBackfills, updateConnectionStreams } from '../db/tenant/streams.ts'
import { newConnectionId, type TenantId } from '../ids.ts'
import { hex, utf8 } from '../ledger/bytes.ts'
import { hmacSha256 } from '../ledger/hash.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { homeOf, type Region, rootKeys, vendorUrls } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'
import { forgetDraft, type KeptDraft, keepDraft, readDraft } from '../tenant/connection-draft.ts'
import { destroyCredential, sealCredential } from '../vault/credential.ts'
import { openVault, type Vault } from '../vault/keys.ts'
import { anthropicClient } from '../vendors/anthropic/client.ts'
import { readPasted } from '../vendors/anthropic/key-shape.ts'
import { type ProbeReport, probeAdmin } from '../vendors/anthropic/probe.ts'
import { streamsOf } from '../vendors/catalog.ts'
import { dayOf } from './days.ts'
import { type PullMessage, sendAll } from './message.ts'

/** Who acts, on which tenant, and how it is written down. */
export type Acting = {
  env: Env
  tenant: { id: TenantId; region: Region }
  user: UserRow
  recordAct: RecordAct
}

const vaultOf = ({ env, tenant }: Acting): Vault =>
  openVault({ bucket: homeOf(env, tenant.region).vault, roots: rootKeys(env), tenant: tenant.id })

const fingerprint = async (vault: Vault, key: string): Promise<string> =>
  hex(hmacSha256(await vault.valueKey(), utf8(key)))

async function record(acting: Acting, data: JsonObject): Promise<void> {
  const db = controlDatabase(acting.env)
  const spec = { kind: 'connection' as const, stream: 'tallystick.connections', data }
  const act = newAct(acting.tenant.id, acting.user, spec, new Date())
  await insertAct(db, act, new Date())
  await deliverActs(acting.env, acting.recordAct, [act.id])
}

export type Validated = { report: ProbeReport; draft: string | null; rotates: string | null }

/** Tries a key on every endpoint, reading only. Keeps the result for 30 minutes, never the key. */
export async function validateKey(acting: Acting, pasted: string): Promise<Validated> {
  const { env, tenant } = acting
  const baseUrl = vendorUrls(env).anthropic
  const report = await probeAdmin((key) => anthropicClient(key, { baseUrl }), pasted)
  const read = readPasted(pasted)
  if (!report.ok || !read.ok || report.organization === undefined) return { report, draft: null, rotates: null }
  const { id, name } = report.organization
  const draft = await keepDraft(env, tenant.id, {
    kind: 'anthropic_admin',
    fingerprint: await fingerprint(vaultOf(acting), read.key),
    last4: report.key.last4,
    generation: report.generation,
    organization: { id, name: name ?? id },
    checklist: JSON.stringify(report.checklist),
  })
  const there = await findByOrganization(homeOf(env, tenant.region).db, tenant.id, 'anthropic_admin', id)
  return { report, draft, rotates: there?.id ?? null }
}

export type Connected =
  | { ok: true; id: string; rotated: boolean }
  | { ok: false; code: 'draft_expired' | 'other_key' | 'other_organization' }

/** Seals the key that was validated. The organization that is connected already is rotated in place: same streams, same cursors. */
export async function connect(
  acting: Acting,
  asked: { draft: string; key: string; name: string; connection?: string },
): Promise<Connected> {
  const { env, tenant } = acting
  const { db } = homeOf(env, tenant.region)
  const draft = await readDraft(env, tenant.id, asked.draft)
  if (draft === null) return { ok: false, code: 'draft_expired' }
  const vault = vaultOf(acting)
  const read = readPasted(asked.key)
  if (!read.ok || (await fingerprint(vault, read.key)) !== draft.fingerprint) return { ok: false, code: 'other_key' }
  const there = await findByOrganization(db, tenant.id, draft.kind, draft.organization.id)
  if (asked.connection !== undefined && there?.id !== asked.connection) return { ok: false, code: 'other_organization' }
  const id = there?.id ?? newConnectionId()
  await sealCredential(vault, id, read.key)
  if (there === undefined) await insertConnection(db, newRow(acting, id, asked.name, draft))
  else await updateConnection(db, tenant.id, id, rotatedRow(draft))
  await startStreams(acting, id)
  await forgetDraft(env, tenant.id, asked.draft)
  const { organization, last4 } = draft
  const action = there === undefined ? 'connected' : 'rotated'
  await record(acting, { action, connection: id, connection_kind: draft.kind, organization: organization.id, last4 })
  return { ok: true, id, rotated: there !== undefined }
}

const stateOf = (checklist: string): 'working' | 'partial' =>
  // Our own JSON.
  (JSON.parse(checklist) as { state: string }[]).every(({ state }) => state === 'ok') ? 'working' : 'partial'

function newRow({ tenant, user }: Acting, id: string, name: string, draft: KeptDraft): ConnectionRow {
  return {
    tenant: tenant.id,
    id,
    kind: draft.kind,
    name,
    organization: draft.organization.id,
    organizationName: draft.organization.name,
    last4: draft.last4,
    state: stateOf(draft.checklist),
    words: null,
    checklist: draft.checklist,
    generation: draft.generation,
    connectedBy: user.id,
    connectedAt: new Date().toISOString(),
    rotatedAt: null,
    removedAt: null,
  }
}

const rotatedRow = (draft: KeptDraft): Partial<ConnectionRow> => ({
  last4: draft.last4,
  state: stateOf(draft.checklist),
  words: null,
  checklist: draft.checklist,
  organizationName: draft.organization.name,
  rotatedAt: new Date().toISOString(),
})

/** Adds the connection's streams, makes all of them due now, and starts what was not read back yet. */
async function startStreams(acting: Acting, id: string): Promise<void> {
  const { env, tenant } = acting
  const { db } = homeOf(env, tenant.region)
  const now = new Date()
  const at = now.toISOString()
  const streams = streamsOf('anthropic_admin')
  await addStreams(
    db,
    streams.map((stream) => ({
      tenant: tenant.id,
      connection: id,
      stream: stream.id,
      state: stream.backfill.days === 0 ? 'reading' : 'catching_up',
      nextDue: at,
      // The backfill reads these days in a moment: the first live read keeps to the last ones.
      longReread: dayOf(now),
      backfillAsked: stream.backfill.days,
      backfillState: stream.backfill.days === 0 ? 'none' : 'running',
      backfillTouched: at,
    })),
  )
  await updateConnectionStreams(db, tenant.id, id, {
    nextDue: new Date(now.getTime() + 60_000).toISOString(),
    failures: 0,
  })
  await updateBackfills(db, tenant.id, id, ['waiting'], { backfillState: 'running', backfillTouched: at })
  const message = { v: 1, region: tenant.region, tenant: tenant.id, connection: id } as const
  // Inventories first: the first screen should show names and not ids.
  const inventories = streams.filter(({ shape }) => shape === 'inventory').map((stream) => stream.id)
  const others = streams.filter(({ shape }) => shape !== 'inventory').map((stream) => stream.id)
  await sendAll(env.PULLS, [
    { body: { ...message, lane: 'live', streams: inventories } },
    { body: { ...message, lane: 'live', streams: others } },
  ])
  await sendBackfills(acting, id)
}

async function sendBackfills(acting: Acting, id: string): Promise<void> {
  const { env, tenant } = acting
  const rows = await listStreams(homeOf(env, tenant.region).db, tenant.id)
  const running = rows.filter((row) => row.connection === id && row.backfillState === 'running')
  const bodyOf = (stream: string): PullMessage => ({
    v: 1,
    lane: 'backfill',
    region: tenant.region,
    tenant: tenant.id,
    connection: id,
    streams: [stream],
  })
  await sendAll(
    env.BACKFILLS,
    running.map((row) => ({ body: bodyOf(row.stream) })),
  )
}

/** Stops the backfill after the page it is at; what was read stays. */
export async function pauseBackfill(acting: Acting, id: string): Promise<void> {
  const { db } = homeOf(acting.env, acting.tenant.region)
  await updateBackfills(db, acting.tenant.id, id, ['running', 'waiting'], {
    backfillState: 'paused',
    pausedBy: acting.user.id,
  })
  await record(acting, { action: 'backfill_paused', connection: id })
}

export async function resumeBackfill(acting: Acting, id: string): Promise<void> {
  const { db } = homeOf(acting.env, acting.tenant.region)
  await updateBackfills(db, acting.tenant.id, id, ['paused'], {
    backfillState: 'running',
    pausedBy: null,
    backfillTouched: new Date().toISOString(),
  })
  await sendBackfills(acting, id)
  await record(acting, { action: 'backfill_resumed', connection: id })
}

/** Destroys the credential, then says so. Records, streams' history and cursors stay: connecting the organization again goes on. */
export async function disconnect(acting: Acting, row: ConnectionRow): Promise<void> {
  const { db } = homeOf(acting.env, acting.tenant.region)
  await destroyCredential(vaultOf(acting), row.id)
  await updateConnection(db, acting.tenant.id, row.id, { state: 'removed', removedAt: new Date().toISOString() })
  await record(acting, { action: 'removed', connection: row.id, organization: row.organization, last4: row.last4 })
}

export async function rename(acting: Acting, row: ConnectionRow, name: string): Promise<void> {
  await updateConnection(homeOf(acting.env, acting.tenant.region).db, acting.tenant.id, row.id, { name })
  await record(acting, { action: 'renamed', connection: row.id })
}
