// One record whole, for the drawer of every screen that shows records.
import type { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import type { Directory } from '../../db/tenant/labels.ts'
import { homeOf, rootKeys } from '../../region.ts'
import { describePull, describeRecord, openFields } from '../../tenant/describe.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import { openVault } from '../../vault/keys.ts'
import type { RecordDetail } from '../schemas/ledger.ts'
import { readAnchored } from './anchored.ts'

/** Who may see sealed fields of records: names and addresses belong to those who may see people. */
const maySeePeople = (actor: TenantActor): boolean => actor.permissions.has('read:people')

/** The record at `seq`, or null beyond the end. */
export async function readRecordDetail(
  env: Env,
  actor: TenantActor,
  seq: number,
  directory: Directory,
): Promise<z.input<typeof RecordDetail> | null> {
  const home = homeOf(env, actor.tenant.region)
  const ledger = ledgerOf(home, actor.tenant.id)
  const view = await ledger.record(seq)
  if (view === null) return null
  const { parsed, summary } = describeRecord({ ...view, checkpoint: view.checkpoint?.number ?? null })
  const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant: actor.tenant.id })
  const may = maySeePeople(actor)
  const { state, fields } = await openFields(vault, view, may)
  const pull = parsed.source === undefined ? null : await ledger.record(parsed.source.pull)
  const known = parsed.subject === undefined ? undefined : directory.people[parsed.subject]
  const who =
    parsed.subject === undefined
      ? null
      : {
          subject: parsed.subject,
          ...(may && known?.name !== undefined && { name: known.name }),
          ...(may && known?.email !== undefined && { email: known.email }),
        }
  const revisions = view.revisions.map((before) => {
    const earlier = describeRecord({ ...before, leaf: '', checkpoint: null }).parsed
    return { seq: before.seq, rev: earlier.rev, ingested_at: earlier.ingested_at }
  })
  return {
    ...summary,
    record: view.text,
    who,
    fields,
    fields_state: state,
    revisions,
    anchored: await readAnchored(env, home, actor.tenant.id, seq),
    pull: pull === null ? null : describePull(pull.text),
  }
}
