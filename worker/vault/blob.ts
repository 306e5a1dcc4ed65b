// The text of one message: sealed into an R2 object before its record is appended, opened on reading, deleted by an erasure (LEDGER section 5).
import { text as fromUtf8, hex, utf8 } from '../ledger/bytes.ts'
import { contentBlob, contentCommit, contentDigest } from '../ledger/commitment.ts'
import { sha256 } from '../ledger/hash.ts'
import type { Hex } from '../ledger/ids.ts'
import { COMMIT_ALG, type Content } from '../ledger/record.ts'
import { SALT_BYTES } from './header.ts'
import type { Vault } from './keys.ts'
import { type OpenCode, openObject, readHeader, refusalOf, sealObject } from './object.ts'

/** What a blob is bound to: `<stream>/<id>/<rev>`, and the record's subject where it has one. */
export type BlobOf = { readonly ref: string; readonly subject?: string }

/** `absent`: the object is not there. `erased`: the key that sealed it is gone. */
export type BlobCode = 'absent' | 'erased' | OpenCode
export type OpenedBlob =
  | { readonly ok: true; readonly text: string /** b64 */; readonly salt: string }
  | { readonly ok: false; readonly code: BlobCode }

/** `blob`: where it is to lie, relative to the tenant. `digest`: whether the record shall carry the plaintext's SHA-256. */
export type BlobWish = BlobOf & { readonly blob: string; readonly text: string; readonly digest: boolean }

/** Enough to tell a second object at one place from the first. */
const TAG_BYTES = 8

/**
 * Seals a text under its person's key (the tenant's without one) and puts it, create-only; returns the record's `content`. What a
 * consumer that died left at the same place is taken over when it is the same text, so that trying again makes no second object.
 * Throws RangeError on a place that cannot be a path, JcsError on a lone surrogate: both are bugs of the caller.
 */
export async function sealBlob(vault: Vault, wish: BlobWish): Promise<Content> {
  const put = await putNew(vault, wish, wish.blob)
  if (put !== undefined) return put
  const there = await takeOver(vault, wish)
  if (there !== undefined) return there
  // Another text lies there, or one under a key that is gone: it stays untouched, because a record may name it.
  const tag = hex(crypto.getRandomValues(new Uint8Array(TAG_BYTES)))
  const beside = await putNew(vault, wish, `${wish.blob}-${tag}`)
  if (beside === undefined) throw new Error('two objects drew the same 64 random bits')
  return beside
}

async function putNew(vault: Vault, wish: BlobWish, blob: string): Promise<Content | undefined> {
  const { ref, subject, text, digest } = wish
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const commit = contentCommit(text, salt)
  const key = subject === undefined ? await vault.tenantKey() : await vault.subjectKey(subject)
  const plaintext = utf8(contentBlob(text, salt))
  const object = await sealObject({ key, kind: 'content', ref, tenant: vault.tenant, commit, plaintext })
  const hash = sha256(object)
  const onlyIf = { etagDoesNotMatch: '*' }
  if ((await vault.bucket.put(pathOf(vault, blob), object, { onlyIf, sha256: hash })) === null) return undefined
  return contentOf(text, { commit, blob, hash, digest })
}

async function takeOver(vault: Vault, wish: BlobWish): Promise<Content | undefined> {
  const stored = await vault.bucket.get(pathOf(vault, wish.blob))
  if (stored === null) return undefined
  const object = new Uint8Array(await stored.arrayBuffer())
  const commit = readHeader(object)?.commit as Hex | undefined // the header's reader let nothing but 64 hex digits through
  if (commit === undefined) return undefined
  const opened = await openBlob(vault, wish, { commit }, object)
  if (!opened.ok || opened.text !== wish.text) return undefined
  return contentOf(wish.text, { commit, blob: wish.blob, hash: sha256(object), digest: wish.digest })
}

