// A timestamp token (RFC 3161): what the TSA says, and the CMS signature around it (RFC 5652, RFC 5816).

import { concat, fromHex, utf8 } from '../../../worker/ledger/bytes.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { compareBytes } from '../../../worker/ledger/ots/wire.ts'
import {
  CONTEXT_0,
  GENERALIZED_TIME,
  INTEGER,
  inside,
  OCTET_STRING,
  readDer,
  SEQUENCE,
  SET,
  writeDer,
  writeInteger,
} from '../../../worker/root/anchor/der.ts'
import { ECDSA_SHA256, type Signer, signDer } from './certificate.ts'

const SHA256 = fromHex('300b0609608648016503040201')
const SIGNED_DATA = fromHex('06092a864886f70d010702')
const TST_INFO = fromHex('060b2a864886f70d0109100104')
const POLICY = fromHex('06092b06010401868d1f01')
const CONTENT_TYPE = fromHex('06092a864886f70d010903')
const MESSAGE_DIGEST = fromHex('06092a864886f70d010904')
const SIGNING_CERTIFICATE_V2 = fromHex('060b2a864886f70d010910022f')

/** What a request asks: the imprint as it stands, and the nonce if it has one. */
export interface TokenRequest {
  readonly imprint: Uint8Array
  readonly nonce: Uint8Array | undefined
}

/** The parts of a TimeStampReq, or undefined. */
export function readRequest(bytes: Uint8Array): TokenRequest | undefined {
  const [version, imprint, ...options] = inside(readDer(bytes)?.[0], SEQUENCE) ?? []
  if (version?.tag !== INTEGER || imprint?.tag !== SEQUENCE) return undefined
  return { imprint: imprint.bytes, nonce: options.find(({ tag }) => tag === INTEGER)?.bytes }
}

const attribute = (oid: Uint8Array, value: Uint8Array) => writeDer(SEQUENCE, oid, writeDer(SET, value))

function infoOf({ imprint, nonce }: TokenRequest, serial: number, time: Date): Uint8Array {
  const digits = time.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)
  const number = writeInteger(Uint8Array.of(serial >> 16, serial >> 8, serial))
  const at = writeDer(GENERALIZED_TIME, utf8(`${digits}Z`))
  return writeDer(SEQUENCE, writeInteger(Uint8Array.of(1)), POLICY, imprint, number, at, nonce ?? new Uint8Array(0))
}

/** A TimeStampResp that grants the request. */
export async function grant(
  request: TokenRequest,
  serial: number,
  time: Date,
  signer: Signer,
): Promise<Uint8Array<ArrayBuffer>> {
  const info = infoOf(request, serial, time)
  const certificateId = writeDer(SEQUENCE, writeDer(OCTET_STRING, sha256(signer.certificate)))
  const attributes = [
    attribute(CONTENT_TYPE, TST_INFO),
    attribute(MESSAGE_DIGEST, writeDer(OCTET_STRING, sha256(info))),
    attribute(SIGNING_CERTIFICATE_V2, writeDer(SEQUENCE, writeDer(SEQUENCE, certificateId))),
  ].sort(compareBytes)
  // The attributes are signed as the set they are, and written under an implicit tag.
  const signature = await signDer(signer.key, writeDer(SET, ...attributes))
  const signerInfo = writeDer(
    SEQUENCE,
    writeInteger(Uint8Array.of(1)),
    writeDer(SEQUENCE, issuerOf(signer), signer.serial),
    SHA256,
    writeDer(CONTEXT_0, ...attributes),
    ECDSA_SHA256,
    writeDer(OCTET_STRING, signature),
  )
  const signed = writeDer(
    SEQUENCE,
    writeInteger(Uint8Array.of(3)),
    writeDer(SET, SHA256),
    writeDer(SEQUENCE, TST_INFO, writeDer(CONTEXT_0, writeDer(OCTET_STRING, info))),
    writeDer(CONTEXT_0, signer.certificate),
    writeDer(SET, signerInfo),
  )
  const token = writeDer(SEQUENCE, SIGNED_DATA, writeDer(CONTEXT_0, signed))
  return writeDer(SEQUENCE, writeDer(SEQUENCE, writeInteger(Uint8Array.of(0))), token)
}

/** The issuer's name as it stands in the certificate: version, serial, algorithm, issuer. */
function issuerOf({ certificate }: Signer): Uint8Array {
  const body = inside(inside(readDer(certificate)?.[0], SEQUENCE)?.[0], SEQUENCE)
  return body?.[3]?.bytes ?? new Uint8Array(0)
}

/** A TimeStampResp with PKIStatus 2, rejection, and no token. */
export function reject(): Uint8Array<ArrayBuffer> {
  return concat(writeDer(SEQUENCE, writeDer(SEQUENCE, writeInteger(Uint8Array.of(2)))))
}
