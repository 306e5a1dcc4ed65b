// The TSA's papers: a certificate authority of one day, and the certificate under it that may sign timestamps and nothing else.
import { fromHex, utf8 } from '../../../worker/ledger/bytes.ts'
import { CONTEXT_0, OCTET_STRING, SEQUENCE, SET, writeDer, writeInteger } from '../../../worker/root/anchor/der.ts'

/** Who signs: a private key, and the DER of the name and certificate that go with it. */
export interface Signer {
  readonly key: CryptoKey
  readonly name: Uint8Array
  readonly serial: Uint8Array
  readonly certificate: Uint8Array
}

export const ECDSA_SHA256 = fromHex('300a06082a8648ce3d040302')
const BIT_STRING = 0x03
const UTF8_STRING = 0x0c
const UTC_TIME = 0x17
const EXTENSIONS = 0xa3
const TRUE = fromHex('0101ff')
const COMMON_NAME = fromHex('0603550403')

const AUTHORITY = [
  extension('0603551d13', '30030101ff'), // basicConstraints: a CA
  extension('0603551d0f', '03020106'), // keyUsage: keyCertSign, cRLSign
]
const TIMESTAMPS_ONLY = [
  extension('0603551d0f', '03020780'), // keyUsage: digitalSignature
  extension('0603551d25', '300a06082b06010505070308'), // extendedKeyUsage: timeStamping, which RFC 3161 wants critical and alone
]

function extension(oid: string, value: string): Uint8Array {
  return writeDer(SEQUENCE, fromHex(oid), TRUE, writeDer(OCTET_STRING, fromHex(value)))
}

const nameOf = (common: string) =>
  writeDer(SEQUENCE, writeDer(SET, writeDer(SEQUENCE, COMMON_NAME, writeDer(UTF8_STRING, utf8(common)))))

/** An ECDSA signature as DER has it: WebCrypto gives the two numbers one after another. */
export async function signDer(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const raw = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes))
  return writeDer(SEQUENCE, writeInteger(raw.subarray(0, 32)), writeInteger(raw.subarray(32)))
}

/** A key pair with its certificate, signed by `issuer` or, without one, by itself. */
async function certify(common: string, extensions: readonly Uint8Array[], issuer?: Signer): Promise<Signer> {
  // The types of WebCrypto name one result for keys and pairs alike; this algorithm always makes a pair.
  const pair = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  // The same for exported keys: `spki` is bytes.
  const publicKey = new Uint8Array((await crypto.subtle.exportKey('spki', pair.publicKey)) as ArrayBuffer)
  const name = nameOf(common)
  const serial = writeInteger(crypto.getRandomValues(new Uint8Array(8)))
  const validity = ['200101000000Z', '491231235959Z'].map((time) => writeDer(UTC_TIME, utf8(time)))
  const body = writeDer(
    SEQUENCE,
    writeDer(CONTEXT_0, writeInteger(Uint8Array.of(2))),
    serial,
    ECDSA_SHA256,
    issuer?.name ?? name,
    writeDer(SEQUENCE, ...validity),
    name,
    publicKey,
    writeDer(EXTENSIONS, writeDer(SEQUENCE, ...extensions)),
  )
  const signature = await signDer(issuer?.key ?? pair.privateKey, body)
  const certificate = writeDer(SEQUENCE, body, ECDSA_SHA256, writeDer(BIT_STRING, Uint8Array.of(0), signature))
  return { key: pair.privateKey, name, serial, certificate }
}

/** The signer of timestamps and the authority that people trust. */
export async function makeTsaPapers(): Promise<{ authority: Signer; signer: Signer }> {
  const authority = await certify('Simulated Timestamp CA', AUTHORITY)
  return { authority, signer: await certify('Simulated TSA', TIMESTAMPS_ONLY, authority) }
}
