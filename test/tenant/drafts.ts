// Batches for the ledger object, as a pull would bring them.

import type { SubjectId, TenantId } from '../../worker/ids.ts'
import { canonicalize } from '../../worker/ledger/jcs.ts'
import type { Batch, SealedDraft } from '../../worker/tenant/draft.ts'
import { sealEnvelope } from '../../worker/vault/envelope.ts'
import { vault } from '../support/tenants.ts'

const DAY = '2026-03-01T00:00:00.000Z'

/** A usage row; `n` is its meaning, so that another `n` under the same id is a restatement. */
export function usage(id: string, n = 1, rev = 0): SealedDraft {
  const data = { model: 'claude-sonnet-4-5', output: n, uncached_input: 10, view: 'dimensions', workspace: 'wrkspc_a' }
  return { kind: 'usage', id, rev, occurredAt: DAY, dataJson: JSON.stringify(data), value: `v${n}` }
}

export function workspace(id: string, name: string, rev = 0): SealedDraft {
  const dataJson = JSON.stringify({ default: false, name })
  return { kind: 'workspace', id, rev, occurredAt: DAY, dataJson, value: name }
}

export function gone(id: string, rev: number, kind: SealedDraft['kind'] = 'workspace'): SealedDraft {
  return { kind, id, rev, occurredAt: DAY, dataJson: '{"vanished":true}', value: 'vanished' }
}

export const usages = (first: number, count: number): SealedDraft[] =>
  Array.from({ length: count }, (_, i) => usage(`bucket-${first + i}`))

export const pull = { occurredAt: DAY, endpoint: '/v1/organizations/usage_report/messages', data: { has_more: false } }

export const page = (drafts: SealedDraft[], more: Partial<Batch> = {}): Batch => ({
  stream: 'anthropic.usage',
  scope: 'org_a',
  pull,
  drafts,
  ...more,
})

type Said = {
  kind: 'member' | 'activity' | 'vendor_key'
  id: string
  rev?: number
  subject?: SubjectId
  fields: Record<string, string>
}

/** A draft with sealed fields, of a person or of a thing. */
export async function sealed(tenant: TenantId, stream: string, said: Said): Promise<SealedDraft> {
  const { kind, id, rev = 0, subject, fields } = said
  const about = subject === undefined ? {} : { subject }
  const envelope = await sealEnvelope(vault(tenant), { ref: `${stream}/${id}/${rev}`, ...about, fields })
  return {
    kind,
    id,
    rev,
    occurredAt: DAY,
    ...about,
    dataJson: JSON.stringify({ role: 'user' }),
    sealedJson: canonicalize(envelope.sealed),
    value: JSON.stringify(fields),
    envelope: envelope.object,
  }
}
