// Validate: a pasted key tried on every endpoint, reading only. What was found is kept for 30 minutes, the key is not.
import { findByOrganization } from '../db/tenant/connections.ts'
import { vendorUrls } from '../region.ts'
import { keepDraft } from '../tenant/connection-draft.ts'
import { anthropicClient } from '../vendors/anthropic/client.ts'
import { readPasted } from '../vendors/anthropic/key-shape.ts'
import { type ProbeReport, probeAdmin } from '../vendors/anthropic/probe.ts'
import { type Acting, dbOf, fingerprint, vaultOf } from './acting.ts'

/** `draft`: what Connect asks for, null when the key does not connect. `rotates`: the connection whose key this would replace. */
export type Validated = { report: ProbeReport; draft: string | null; rotates: string | null }

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
  const there = await findByOrganization(dbOf(acting), tenant.id, 'anthropic_admin', id)
  return { report, draft, rotates: there?.id ?? null }
}
