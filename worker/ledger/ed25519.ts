// Signatures: Ed25519 (RFC 8032) through WebCrypto, the one implementation that Worker, browser and Node agree on.
import { concat, equal, fromHex } from './bytes.ts'

const PUBLIC_BYTES = 32
const SIGNATURE_BYTES = 64

// RFC 8410: the fixed DER around a 32-byte private key; WebCrypto takes a seed in no other form.
const PKCS8_PREFIX = fromHex('302e020100300506032b657004220420')

/** y coordinates of the points whose order divides 8, little endian, sign bit clear. A signature under one proves nothing. */
const LOW_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
].map(fromHex)

/** p = 2^255 - 19, little endian. */
const FIELD_PRIME = fromHex('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f')

function belowPrime(y: Uint8Array): boolean {
  for (let i = PUBLIC_BYTES - 1; i >= 0; i--) {
    const difference = (y[i] ?? 0) - (FIELD_PRIME[i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

/**
 * Whether 32 bytes may stand as a public key: canonical (y < p) and not of low order (LEDGER section 3). Verifiers disagree on the
 * others, and a bundle brings its own keys. Whether it is a point of the curve shows when it verifies.
 */
export function isAcceptableKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_BYTES) return false
  const y = new Uint8Array(publicKey) // `slice` of a Node Buffer shares its memory
  y[PUBLIC_BYTES - 1] = (y[PUBLIC_BYTES - 1] ?? 0) & 0x7f
  return belowPrime(y) && !LOW_ORDER.some((point) => equal(point, y))
}

async function privateKey(seed: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  if (seed.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes')
  const pkcs8 = concat(PKCS8_PREFIX, seed)
  try {
    return await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, extractable, ['sign'])
  } finally {
    pkcs8.fill(0)
  }
}

/** The 32-byte public key of a 32-byte seed. */
export async function publicKeyOf(seed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const jwk = await crypto.subtle.exportKey('jwk', await privateKey(seed, true))
  if (jwk instanceof ArrayBuffer || jwk.x === undefined) throw new TypeError('no public key came back')
  return Uint8Array.from(atob(jwk.x.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
}

/** A 64-byte signature; the same every time, as Ed25519 is deterministic. */
export async function sign(seed: Uint8Array, message: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const key = await privateKey(seed, false)
  return new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, key, new Uint8Array(message)))
}

/** Whether the signature is good. False, never an error, for keys and signatures of any wrong form. */
export async function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (!isAcceptableKey(publicKey) || signature.length !== SIGNATURE_BYTES) return false
  try {
    const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), { name: 'Ed25519' }, false, ['verify'])
    return await crypto.subtle.verify({ name: 'Ed25519' }, key, new Uint8Array(signature), new Uint8Array(message))
  } catch {
    // Not a point of the curve: platforms differ in whether they find that out on import or on use.
    return false
  }
}
