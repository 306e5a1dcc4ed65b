// A witness's word that it saw this checkpoint and no other: cosignature/v1 (c2sp.org/tlog-cosignature).
import { concat, utf8 } from './bytes.ts'
import { publicKeyOf, sign, verify } from './ed25519.ts'
import { formatSignatureLine, type SignatureLine } from './signature-line.ts'
import { COSIGNATURE, makeKey, type VerifierKey } from './vkey.ts'

const TIME_BYTES = 8

/** What a witness signs: two lines of its own, then the checkpoint's text with its final newline. `time` in Unix seconds. */
export function cosignedMessage(time: number, noteText: string): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${noteText}`)
}

function timeBytes(time: number): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time))
  return bytes
}

/** When the witness says it signed, in Unix seconds; undefined where the line is too short or the time beyond 2^53-1. */
export function cosignatureTime(line: SignatureLine): number | undefined {
  if (line.payload.length < TIME_BYTES) return undefined
  const view = new DataView(line.payload.buffer, line.payload.byteOffset, TIME_BYTES)
  const time = Number(view.getBigUint64(0))
  return Number.isSafeInteger(time) ? time : undefined
}

/** Whether a line is this witness's good cosignature over the text. Name and key id are the caller's to compare. */
export async function verifyCosignature(noteText: string, line: SignatureLine, key: VerifierKey): Promise<boolean> {
  const time = cosignatureTime(line)
  if (time === undefined) return false
  return verify(key.publicKey, cosignedMessage(time, noteText), line.payload.subarray(TIME_BYTES))
}

/** The signature line, with newline, of a witness whose 32-byte seed this is; `time` in Unix seconds. */
export async function cosign(noteText: string, name: string, seed: Uint8Array, time: number): Promise<string> {
  const { id } = makeKey(name, await publicKeyOf(seed), COSIGNATURE)
  const signature = await sign(seed, cosignedMessage(time, noteText))
  return formatSignatureLine({ name, id, payload: concat(timeBytes(time), signature) })
}