function contentOf(
  text: string,
  { commit, blob, hash, digest }: { commit: Hex; blob: string; hash: Uint8Array; digest: boolean },
): Content {
  const { sha256: plain, bytes } = contentDigest(text)
  const blob_sha256 = hex(hash) as Hex // 32 bytes give 64 lower-case digits
  return { alg: COMMIT_ALG, commit, ...(digest && { sha256: plain }), blob, blob_sha256, bytes }
}

/** Reads and opens what a record's `content` names; what comes back is what the ledger committed to. */
export async function readBlob(vault: Vault, of: BlobOf, content: Content): Promise<OpenedBlob> {
  const stored = await vault.bucket.get(pathOf(vault, content.blob))
  if (stored === null) return { ok: false, code: 'absent' }
  return openBlob(vault, of, content, new Uint8Array(await stored.arrayBuffer()))
}

/** Opens an object that was read already: an erasure keeps one in its hand and shows that it opens no more. */
export async function openBlob(
  vault: Vault,
  { ref, subject }: BlobOf,
  { commit, blob_sha256 }: Pick<Content, 'commit'> & { readonly blob_sha256?: Hex },
  object: Uint8Array,
): Promise<OpenedBlob> {
  const header = readHeader(object)
  if (header === undefined) return { ok: false, code: 'malformed' }
  const want = { kind: 'content', ref, tenant: vault.tenant, commit } as const
  const refused = refusalOf(header, want)
  if (refused !== undefined) return { ok: false, code: refused }
  // Erased is said only of this person's own: what was sealed under a foreign key is out of place, not gone.
  if (!vault.isKeyOf(header.key, subject)) return { ok: false, code: 'key' }
  const key = subject === undefined ? await vault.tenantKey() : await vault.subjectKeyIfAny(subject, header.key)
  if (key === undefined || key.id !== header.key) return { ok: false, code: 'erased' }
  const opened = await openObject({ ...want, key, object, ...(blob_sha256 !== undefined && { sha256: blob_sha256 }) })
  if (!opened.ok) return opened
  // The opening compared the commitment, so this is the canonical {"salt","text"} of section 5.
  const { text, salt } = JSON.parse(fromUtf8(opened.plaintext)) as { text: string; salt: string }
  return { ok: true, text, salt }
}

/** The stored object, unopened; null where there is none. */
export async function blobObject(vault: Vault, blob: string): Promise<Uint8Array | null> {
  const stored = await vault.bucket.get(pathOf(vault, blob))
  return stored === null ? null : new Uint8Array(await stored.arrayBuffer())
}

/** Deletes one text. Doing it twice is fine. */
export async function deleteBlob(vault: Vault, blob: string): Promise<void> {
  await vault.bucket.delete(pathOf(vault, blob))
}

/** How many texts lie below a prefix relative to the tenant. */
export async function countBlobs(vault: Vault, prefix: string): Promise<number> {
  let [count, cursor]: [number, string | undefined] = [0, undefined]
  do {
    const listed: R2Objects = await vault.bucket.list({
      prefix: pathOf(vault, prefix),
      ...(cursor !== undefined && { cursor }),
    })
    count += listed.objects.length
    cursor = listed.truncated ? listed.cursor : undefined
  } while (cursor !== undefined)
  return count
}

/** Objects that one delete call takes. */
const BATCH = 1000

/**
 * Deletes what lies below a prefix relative to the tenant ('' = everything), until a listing finds nothing. Returns how many there were.
 * Doing it twice is fine.
 */
export async function deleteBlobs(vault: Vault, prefix: string): Promise<number> {
  let deleted = 0
  for (;;) {
    const { objects } = await vault.bucket.list({ prefix: pathOf(vault, prefix), limit: BATCH })
    if (objects.length === 0) return deleted
    await vault.bucket.delete(objects.map(({ key }) => key))
    deleted += objects.length
  }
}

function pathOf(vault: Vault, blob: string): string {
  if (blob.length > 400) throw new RangeError('a place of more than 400 characters')
  return `content/${vault.tenant}/${blob}`
}
