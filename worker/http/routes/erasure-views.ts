// Erasures as the API shows them: names come from the directory, where an erased person has none.
import type { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import { deskOf } from '../../content/desk.ts'
import { readSealed } from '../../content/opened.ts'
import { type ErasureRow, findErasure, previewCounts } from '../../db/tenant/erasures.ts'
import { listHolds, targetsOf } from '../../db/tenant/holds.ts'
import { exportsToRevoke } from '../../erasure/exports.ts'
import { progressOf, type Scope, scopeOf, targetOf } from '../../erasure/progress.ts'
import type { Target } from '../../erasure/target.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import { readDirectory } from '../../vault/directory.ts'
import { type Failure, failure } from '../errors.ts'
import type { ErasurePreview, ErasureView } from '../schemas/content.ts'

type View = z.input<typeof ErasureView>
type People = Awaited<ReturnType<typeof readDirectory>>['people']

const personOf = (people: People, subject: string | null | undefined) => {
  if (subject == null) return null
  const { name, email } = people[subject] ?? {}
  return { subject, ...(name !== undefined && { name }), ...(email !== undefined && { email }) }
}

function view(row: ErasureRow, people: People): View {
  const [scope, [first], progress] = [scopeOf(row), targetOf(row), progressOf(row)]
  return {
    id: row.id,
    scope,
    person: scope === 'person' ? personOf(people, first) : null,
    chat: scope === 'chat' ? (first ?? null) : null,
    state: row.state as View['state'], // written by us from the type's values
    step: row.step,
    words: row.words,
    reason_code: row.reasonCode,
    mentions: row.mentions === 'keep' ? 'keep' : 'erase',
    requested_by: personOf(people, row.requestedBy),
    created_at: row.createdAt,
    done_at: row.doneAt,
    intent_seq: row.intentSeq,
    result_seq: row.resultSeq,
    counts: progress.counts,
    approval: progress.approval,
    certificate: progress.certificate,
    lifted_at: progress.lifted,
  }
}

export async function viewErasures(env: Env, actor: TenantActor, rows: readonly ErasureRow[]): Promise<View[]> {
  const { people } = await readDirectory(deskOf(env, actor.tenant, actor.user).vault)
  return rows.map((row) => view(row, people))
}

export async function viewErasure(env: Env, actor: TenantActor, id: string): Promise<View | Failure> {
  const { home } = deskOf(env, actor.tenant, actor.user)
  const row = await findErasure(home.db, actor.tenant.id, id)
  if (row === undefined) return failure('not_found')
  const [seen] = await viewErasures(env, actor, [row])
  return seen ?? failure('not_found')
}

/** What it would take, as the read models have it; the holds are the ledger's. */
export async function previewOf(
  env: Env,
  actor: TenantActor,
  scope: Scope,
  target: Target,
): Promise<z.input<typeof ErasurePreview>> {
  const desk = deskOf(env, actor.tenant, actor.user)
  const { home, vault } = desk
  const tenant = actor.tenant.id
  const ledger = ledgerOf(home, tenant)
  const held = scope === 'tenant' ? await ledger.allHolds() : await ledger.holdsOn(target.holders, target.chats)
  const ids = new Set(held.map(({ hold }) => hold))
  const { people } = await readDirectory(vault)
  const rows = (await listHolds(home.db, tenant)).filter(({ id }) => ids.has(id))
  const sealed = await readSealed(
    desk,
    rows.flatMap(({ seq }) => seq ?? []),
  )
  const said = (row: (typeof rows)[number], name: string): string | null => {
    const value = row.seq === null ? undefined : sealed.get(row.seq)?.fields?.[name]
    return typeof value === 'string' ? value : null
  }
  return {
    ...(await previewCounts(home.db, tenant, scope, target)),
    exports: (await exportsToRevoke(home.db, { tenant, scope, createdAt: '' })).length,
    holds: rows.map((row) => ({
      id: row.id,
      scope: row.scope === 'chat' ? ('chat' as const) : ('person' as const),
      person: row.scope === 'chat' ? null : personOf(people, targetsOf(row)[0]),
      chat: row.scope === 'chat' ? (targetsOf(row)[0] ?? null) : null,
      matter: said(row, 'matter'),
      reason: said(row, 'reason'),
      placed_by: personOf(people, row.placedBy),
      placed_at: row.placedAt,
      released_at: null,
      released_by: null,
      seq: row.seq,
    })),
    confirm: target.confirm[0] ?? '',
  }
}
