// Connect: seals the key that was validated and starts reading. An organization that is connected already gets its key replaced in place.
import { type ConnectionRow, claimConnection, findConnection, updateConnection } from '../db/tenant/connections.ts'
import { newConnectionId } from '../ids.ts'
import { forgetDraft, type KeptDraft, readDraft } from '../tenant/connection-draft.ts'
import { sealCredential } from '../vault/credential.ts'
import { fieldOf } from '../vendors/client.ts'
import { readPasted } from '../vendors/key-shape.ts'
import type { Day } from '../vendors/stream.ts'
import { type Acting, dbOf, fingerprint, recordConnectionAct, vaultOf } from './acting.ts'
import { checklistState } from './checklist.ts'
import { startReading } from './start-reading.ts'

export type Connected =
  | { ok: true; id: string; rotated: boolean }
  | { ok: false; code: 'draft_expired' | 'other_key' | 'other_organization' }

/**
 * `connection`: the one whose key is to be replaced; without it the organization decides which one that is, if any. `since`: the
 * first day of the past that is read; what a stream has begun to read already stays as it is.
 */
export type ConnectAsk = { draft: string; key: string; name: string; connection?: string; since?: Day | undefined }

/**
 * Connects. Safe to do twice, at once or after dying half-way: one row an organization, claimed before the key is sealed and shown
 * only after; streams and cursors that exist stay as they are.
 */
export async function connect(acting: Acting, asked: ConnectAsk): Promise<Connected> {
  const { env, tenant } = acting
  const db = dbOf(acting)
  const draft = await readDraft(env, tenant.id, asked.draft)
  if (draft === null) return { ok: false, code: 'draft_expired' }
  const vault = vaultOf(acting)
  const read = readPasted(asked.key, fieldOf(draft.kind))
  if (!read.ok || (await fingerprint(vault, read.key)) !== draft.fingerprint) return { ok: false, code: 'other_key' }
  if (asked.connection !== undefined && !(await belongs(acting, asked.connection, draft))) {
    await forgetDraft(env, tenant.id, asked.draft)
    return { ok: false, code: 'other_organization' }
  }
  const row = await claimConnection(db, newRow(acting, asked.name, draft))
  const rotates = row.state !== 'removed'
  await sealCredential(vault, row.id, read.key)
  await updateConnection(db, tenant.id, row.id, rotates ? rotated(draft) : connected(acting, asked.name, draft))
  await startReading(acting, { id: row.id, kind: draft.kind, resume: !rotates, since: asked.since })
  await forgetDraft(env, tenant.id, asked.draft)
  const { organization, last4, kind, euConfirmed } = draft
  const confirmed = euConfirmed === true && { eu_resident_confirmed: true }
  const what = { connection: row.id, connection_kind: kind, organization: organization.id, last4, ...confirmed }
  await recordConnectionAct(acting, { action: rotates ? 'rotated' : 'connected', ...what })
  return { ok: true, id: row.id, rotated: rotates }
}

async function belongs(acting: Acting, id: string, draft: KeptDraft): Promise<boolean> {
  const row = await findConnection(dbOf(acting), acting.tenant.id, id)
  return row?.organization === draft.organization.id && row.kind === draft.kind
}

/** What the key's validation says, each time a key is sealed. */
const checked = (draft: KeptDraft) => ({
  last4: draft.last4,
  state: checklistState(draft.checklist),
  words: null,
  checklist: draft.checklist,
  organizationName: draft.organization.name,
})

const connected = ({ user }: Acting, name: string, draft: KeptDraft): Partial<ConnectionRow> => ({
  ...checked(draft),
  name,
  connectedBy: user.id,
  connectedAt: new Date().toISOString(),
  rotatedAt: null,
  removedAt: null,
})

/** The generation stays: which report a day's costs come from is settled when an organization is connected (decision 050). */
const rotated = (draft: KeptDraft): Partial<ConnectionRow> => ({
  ...checked(draft),
  rotatedAt: new Date().toISOString(),
})

/** A row that holds the organization's place and shows nowhere: its key is not sealed yet. */
function newRow(acting: Acting, name: string, draft: KeptDraft): ConnectionRow {
  return {
    tenant: acting.tenant.id,
    id: newConnectionId(),
    kind: draft.kind,
    name,
    organization: draft.organization.id,
    organizationName: draft.organization.name,
    last4: draft.last4,
    state: 'removed',
    words: null,
    checklist: draft.checklist,
    generation: draft.generation,
    connectedBy: acting.user.id,
    connectedAt: new Date().toISOString(),
    rotatedAt: null,
    removedAt: null,
  }
}
