// A passkey in software for the tests: ES256, attestation "none" (WebAuthn level 2, sections 6.1, 6.5 and 8.7).

/** UTF-8 in a buffer of its own, as WebCrypto wants it. */
const utf8 = (text: string) => new Uint8Array(new TextEncoder().encode(text))

const join = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

/** CBOR of a byte string, text or small map: as much as an attestation object needs. */
const cborText = (text: string) => join(new Uint8Array([0x60 + text.length]), utf8(text))
const cborBytes = (bytes: Uint8Array) => join(new Uint8Array([0x58, bytes.length]), bytes)

const fromBase64url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

/** ECDSA's r and s as the DER sequence that WebAuthn carries. */
function der(signature: Uint8Array): Uint8Array {
  const integer = (raw: Uint8Array) => {
    let start = 0
    while (start < raw.length - 1 && raw[start] === 0) start++
    const digits = raw.slice(start)
    const padded = (digits[0] ?? 0) > 127 ? join(new Uint8Array([0]), digits) : digits
    return join(new Uint8Array([2, padded.length]), padded)
  }
  const both = join(integer(signature.slice(0, 32)), integer(signature.slice(32)))
  return join(new Uint8Array([0x30, both.length]), both)
}

export async function newAuthenticator(rpId: string, origin: string) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new Error('no key pair')
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
  if (!('x' in jwk)) throw new Error('no JWK')
  const id = crypto.getRandomValues(new Uint8Array(32))
  // COSE_Key: 1 (kty) = 2, 3 (alg) = -7, -1 (crv) = 1, -2 (x), -3 (y)
  const cose = join(
    new Uint8Array([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    cborBytes(fromBase64url(jwk.x ?? '')),
    new Uint8Array([0x22]),
    cborBytes(fromBase64url(jwk.y ?? '')),
  )
  let counter = 0

  const authData = async (flags: number, rest = new Uint8Array()) => {
    const count = new Uint8Array(4)
    new DataView(count.buffer).setUint32(0, ++counter)
    return join(await sha256(utf8(rpId)), new Uint8Array([flags]), count, rest)
  }
  const clientData = (type: string, challenge: string) =>
    utf8(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const credential = { id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {} }

  return {
    async create(challenge: string) {
      const attested = join(new Uint8Array(16), new Uint8Array([0, id.length]), id, cose)
      const data = await authData(0x45, attested) // user present, user verified, attested data
      const attestation = join(
        new Uint8Array([0xa3]),
        ...[
          cborText('fmt'),
          cborText('none'),
          cborText('attStmt'),
          new Uint8Array([0xa0]),
          cborText('authData'),
          cborBytes(data),
        ],
      )
      const clientDataJSON = base64url(clientData('webauthn.create', challenge))
      return {
        ...credential,
        response: { clientDataJSON, attestationObject: base64url(attestation), transports: ['internal'] },
      }
    },
    async get(challenge: string) {
      const data = await authData(0x05)
      const client = clientData('webauthn.get', challenge)
      const signed = await crypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' },
        pair.privateKey,
        join(data, await sha256(client)),
      )
      return {
        ...credential,
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(der(new Uint8Array(signed))),
        },
      }
    },
  }
}
