// A calendar's answer as bytes: one trail of moves from a message to an attestation, in the format of OpenTimestamps.
import { join, type Move } from '../bitcoin/hashes.ts'

const PENDING = [0x83, 0xdf, 0xe3, 0x0d, 0x2e, 0xf9, 0x0c, 0x8e]
const BITCOIN = [0x05, 0x88, 0x96, 0x0d, 0x73, 0xd7, 0x19, 0x01]

function varuint(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) + 128)
    if (rest < 128) return Uint8Array.from(bytes)
  }
}

const varbytes = (bytes: Uint8Array) => join(varuint(bytes.length), bytes)

function move(step: Move): Uint8Array {
  if (step === 'sha256') return Uint8Array.of(0x08)
  return 'append' in step
    ? join(Uint8Array.of(0xf0), varbytes(step.append))
    : join(Uint8Array.of(0xf1), varbytes(step.prepend))
}

function attestation(tag: readonly number[], payload: Uint8Array): Uint8Array {
  return join(Uint8Array.of(0x00, ...tag), varbytes(payload))
}

/** The trail to a promise to be asked at this address. */
export function promiseTrail(moves: readonly Move[], uri: string): Uint8Array<ArrayBuffer> {
  return join(...moves.map(move), attestation(PENDING, varbytes(new TextEncoder().encode(uri))))
}

/** The trail to the merkle root of the block at this height. */
export function blockTrail(moves: readonly Move[], height: number): Uint8Array<ArrayBuffer> {
  return join(...moves.map(move), attestation(BITCOIN, varuint(height)))
}
