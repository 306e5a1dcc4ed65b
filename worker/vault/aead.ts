// The cipher at the bottom: AES-256-GCM with a 96-bit nonce and a 128-bit tag (NIST SP 800-38D), from WebCrypto.
import { NONCE_BYTES, TAG_BYTES } from './header.ts'

/** Nonce, additional data: authenticated, never encrypted. A nonce must not repeat under one key. */
export type Framing = { readonly nonce: Uint8Array; readonly aad: Uint8Array }

/** Ciphertext and 16-byte tag. Throws RangeError on a nonce that has not 12 bytes. */
export async function encrypt(
  key: CryptoKey,
  framing: Framing,
  plaintext: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.encrypt(parameters(framing), key, plaintext))
}

/** The plaintext, or undefined where key, nonce, additional data, ciphertext or tag is not what it was sealed with. */
export async function decrypt(
  key: CryptoKey,
  framing: Framing,
  sealed: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const algorithm = parameters(framing)
  if (sealed.length < TAG_BYTES) return undefined
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed))
  } catch {
    // WebCrypto says no more than that it failed, and should not.
    return undefined
  }
}

function parameters({ nonce, aad }: Framing): SubtleCryptoEncryptAlgorithm {
  // WebCrypto would take other lengths and hash them into a nonce, where repeats are likelier.
  if (nonce.length !== NONCE_BYTES) throw new RangeError('a nonce has 12 bytes')
  return { name: 'AES-GCM', iv: nonce, additionalData: aad, tagLength: TAG_BYTES * 8 }
}
