// The key under the links of exports: one an epoch, derived from the root key, so that nothing new has to be kept or rotated.
import type { RootKeys } from './roots.ts'

const INFO = 'tallystick/url/1'

/**
 * HMAC-SHA-256 key = HKDF-SHA-256(ikm = root key of the epoch, salt empty, info = "tallystick/url/1", 32 bytes); signs and
 * verifies, cannot be read. Undefined where there is no root key of that epoch: its links are as dead as the epoch.
 */
export async function urlKey({ roots }: RootKeys, epoch: number): Promise<CryptoKey | undefined> {
  const root = roots.get(epoch)
  if (root === undefined) return undefined
  const material = await crypto.subtle.importKey('raw', root, 'HKDF', false, ['deriveKey'])
  const kind = { name: 'HMAC', hash: 'SHA-256', length: 256 }
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: new TextEncoder().encode(INFO) }
  return crypto.subtle.deriveKey(derivation, material, kind, false, ['sign', 'verify'])
}
