// From drafts to sealed drafts: identities become subjects, what the ledger knows is left out, personal fields are sealed.
import type { SubjectId } from '../ids.ts'
import { contentDigest } from '../ledger/commitment.ts'
import { canonicalize, type JsonObject } from '../ledger/jcs.ts'
import { identityHashes } from '../people/identity.ts'
import type { SealedDraft } from '../tenant/draft.ts'
import type { LedgerStub } from '../tenant/reach.ts'
import { sealBlob } from '../vault/blob.ts'
import { valueDigest } from '../vault/digest.ts'
import { sealEnvelope } from '../vault/envelope.ts'
import type { Vault } from '../vault/keys.ts'
import type { Draft, Identity } from '../vendors/stream.ts'
import { addressesIn, chatOf, keptOut, liftsOf } from './kept-out.ts'

/** A draft that knows its subject and its id, without what may not come in again. */
export type ResolvedDraft = {
  draft: Pick<Draft, 'kind' | 'occurredAt' | 'fields' | 'content'>
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
  const addresses = addressesIn(identityKey, drafts)
  const known = await ledger.resolve({
    people: [...people.values()],
    chats: [...new Set(drafts.flatMap((draft) => chatOf(draft) ?? []))],
    addresses: [...addresses.values()],
  })
  const subjectOf = new Map([...people.keys()].map((name, at) => [name, known.subjects[at] as SubjectId | undefined])) // the ledger makes nothing else
  const without = keptOut(known, addresses)
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
      ...(draft.content !== undefined && { content: contentDigest(draft.content.text).sha256 }),
      ...liftsOf(known, subject, chatOf(draft)),
    }
    const value = valueDigest(valueKey, meaning)
    return { draft: without(draft, subject), id, subject, data: { ...draft.asSeen, ...data }, value }
  })
}

/** Seals at once this many envelopes; each waits on R2 only the first time its person is met. */
const PARALLEL = 16

/** `digest`: whether content records carry the SHA-256 of their text (a setting of the tenant). */
export type Sealing = { ledger: LedgerStub; vault: Vault; stream: string; digest: boolean }

/** Seals what the ledger does not have yet; texts lie in R2 before their records are appended. */
export async function sealUnknown(sealing: Sealing, resolved: readonly ResolvedDraft[]): Promise<SealedDraft[]> {
  const { ledger, stream } = sealing
  const unknown = await ledger.unknown(
    stream,
    resolved.map(({ id, value }) => ({ id, value })),
  )
  const sealed: SealedDraft[] = []
  for (let at = 0; at < unknown.length; at += PARALLEL) {
    const slice = unknown.slice(at, at + PARALLEL).flatMap(({ at: place, rev }) => {
      const one = resolved[place]
      return one === undefined ? [] : [sealOne(sealing, one, rev)]
    })
    sealed.push(...(await Promise.all(slice)))
  }
  return sealed
}

async function sealOne(sealing: Sealing, one: ResolvedDraft, rev: number): Promise<SealedDraft> {
  const { vault, stream, digest } = sealing
  const { draft, id, subject, data, value } = one
  const about = { ref: `${stream}/${id}/${rev}`, ...(subject !== undefined && { subject }) }
  const base = {
    kind: draft.kind,
    id,
    rev,
    occurredAt: draft.occurredAt,
    dataJson: canonicalize(data),
    value,
    ...(subject !== undefined && { subject }),
  }
  const { fields = {}, content } = draft
  const [envelope, blob] = await Promise.all([
    Object.keys(fields).length === 0 ? undefined : sealEnvelope(vault, { ...about, fields }),
    content && sealBlob(vault, { ...about, text: content.text, blob: `${content.place}/${rev}`, digest }),
  ])
  return {
    ...base,
    ...(envelope !== undefined && { sealedJson: canonicalize(envelope.sealed), envelope: envelope.object }),
    ...(blob !== undefined && { contentJson: canonicalize(blob) }),
  }
}
