// RFC 3161 without the outside: the request over a digest, and whether a reply answers it. Signature and chain are openssl's to judge.
import { equal, fromHex, hex } from '../../ledger/bytes.ts'
import {
  CONTEXT_0,
  type Der,
  GENERALIZED_TIME,
  INTEGER,
  inside,
  OCTET_STRING,
  OID,
  readDer,
  SEQUENCE,
  SET,
  writeDer,
  writeInteger,
} from './der.ts'

/** What the token says; `time` in Unix milliseconds, by the TSA's clock. */
export type TimestampResult =
  | { readonly ok: true; readonly time: number; readonly serial: string }
  | { readonly ok: false; readonly code: TimestampCode }
export type TimestampCode =
  | 'unreadable' // not DER, or not the structure of a reply
  | 'refused' // a PKIStatus that is neither granted nor grantedWithMods
  | 'wrong_imprint' // a token for another digest or another hash
  | 'wrong_nonce' // a token for another request: a replay

/** AlgorithmIdentifier of SHA-256 with NULL parameters. */
const SHA256 = fromHex('300d06096086480165030402010500')
const SHA256_OID = '608648016503040201'
const SIGNED_DATA = '2a864886f70d010702'
const TST_INFO = '2a864886f70d0109100104'
const VERSION_1 = fromHex('020101')
const TRUE = fromHex('0101ff')

/** TimeStampReq (section 2.4.1): SHA-256 imprint, nonce, certReq, so that the reply brings the TSA's certificate along. */
export function timestampQuery(digest: Uint8Array, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  const imprint = writeDer(SEQUENCE, SHA256, writeDer(OCTET_STRING, digest))
  return writeDer(SEQUENCE, VERSION_1, imprint, writeInteger(nonce), TRUE)
}

/** Checks a TimeStampResp (section 2.4.2) against the digest and, where one was sent, the nonce of its request. Never throws. */
export function checkTimestampReply(reply: Uint8Array, digest: Uint8Array, nonce?: Uint8Array): TimestampResult {
  const [response, ...more] = readDer(reply) ?? []
  const [status, token] = inside(response, SEQUENCE) ?? []
  const code = inside(status, SEQUENCE)?.[0]
  if (more.length > 0 || code?.tag !== INTEGER) return { ok: false, code: 'unreadable' }
  if (code.body.length !== 1 || (code.body[0] ?? 2) > 1) return { ok: false, code: 'refused' }
  const info = tstInfo(token)
  const [version, policy, imprint, serial, time, ...options] = info ?? []
  const [algorithm, hashed] = inside(imprint, SEQUENCE) ?? []
  const at = time?.tag === GENERALIZED_TIME ? timeOf(new TextDecoder().decode(time.body)) : undefined
  if (version?.tag !== INTEGER || policy?.tag !== OID || serial?.tag !== INTEGER || at === undefined) {
    return { ok: false, code: 'unreadable' }
  }
  const bySha256 = hexOf(inside(algorithm, SEQUENCE)?.[0], OID) === SHA256_OID
  if (!bySha256 || hashed?.tag !== OCTET_STRING || !equal(hashed.body, digest)) {
    return { ok: false, code: 'wrong_imprint' }
  }
  const echoed = options.find(({ tag }) => tag === INTEGER)
  if (nonce !== undefined && (echoed === undefined || !equal(echoed.bytes, writeInteger(nonce)))) {
    return { ok: false, code: 'wrong_nonce' }
  }
  return { ok: true, time: at, serial: hex(serial.body) }
}

const hexOf = (value: Der | undefined, tag: number) => (value?.tag === tag ? hex(value.body) : undefined)

/** The members of the TSTInfo inside a token: ContentInfo → SignedData (RFC 5652) → encapsulated content. */
function tstInfo(token: Der | undefined): Der[] | undefined {
  const [type, wrapped] = inside(token, SEQUENCE) ?? []
  if (hexOf(type, OID) !== SIGNED_DATA) return undefined
  const [version, digests, content] = inside(inside(wrapped, CONTEXT_0)?.[0], SEQUENCE) ?? []
  const [contentType, encapsulated] = inside(content, SEQUENCE) ?? []
  if (version?.tag !== INTEGER || digests?.tag !== SET || hexOf(contentType, OID) !== TST_INFO) return undefined
  const octets = inside(encapsulated, CONTEXT_0)?.[0]
  if (octets?.tag !== OCTET_STRING) return undefined
  const [info, ...more] = readDer(octets.body) ?? []
  return more.length === 0 ? inside(info, SEQUENCE) : undefined
}

/** GeneralizedTime as section 2.4.2 has it: UTC with seconds, fractions without trailing zeros. */
function timeOf(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text)
  if (found === null) return undefined
  const [, year, month, day, hour, minute, second, fraction = ''] = found
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`)
  return Number.isNaN(at) ? undefined : at
}
