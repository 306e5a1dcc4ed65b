// Our own acts on their way into a tenant's ledger: who did what, with the person sealed like everybody else.
import { controlDatabase } from '../db/control/database.ts'
import { selectTenant } from '../db/control/tenants.ts'
import { isSubjectId, type SubjectId, type TenantId } from '../ids.ts'
import { canonicalize, type JsonObject } from '../ledger/jcs.ts'
import { checkParts } from '../ledger/link.ts'
import type { RecordKind } from '../ledger/record.ts'
import { identityHashes } from '../people/identity.ts'
import { type Home, homeOf, type Region, rootKeys } from '../region.ts'
import { sealEnvelope } from '../vault/envelope.ts'
import { openVault, type Vault, VaultError } from '../vault/keys.ts'
import type { AppendResult, Batch } from './draft.ts'
import { ledgerOf, withLedger } from './reach.ts'

export type Act = {
  kind: Extract<
    RecordKind,
    | 'tenant'
    | 'member_access'
    | 'token'
    | 'connection'
    | 'identity'
    | 'reveal'
    | 'export'
    | 'download'
    | 'erasure'
    | 'hold'
    | 'gap'
    | 'budget'
    | 'alert'
  >
  /** `tallystick.<area>` */
  stream: string
  /** Unique within the stream; the same act twice is one record. */
  id: string
  occurredAt?: Date
  /** Open fields; `action` names what was done. */
  data: JsonObject
  /** Records that it speaks of, ascending. */
  refs?: number[]
  /** Who did it: becomes the record's subject, address and name are sealed. */
  who?: { userId: string; email: string; name?: string }
  /** Further personal fields, sealed with the rest. */
  fields?: Record<string, string>
}

export type RecordAct = (env: Env, tenant: TenantId, act: Act) => Promise<void>
export type CreateLedger = (env: Env, tenant: { tenant: TenantId; region: Region; name: string }) => Promise<void>

/** The home of a tenant, from the control plane. Throws when there is no such tenant: ids come from sessions and tokens. */
export async function homeOfTenant(env: Env, tenant: TenantId): Promise<Home> {
  const row = await selectTenant(controlDatabase(env), tenant)
  if (row === null) throw new Error(`there is no tenant ${tenant}`)
  return homeOf(env, row.region)
}

/** Appends one act to the tenant's ledger; returns when it is durable. */
export const recordAct: RecordAct = async (env, tenant, act) => {
  await appendAct(env, await homeOfTenant(env, tenant), tenant, act)
}

async function appendAct(env: Env, home: Home, tenant: TenantId, act: Act): Promise<void> {
  await append(home, openVault({ bucket: home.vault, roots: rootKeys(env), tenant }), act)
}

async function append(home: Home, vault: Vault, act: Act): Promise<void> {
  const tenant = vault.tenant as TenantId // openVault takes nothing else
  const batch = await sealAct(home, vault, act)
  const result = await withLedger(home, tenant, async (ledger): Promise<AppendResult> => await ledger.append(batch))
  // An act that cannot be recorded must not have happened: the caller's request fails, and says so.
  if (!result.ok) throw new Error(`act ${act.kind} was not recorded: ${result.code}`)
}

/** Appends one act and returns where it stands, for what may only happen behind its record. Throws where it was not recorded. */
export async function recordNow(home: Home, vault: Vault, act: Act): Promise<number> {
  await append(home, vault, act)
  const tenant = vault.tenant as TenantId // openVault takes nothing else
  const seq = await withLedger(home, tenant, async (ledger): Promise<number | null> => ledger.seqOf(act.stream, act.id))
  if (seq === null) throw new Error(`act ${act.kind} was recorded and is not there`)
  return seq
}

/**
 * An act as the ledger takes it, for whoever appends it together with something else. Throws RangeError where it cannot be a record. Of a
 * tenant whose keys were destroyed nobody can be named any more: then the act is recorded without anybody.
 */
export async function sealAct(home: Home, vault: Vault, act: Act): Promise<Batch> {
  try {
    return await sealNamed(home, vault, act)
  } catch (error) {
    if (!(error instanceof VaultError && error.code === 'erased')) throw error
    const { who: _, fields: __, ...open } = act
    return sealNamed(home, vault, open)
  }
}

async function sealNamed(home: Home, vault: Vault, act: Act): Promise<Batch> {
  const { tenant } = vault
  const { who } = act
  const fields: JsonObject = {
    ...act.fields,
    ...(who !== undefined && { email: who.email }),
    ...(who?.name !== undefined && who.name !== '' && { name: who.name }),
  }
  const subject = who && (await subjectOf(home, vault, who))
  const sealed =
    Object.keys(fields).length === 0
      ? undefined
      : await sealEnvelope(vault, {
          ref: `${act.stream}/${act.id}/0`,
          ...(subject !== undefined && { subject }),
          fields,
        })
  const draft = {
    kind: act.kind,
    id: act.id,
    rev: 0,
    occurredAt: (act.occurredAt ?? new Date()).toISOString(),
    dataJson: canonicalize(act.data),
    value: 'act',
    ...(act.refs !== undefined && { refs: act.refs }),
    ...(subject !== undefined && { subject }),
    ...(sealed !== undefined && { sealedJson: canonicalize(sealed.sealed), envelope: sealed.object }),
  }
  const { value: _, rev: __, envelope: ___, ...parts } = draft
  const checked = checkParts({ ...parts, tenant, stream: act.stream })
  if (!checked.ok) throw new RangeError(`act ${act.kind} cannot be a record: ${checked.detail}`)
  return { stream: act.stream, drafts: [draft] }
}

/** The subject that stands in this ledger for one of our own users; given on the first call. */
export async function subjectOf(home: Home, vault: Vault, who: { userId: string; email: string }): Promise<SubjectId> {
  const hashes = identityHashes(await vault.identityKey(), {
    vendorUser: `tallystick:${who.userId}`,
    email: who.email,
  })
  const [subject] = await ledgerOf(home, vault.tenant as TenantId).subjects([hashes]) // openVault takes nothing else
  if (subject === undefined || !isSubjectId(subject)) throw new Error('the ledger gave no subject')
  return subject
}

/** Opens a tenant's ledger in its region: keys first, then record 0. Again for the same tenant does nothing. */
export const createLedger: CreateLedger = async (env, { tenant, region, name }) => {
  const home = homeOf(env, region)
  const opened = await ledgerOf(home, tenant).open(region)
  if (!opened.ok) throw new Error(`tenant ${tenant} lies in another region`)
  await appendAct(env, home, tenant, {
    kind: 'tenant',
    stream: 'tallystick.tenant',
    id: 'created',
    data: { action: 'created', name, region },
  })
}
