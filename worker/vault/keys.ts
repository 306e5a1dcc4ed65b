// The keys of one tenant: root wraps tenant key, tenant key wraps subject keys. Whoever seals or opens anything starts with openVault.
import { isSubjectId, isTenantId } from '../ids.ts'
import { KeyCache } from './key-cache.ts'
import { deriveBytes, importKey, type ObjectKey } from './object.ts'
import { epochOf, type RootKeys, rootKey } from './roots.ts'
import {
  findKey,
  type KeyPlace,
  makeKey,
  replaceKey,
  unwrap,
  VaultError,
  type WrappedKey,
  wrap,
} from './wrapped-key.ts'

export type { RootKeys } from './roots.ts'
export { VaultError } from './wrapped-key.ts'

export type VaultOptions = {
  /** The vault bucket of the tenant's region. Never one with a bucket lock: what cannot be deleted cannot be erased. */
  readonly bucket: R2Bucket
  readonly roots: RootKeys
  readonly tenant: string
  /** Milliseconds; for tests. */
  readonly now?: () => number
}

/** One more try than it takes: lose the race to make a key, see the winner's erased, make it. */
const MAKE_ATTEMPTS = 4

/**
 * Opens the vault of a tenant. Reads nothing yet. Make one a request, message or alarm; it forgets keys after a minute, so that
 * even a vault that lives longer cannot use an erased key for more than that.
 * Throws RangeError where `tenant` is not a tenant id: it becomes part of paths.
 */
export function openVault(options: VaultOptions): Vault {
  if (!isTenantId(options.tenant)) throw new RangeError('not a tenant id')
  return new Vault(options)
}

/** Where it says that a tenant was erased whole. It holds nothing, and stays. */
export const erasedMark = (tenant: string): string => `erased/${tenant}`

/** Methods that touch R2 throw VaultError where a key is lost or damaged or a root key is missing. */
export class Vault {
  readonly tenant: string
  readonly bucket: R2Bucket
  readonly #roots: RootKeys
  readonly #cache: KeyCache<ObjectKey>
  /** What was found without making it, apart from the above: whoever makes must never be handed "there was none". */
  readonly #found: KeyCache<ObjectKey | undefined>

  constructor({ bucket, roots, tenant, now = Date.now }: VaultOptions) {
    this.tenant = tenant
    this.bucket = bucket
    this.#roots = roots
    this.#cache = new KeyCache(now)
    this.#found = new KeyCache(now)
  }

