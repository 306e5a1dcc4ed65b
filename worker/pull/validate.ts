// Validate: a pasted key tried on every endpoint, reading only. What was found is kept for 30 minutes, the key is not.
import { type ConnectionRow, findByOrganization } from '../db/tenant/connections.ts'
import { vendorUrls } from '../region.ts'
import { keepDraft } from '../tenant/connection-draft.ts'
import { probeCompliance } from '../vendors/anthropic/content/probe.ts'
import { probeAdmin } from '../vendors/anthropic/probe.ts'
import { clientFor, fieldOf } from '../vendors/client.ts'
import type { VendorClient } from '../vendors/http.ts'
import { readPasted } from '../vendors/key-shape.ts'
import { probeOpenai } from '../vendors/openai/probe.ts'
import type { ProbeReport } from '../vendors/probe.ts'
import type { ConnectionKind } from '../vendors/stream.ts'
import { type Acting, dbOf, fingerprint, vaultOf } from './acting.ts'

/** `draft`: what Connect asks for, null when the key does not connect. `rotates`: the connection whose key this would replace. */
export type Validated = { report: ProbeReport; draft: string | null; rotates: string | null }

/** `euResident`: somebody confirms that the vendor keeps this organization in the EU. */
export type ValidateAsk = { kind: ConnectionKind; key: string; euResident: boolean }

export async function validateKey(acting: Acting, { kind, key, euResident }: ValidateAsk): Promise<Validated> {
  const { env, tenant } = acting
  const client = (secret: string) => clientFor(kind, secret, vendorUrls(env))
  const euTenant = tenant.region === 'eu'
  const report = await probeOf(kind, client, key, { euTenant, euConfirmed: euResident })
  const read = readPasted(key, fieldOf(kind))
  if (!report.ok || !read.ok || report.organization === undefined) return { report, draft: null, rotates: null }
  const { id, name } = report.organization
  const draft = await keepDraft(env, tenant.id, {
    kind,
    fingerprint: await fingerprint(vaultOf(acting), read.key),
    last4: report.key.last4,
    generation: report.generation,
    organization: { id, name: name ?? id },
    checklist: JSON.stringify(report.checklist),
    ...(kind === 'openai_admin' && euTenant && euResident && { euConfirmed: true }),
  })
  const there = await findByOrganization(dbOf(acting), tenant.id, kind, id)
  return { report, draft, rotates: there?.id ?? null }
}

function probeOf(
  kind: ConnectionKind,
  client: (secret: string) => VendorClient,
  key: string,
  region: { euTenant: boolean; euConfirmed: boolean },
): Promise<ProbeReport> {
  if (kind === 'openai_admin') return probeOpenai(client, key, region)
  return kind === 'anthropic_compliance' ? probeCompliance(client, key) : probeAdmin(client, key)
}

/** Whether the residency of a connection was confirmed when it was made: its checklist has the line, so nobody is asked again. */
export function confirmedBefore(row: ConnectionRow): boolean {
  const items = JSON.parse(row.checklist) as { id: string; state: string }[] // our own JSON, from the probe report
  return items.some(({ id, state }) => id === 'region' && state === 'ok')
}
