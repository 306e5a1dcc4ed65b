// Personal fields of one record: sealed apart from it before it is appended, opened again while the person's key exists (LEDGER section 4).
import { text, utf8 } from '../ledger/bytes.ts'
import { commit, envelopeOf, fieldNames } from '../ledger/commitment.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import { COMMIT_ALG, type Sealed } from '../ledger/record.ts'
import { SALT_BYTES } from './header.ts'
import type { Vault } from './keys.ts'
import { type OpenCode, openObject, readHeader, refusalOf, sealObject } from './object.ts'

/** What an envelope is bound to: `<stream>/<id>/<rev>`, and the record's subject where it has one. */
export type EnvelopeOf = { readonly ref: string; readonly subject?: string }

/** `sealed` goes into the record, `object` beside it. */
export type SealedEnvelope = { readonly sealed: Sealed; readonly object: Uint8Array<ArrayBuffer> }

/** `erased`: the key that sealed it is gone. `fields`: the record names other fields than the envelope holds. */
export type EnvelopeCode = 'erased' | 'fields' | OpenCode
export type OpenedEnvelope =
  | { readonly ok: true; readonly fields: JsonObject }
  | { readonly ok: false; readonly code: EnvelopeCode }
export type DisclosedEnvelope =
  | { readonly ok: true; readonly fields: JsonObject; readonly salt: string }
  | { readonly ok: false; readonly code: EnvelopeCode }

/**
 * Seals personal fields under the subject's key, or under the tenant's where the record is about no person.
 * Throws RangeError on no fields at all, JcsError on a value that is not JSON or has a lone surrogate.
 */
export async function sealEnvelope(
  vault: Vault,
  { ref, subject, fields }: EnvelopeOf & { readonly fields: JsonObject },
): Promise<SealedEnvelope> {
  const names = fieldNames(fields)
  if (names.length === 0) throw new RangeError('an envelope without fields')
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const sealed: Sealed = { alg: COMMIT_ALG, commit: commit(fields, salt), fields: names }
  const key = subject === undefined ? await vault.tenantKey() : await vault.subjectKey(subject)
  const plaintext = utf8(envelopeOf(fields, salt))
  const object = await sealObject({
    key,
    kind: 'envelope',
    ref,
    tenant: vault.tenant,
    commit: sealed.commit,
    plaintext,
  })
  return { sealed, object }
}

type EnvelopeIn = EnvelopeOf & { readonly sealed: Sealed; readonly object: Uint8Array }

/** Opens the envelope of a record. `sealed` is the record's own member: what comes back is what the ledger committed to. */
export async function openEnvelope(vault: Vault, envelope: EnvelopeIn): Promise<OpenedEnvelope> {
  const opened = await discloseEnvelope(vault, envelope)
  return opened.ok ? { ok: true, fields: opened.fields } : opened
}

/** The same with the salt (b64), which lets others recompute the commitment: for exports that disclose, and for nothing else. */
export async function discloseEnvelope(
  vault: Vault,
  { ref, subject, sealed, object }: EnvelopeIn,
): Promise<DisclosedEnvelope> {
  const header = readHeader(object)
  if (header === undefined) return { ok: false, code: 'malformed' }
  const want = { kind: 'envelope', ref, tenant: vault.tenant, commit: sealed.commit } as const
  const refused = refusalOf(header, want)
  if (refused !== undefined) return { ok: false, code: refused }
  // Erased is said only of this person's own: what was sealed under a foreign key is out of place, not gone.
  if (!vault.isKeyOf(header.key, subject)) return { ok: false, code: 'key' }
  const key = subject === undefined ? await vault.tenantKey() : await vault.subjectKeyIfAny(subject, header.key)
  // Another generation of the same key: the one that sealed this was destroyed before that one was made.
  if (key === undefined || key.id !== header.key) return { ok: false, code: 'erased' }
  const opened = await openObject({ ...want, key, object })
  if (!opened.ok) return opened
  // The opening compared the commitment, so this is the canonical {"fields","salt"} of section 4.
  const { fields, salt } = JSON.parse(text(opened.plaintext)) as { fields: JsonObject; salt: string }
  const names = fieldNames(fields)
  const same = names.length === sealed.fields.length && names.every((name, at) => name === sealed.fields[at])
  return same ? { ok: true, fields, salt } : { ok: false, code: 'fields' }
}
