// The signature over a statement: DSSE (github.com/secure-systems-lab/dsse), which signs bytes as they are.
import { b64, concat, fromB64, orUndefined, utf8 } from '../bytes.ts'
import { publicKeyOf, sign, verify } from '../ed25519.ts'
import { canonicalize, type JsonValue } from '../jcs.ts'
import { makeKey, type VerifierKey } from '../vkey.ts'
import { hasMembers, isObject, readJcsObject } from './jcs-file.ts'
import { MAX_KEYS } from './limits.ts'

/** The only payload type that a bundle's statement may have. */
export const IN_TOTO = 'application/vnd.in-toto+json'

/** An envelope, decoded. */
export type Envelope = { readonly payload: Uint8Array; readonly signatures: readonly Uint8Array[] }

/** What is signed: lengths before contents, so that no two pairs of type and payload give the same bytes. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8(payloadType)
  return concat(utf8(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `), payload)
}

function signatureOf(value: JsonValue): Uint8Array | undefined {
  if (!isObject(value) || !hasMembers(value, 'keyid', 'sig')) return undefined
  const { keyid, sig } = value
  return typeof keyid === 'string' && typeof sig === 'string' ? orUndefined(() => fromB64(sig)) : undefined
}

/** The envelope in a JCS file, or undefined: other members, another payload type, no signature or more than 16. */
export function parseEnvelope(bytes: Uint8Array): Envelope | undefined {
  const value = readJcsObject(bytes)
  if (value === undefined || !hasMembers(value, 'payload', 'payloadType', 'signatures')) return undefined
  const { payload, payloadType, signatures } = value
  if (payloadType !== IN_TOTO || typeof payload !== 'string' || !Array.isArray(signatures)) return undefined
  if (signatures.length < 1 || signatures.length > MAX_KEYS) return undefined
  const decoded = orUndefined(() => fromB64(payload))
  const good = signatures.map(signatureOf).filter((signature) => signature !== undefined)
  if (decoded === undefined || good.length !== signatures.length) return undefined
  return { payload: decoded, signatures: good }
}

/** Whether any signature is good under any of the keys; key ids are hints and not looked at. */
export async function isSignedBy(envelope: Envelope, keys: readonly VerifierKey[]): Promise<boolean> {
  const message = preAuthEncoding(IN_TOTO, envelope.payload)
  for (const key of keys) {
    for (const signature of envelope.signatures) if (await verify(key.publicKey, message, signature)) return true
  }
  return false
}

/** The envelope file over a payload, signed by the export key of this name and 32-byte seed. */
export async function signEnvelope(payload: Uint8Array, keyName: string, seed: Uint8Array): Promise<Uint8Array> {
  const { name, id } = makeKey(keyName, await publicKeyOf(seed))
  const signature = await sign(seed, preAuthEncoding(IN_TOTO, payload))
  const signatures = [{ keyid: `${name}+${id}`, sig: b64(signature) }]
  return utf8(canonicalize({ payload: b64(payload), payloadType: IN_TOTO, signatures }))
}
