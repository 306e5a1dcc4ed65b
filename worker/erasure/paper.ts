// The certificate on paper: the facts of an erasure as a PDF, with the bundle that proves them attached, in one file beside that bundle.
import { controlDatabase } from '../db/control/database.ts'
import { selectTenant } from '../db/control/tenants.ts'
import { findErasureOf } from '../db/tenant/erasures.ts'
import type { ExportRow } from '../db/tenant/exports.ts'
import type { ErasureFacts, NamedCheckpoint } from '../export/documents/certificate.ts'
import { isTenantId } from '../ids.ts'
import { tenantOrigin } from '../ledger/checkpoint.ts'
import { publicKeyOf } from '../ledger/ed25519.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { formatVkey } from '../ledger/vkey.ts'
import { homeOf, logIdentity } from '../region.ts'
import { type CertificateFacts, certificateFacts } from './facts.ts'

/** What is larger stays beside the PDF: it would stand in memory three times. */
const MOST_ATTACHED = 6 * 2 ** 20

const REASONS: Readonly<Record<string, string>> = {
  request: 'On request of the person',
  retention: 'The retention period was over',
  off_boarding: 'The organization left',
  mistake: 'Captured by mistake',
  other: 'Another reason, sealed in the intent record',
}

const CHECKS: Readonly<Record<string, string>> = {
  key_objects: 'The objects of the keys',
  directory: 'The entry in the directory of names',
  listings: 'A listing of what lay there',
  envelopes: 'The sealed fields beside the records',
  sealed_fields: 'An attempt to open sealed fields that were kept in hand',
  texts: 'An attempt to open a text that was kept in hand',
}

/** What is said of what a check found; anything else is a refusal in the vault's own word, and as good. */
const FOUND: Readonly<Record<string, string>> = {
  absent: 'not there any more',
  empty: 'nothing is there',
  erased: 'does not open any more',
  none: 'there was none to try',
  opened: 'IT STILL OPENS',
}

/** A ZIP with the PDF and its bundle; null where this export is no certificate. */
export async function certificatePaper(env: Env, row: ExportRow, bundle: Uint8Array): Promise<Uint8Array | null> {
  const tenant = isTenantId(row.tenant) ? await selectTenant(controlDatabase(env), row.tenant) : null
  if (tenant === null) return null
  const erasure = await findErasureOf(homeOf(env, tenant.region).db, row.tenant, row.id)
  const facts = erasure === undefined ? null : await certificateFacts(env, tenant.id, erasure.id)
  if (facts === null) return null
  const [{ makeCertificate }, { workerTypesetting }, { writeFlatZip }] = await Promise.all([
    import('../export/documents/certificate.ts'),
    import('../export/documents/worker-typesetting.ts'),
    import('../export/documents/flat-zip.ts'),
  ])
  const shown = await shownFacts(env, { facts, row, bundle, organization: tenant.name })
  const made = await makeCertificate(shown, workerTypesetting(env.FONTS))
  if (!made.ok) throw new Error(`the certificate of ${facts.erasure} was refused: ${made.code}`)
  return writeFlatZip(
    new Map([
      ['certificate.pdf', made.bytes],
      ['evidence.zip', bundle],
    ]),
  )
}

type Showing = { facts: CertificateFacts; row: ExportRow; bundle: Uint8Array; organization: string }

async function shownFacts(env: Env, { facts, row, bundle, organization }: Showing): Promise<ErasureFacts> {
  const { existed, counts, results, after, before, checks } = facts
  const log = logIdentity(env)
  const origin = tenantOrigin(log.origin, facts.tenant)
  const vkey = formatVkey(origin, await publicKeyOf(log.seed))
  const head = ({ size, root }: { size: number; root: string }): NamedCheckpoint => ({ size, root, origin, vkey })
  const generatedAt = row.generatedAt ?? after.at
  return {
    id: facts.erasure,
    organization,
    tenant: facts.tenant,
    lang: 'en',
    generatedAt,
    existed: {
      ...existed,
      ranges: existed.ranges.map(([first, last]) => ({ first, last })),
      firstAt: existed.firstAt ?? facts.intent.at,
      lastAt: existed.lastAt ?? facts.intent.at,
    },
    intent: facts.intent,
    result: results.at(-1) ?? facts.intent,
    requestedBy: facts.requestedBy ?? 'the retention rule',
    approvedBy: facts.approvedBy === null ? [] : [facts.approvedBy],
    reason: { code: facts.reasonCode, words: REASONS[facts.reasonCode] ?? 'Another reason' },
    destroyed: { keys: counts.keys, blobs: counts.blobs, envelopes: counts.envelopes },
    checks: Object.entries(checks).map(([name, found]) => ({
      what: CHECKS[name] ?? name,
      found: FOUND[found] ?? `refused (${found})`,
      passed: found !== 'opened',
    })),
    before: head(before ?? after),
    after: head(after),
    consistency: consistencyWords(facts),
    windows: windowsOf(facts.history),
    attachments:
      bundle.length > MOST_ATTACHED
        ? []
        : [{ name: 'evidence.zip', bytes: bundle, mime: 'application/zip', description: 'The evidence bundle' }],
  }
}

function consistencyWords({ before, after, consistent, consistency }: CertificateFacts): string {
  if (before === null) return 'There was no signed checkpoint before the erasure began.'
  if (!consistent) return 'NOT PROVED: the later tree was not shown to extend the earlier one.'
  return `A proof of ${consistency.length} hashes shows that the tree of ${after.size} records extends that of ${before.size}.`
}

/** How long the platform's own history may hold copies, and of what. */
function windowsOf(history: JsonObject): string[] {
  const { until, ledger_object: object, database } = history
  if (typeof until !== 'string') return []
  return [
    `Until ${until.slice(0, 10)} the platform can set its databases back. They hold ${String(database)}; the ledger's object holds ${String(object)}.`,
    'Objects and keys lie in a store that keeps no history: a deleted one is gone at once.',
  ]
}