  /** The tenant key, read or made. Seals what is about no person, wraps subject keys. */
  tenantKey(): Promise<ObjectKey> {
    const place = this.#tenantPlace()
    return this.#cache.get(place.path, async () => {
      const found = (await findKey(this.bucket, place)) ?? (await this.#makeTenantKey(place))
      return this.#unwrapTenantKey(place, found)
    })
  }

  /** A person's key, read or made. After an erasure a new key is made: it opens nothing of what was sealed before. */
  subjectKey(subject: string): Promise<ObjectKey> {
    const place = this.#subjectPlace(subject)
    return this.#cache.get(place.path, async () => {
      const by = await this.tenantKey()
      return this.#read(place, await this.#findOrMake(place, by), by)
    })
  }

  /**
   * A person's key, or undefined where there is none: never made, or erased. With `id`, the one that sealed something, a key in
   * memory under another id is not believed: it may have been erased and made again elsewhere. R2 is asked.
   */
  async subjectKeyIfAny(subject: string, id?: string): Promise<ObjectKey | undefined> {
    const place = this.#subjectPlace(subject)
    const cached = await (this.#cache.peek(place.path) ?? this.#found.peek(place.path))
    if (cached !== undefined && (id === undefined || cached.id === id)) return cached
    if (cached !== undefined) this.#forget(place)
    return this.#found.get(place.path, async () => {
      const found = await findKey(this.bucket, place)
      return found === undefined ? undefined : this.#read(place, found, await this.tenantKey())
    })
  }

  /** Whether an id names a key of this person, or of the tenant itself, in whichever generation: this one or one that was erased. */
  isKeyOf(id: string, subject: string | undefined): boolean {
    const { idPrefix } = subject === undefined ? this.#tenantPlace() : this.#subjectPlace(subject)
    return id.startsWith(`${idPrefix}/`)
  }

  /** Destroys a person's key: everything sealed under it is noise from now on, in every copy. Doing it twice is fine. */
  async destroySubjectKey(subject: string): Promise<void> {
    const place = this.#subjectPlace(subject)
    await this.bucket.delete(place.path)
    // After the delete: entries are set before they read, so a read that crossed the delete leaves nothing behind.
    this.#forget(place)
  }

  /** Forgets every key that it has in memory: whoever comes after an erasure asks R2. */
  forgetAll(): void {
    this.#cache.clear()
    this.#found.clear()
  }

  /** 32 bytes: HMAC key for identities, so that an address can be recognized without being stored. */
  async identityKey(): Promise<Uint8Array<ArrayBuffer>> {
    return deriveBytes(await this.tenantKey(), 'tallystick/identity/1')
  }

  /** 32 bytes: HMAC key for `valueDigest`, which tells a restated value from the same one again. */
  async valueKey(): Promise<Uint8Array<ArrayBuffer>> {
    return deriveBytes(await this.tenantKey(), 'tallystick/value/1')
  }

  /** 32 bytes, read or made: the key that blinds the tenant's labels in the root log (LEDGER section 3). Given to auditors. */
  async blindingKey(): Promise<Uint8Array<ArrayBuffer>> {
    const place = this.#place('blinding', `blinding/${this.tenant}`)
    const by = await this.tenantKey()
    return unwrap(place, await this.#findOrMake(place, by), by)
  }

  /**
   * Wraps the tenant key with the root key of the current epoch. Its bytes and its id stay: nothing else has to be sealed again.
   * `current` where that was so already, `absent` where the tenant has no key.
   */
  async rewrap(): Promise<'rewrapped' | 'current' | 'absent'> {
    const place = this.#tenantPlace()
    for (let attempt = 0; attempt < MAKE_ATTEMPTS; attempt++) {
      const found = await findKey(this.bucket, place)
      if (found === undefined) return 'absent'
      // An older Worker during a rollout must not undo what a newer one did.
      if (epochOf(found.wrappedBy) >= this.#roots.epoch) return 'current'
      const bytes = await unwrap(place, found, await rootKey(this.#roots, epochOf(found.wrappedBy)))
      const object = await wrap(place, found.id, bytes, await rootKey(this.#roots, this.#roots.epoch))
      if (await replaceKey(this.bucket, place, found, object)) return 'rewrapped'
    }
    throw new VaultError('contended', place.path)
  }

  async #unwrapTenantKey(place: KeyPlace, found: WrappedKey): Promise<ObjectKey> {
    return this.#read(place, found, await rootKey(this.#roots, epochOf(found.wrappedBy)))
  }

  /** A new tenant key beside old objects would hide that they are lost and give every person a second identity: refuse. */
  async #makeTenantKey(place: KeyPlace): Promise<WrappedKey> {
    // Whoever comes late to an erased tenant must not begin it anew.
    if ((await this.bucket.head(erasedMark(this.tenant))) !== null) throw new VaultError('erased', this.tenant)
    const kept = await this.bucket.list({ prefix: `keys/${this.tenant}/`, limit: 1 })
    // The tenant key is always the first: with others there, either somebody made it just now, or it is lost.
    if (kept.objects.length > 0) {
      const found = await findKey(this.bucket, place)
      if (found === undefined) throw new VaultError('tenant_key_lost', place.path)
      return found
    }
    return this.#findOrMake(place, await rootKey(this.#roots, this.#roots.epoch))
  }

  async #findOrMake(place: KeyPlace, by: ObjectKey): Promise<WrappedKey> {
    for (let attempt = 0; attempt < MAKE_ATTEMPTS; attempt++) {
      const found = await findKey(this.bucket, place)
      if (found !== undefined) return found
      await makeKey(this.bucket, place, by)
    }
    throw new VaultError('contended', place.path)
  }

  async #read(place: KeyPlace, found: WrappedKey, by: ObjectKey): Promise<ObjectKey> {
    return importKey(found.id, await unwrap(place, found, by))
  }

  #forget({ path }: KeyPlace): void {
    this.#cache.forget(path)
    this.#found.forget(path)
  }

  #tenantPlace(): KeyPlace {
    return this.#place('tenant', `tenant/${this.tenant}`)
  }

  #subjectPlace(subject: string): KeyPlace {
    if (!isSubjectId(subject)) throw new RangeError('not a subject id')
    return this.#place(`sub/${subject}`, `subject/${subject}`)
  }

  #place(name: string, idPrefix: string): KeyPlace {
    return { path: `keys/${this.tenant}/${name}`, idPrefix, tenant: this.tenant }
  }
}
