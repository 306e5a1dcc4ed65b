// From drafts to sealed drafts: identities become subjects, what the ledger knows is left out, personal fields are sealed.
import type { SubjectId } from '../ids.ts'
import { canonicalize, type JsonObject } from '../ledger/jcs.ts'
import { identityHashes } from '../people/identity.ts'
import type { SealedDraft } from '../tenant/draft.ts'
import type { LedgerStub } from '../tenant/reach.ts'
import { valueDigest } from '../vault/digest.ts'
import { sealEnvelope } from '../vault/envelope.ts'
import type { Vault } from '../vault/keys.ts'
import type { Draft, Identity } from '../vendors/stream.ts'

/** A draft that knows its subject and its id. */
export type ResolvedDraft = {
  draft: Draft
  id: string
  subject: SubjectId | undefined
  data: JsonObject
  value: string
}

/** Resolves every person that the drafts name in one call of the ledger. */
export async function resolveDrafts(
  ledger: LedgerStub,
  vault: Vault,
  drafts: readonly Draft[],
): Promise<ResolvedDraft[]> {
  const [identityKey, valueKey] = [await vault.identityKey(), await vault.valueKey()]
  const people = new Map<string, string[]>()
  const nameOf = (identity: Identity | undefined): string | undefined => {
    const hashes = identity === undefined ? [] : identityHashes(identityKey, identity)
    if (hashes.length === 0) return undefined
    const name = hashes.join()
    people.set(name, hashes)
    return name
  }
  const named = drafts.map((draft) => ({
    draft,
    who: nameOf(draft.who),
    mentions: Object.entries(draft.mentions ?? {}).map(([member, identity]) => [member, nameOf(identity)] as const),
  }))
  const subjects = await ledger.subjects([...people.values()])
  const subjectOf = new Map([...people.keys()].map((name, at) => [name, subjects[at] as SubjectId | undefined])) // the ledger makes nothing else
  return named.map(({ draft, who, mentions }) => {
    const subject = who === undefined ? undefined : subjectOf.get(who)
    const found = mentions.flatMap(([member, name]) => {
      const mentioned = name === undefined ? undefined : subjectOf.get(name)
      return mentioned === undefined ? [] : [[member, mentioned] as const]
    })
    const data = { ...draft.data, ...Object.fromEntries(found) }
    const id = typeof draft.id === 'string' ? draft.id : draft.id(subject)
    const meaning: JsonObject = {
      kind: draft.kind,
      occurred_at: draft.occurredAt,
      data,
      ...(subject !== undefined && { subject }),
      ...(draft.fields !== undefined && { fields: draft.fields }),
    }
    return { draft, id, subject, data, value: valueDigest(valueKey, meaning) }
  })
}

/** Seals at once this many envelopes; each waits on R2 only the first time its person is met. */
const PARALLEL = 16

/** Seals what the ledger does not have yet. */
export async function sealUnknown(
  ledger: LedgerStub,
  vault: Vault,
  stream: string,
  resolved: readonly ResolvedDraft[],
): Promise<SealedDraft[]> {
  const unknown = await ledger.unknown(
    stream,
    resolved.map(({ id, value }) => ({ id, value })),
  )
  const sealed: SealedDraft[] = []
  for (let at = 0; at < unknown.length; at += PARALLEL) {
    const slice = unknown.slice(at, at + PARALLEL).flatMap(({ at: place, rev }) => {
      const one = resolved[place]
      return one === undefined ? [] : [sealOne(vault, stream, one, rev)]
    })
    sealed.push(...(await Promise.all(slice)))
  }
  return sealed
}

async function sealOne(vault: Vault, stream: string, one: ResolvedDraft, rev: number): Promise<SealedDraft> {
  const { draft, id, subject, data, value } = one
  const base = {
    kind: draft.kind,
    id,
    rev,
    occurredAt: draft.occurredAt,
    dataJson: canonicalize(data),
    value,
    ...(subject !== undefined && { subject }),
  }
  if (draft.fields === undefined || Object.keys(draft.fields).length === 0) return base
  const ref = `${stream}/${id}/${rev}`
  const envelope = await sealEnvelope(vault, { ref, ...(subject !== undefined && { subject }), fields: draft.fields })
  return { ...base, sealedJson: canonicalize(envelope.sealed), envelope: envelope.object }
}
