// One page → the ledger: resolve, seal, append behind its pull record, with the lane's cursor in the same transaction.

import { canonicalize } from '../ledger/jcs.ts'
import { checkParts } from '../ledger/link.ts'
import { type AppendResult, type SealedDraft, VANISHED } from '../tenant/draft.ts'
import type { IdRange } from '../tenant/identities.ts'
import type { LedgerStub } from '../tenant/reach.ts'
import type { Vault } from '../vault/keys.ts'
import type { Draft, Page, Stream } from '../vendors/stream.ts'
import { type ResolvedDraft, resolveDrafts, sealUnknown } from './resolve.ts'

export type IngestTarget = {
  ledger: LedgerStub
  vault: Vault
  tenant: string
  stream: string
  scope: string
  /** Whether content records carry the SHA-256 of their text. */
  digest: boolean
}

export type IngestResult = AppendResult & { ids: string[] }

/**
 * An inventory, or one day of a daily stream, that was read to its end: what the ledger has of it beyond `seen` and this
 * page has vanished. `occurredAt`: start of the day; an inventory object vanished now.
 */
export type Sweep = {
  kind: NonNullable<Stream['lists']>
  seen: readonly string[]
  range?: IdRange
  occurredAt?: string
}

type Options = {
  cursor?: { name: string; expect: string | null; next: string | null }
  /** What this page brings to its end; see Sweep. */
  sweeps?: readonly Sweep[]
  now: Date
}

/** Times a page is resealed when another consumer restated the same objects in between, or an erasure began. */
const TRIES = 3

/** Appends one page. `stale_cursor` and `stopped` come back as values; records are never half written. */
export async function ingestPage(target: IngestTarget, page: Page, options: Options): Promise<IngestResult> {
  for (let attempt = 1; ; attempt++) {
    // Anew with each attempt: what one of them is about may have been erased meanwhile.
    const resolved = await resolveDrafts(target.ledger, target.vault, page.drafts)
    const ids = resolved.map(({ id }) => id)
    const result = await append(target, page, resolved, options)
    if (result.ok || result.code !== 'stale_revision' || attempt === TRIES) return { ...result, ids }
  }
}

async function append(
  target: IngestTarget,
  page: Page,
  resolved: ResolvedDraft[],
  options: Options,
): Promise<AppendResult> {
  const { ledger, tenant, stream, scope } = target
  const drafts = await sealUnknown(target, resolved)
  for (const { kind, seen, range, occurredAt } of options.sweeps ?? []) {
    const gone = await ledger.missing(stream, scope, [...seen, ...resolved.map(({ id }) => id)], range)
    const at = occurredAt ?? options.now.toISOString()
    drafts.push(...gone.map(({ id, rev }) => goneDraft(typeof kind === 'string' ? kind : kind(id), id, rev, at)))
  }
  const refused = drafts.map((draft) => refusalOf(tenant, stream, draft)).find((detail) => detail !== undefined)
  if (refused !== undefined) return { ok: false, code: 'refused', detail: refused }
  const { endpoint, ...rest } = page.manifest
  return ledger.append({
    stream,
    scope,
    ...(options.cursor !== undefined && { cursor: options.cursor }),
    pull: { occurredAt: options.now.toISOString(), endpoint, data: rest },
    drafts,
  })
}

/** The revision that says that the vendor no longer names it. */
function goneDraft(kind: Draft['kind'], id: string, rev: number, occurredAt: string): SealedDraft {
  const subject = /(?:^|\/)(sub_[0-9a-z]{26})$/.exec(id)?.[1]
  return {
    kind,
    id,
    rev,
    occurredAt,
    dataJson: canonicalize({ [VANISHED]: true }),
    value: VANISHED,
    ...(subject !== undefined && { subject }),
  }
}

/** Why a draft cannot be a record (LEDGER section 1), checked once and outside the transaction. */
function refusalOf(tenant: string, stream: string, draft: SealedDraft): string | undefined {
  const { value: _, envelope: __, rev: ___, ...parts } = draft
  const checked = checkParts({ ...parts, tenant, stream })
  return checked.ok ? undefined : `${draft.kind} ${draft.id}: ${checked.detail}`
}
