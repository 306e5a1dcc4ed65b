// The steps of an OpenTimestamps proof: the three that LEDGER section 7.1 allows.
import { concat } from '../bytes.ts'
import { sha256 } from '../hash.ts'
import { type Cursor, compareBytes, OtsError, varbytes } from './wire.ts'

/** One step from a message to the next. */
export type Operation = { readonly op: 'append' | 'prepend'; readonly argument: Uint8Array } | { readonly op: 'sha256' }

export const SHA256_TAG = 0x08
const APPEND_TAG = 0xf0
const PREPEND_TAG = 0xf1
/** sha1, ripemd160, keccak256, reverse, hexlify: the reference knows them, proofs of today's calendars need none. */
const REFUSED = [0x02, 0x03, 0x67, 0xf2, 0xf3]

/** The longest message and argument. */
const MAX_MESSAGE = 4096

/** The error for a tag that is no allowed operation. */
export function refuseTag(tag: number): OtsError {
  const known = REFUSED.includes(tag)
  return new OtsError(known ? 'unsupported' : 'malformed', `operation ${tag.toString(16).padStart(2, '0')}`)
}

/** Reads what follows an operation's tag. Throws OtsError. */
export function readOperation(tag: number, cursor: Cursor): Operation {
  if (tag === SHA256_TAG) return { op: 'sha256' }
  if (tag === APPEND_TAG) return { op: 'append', argument: cursor.varbytes(1, MAX_MESSAGE) }
  if (tag === PREPEND_TAG) return { op: 'prepend', argument: cursor.varbytes(1, MAX_MESSAGE) }
  throw refuseTag(tag)
}

const tagOf = ({ op }: Operation) => (op === 'sha256' ? SHA256_TAG : op === 'append' ? APPEND_TAG : PREPEND_TAG)
const argumentOf = (operation: Operation) => (operation.op === 'sha256' ? new Uint8Array(0) : operation.argument)

/** Tag and argument as they stand in the file. */
export function writeOperation(operation: Operation): Uint8Array {
  const tag = Uint8Array.of(tagOf(operation))
  return operation.op === 'sha256' ? tag : concat(tag, varbytes(operation.argument))
}

/** The next message. Throws OtsError when it would be longer than 4,096 bytes. */
export function applyOperation(operation: Operation, message: Uint8Array): Uint8Array {
  if (operation.op === 'sha256') return sha256(message)
  const { op, argument } = operation
  const result = op === 'append' ? concat(message, argument) : concat(argument, message)
  if (result.length > MAX_MESSAGE) throw new OtsError('malformed', 'message over 4096 bytes')
  return result
}

/** The order in which the reference writes operations: by tag, then argument. */
export function compareOperations(a: Operation, b: Operation): number {
  return tagOf(a) - tagOf(b) || compareBytes(argumentOf(a), argumentOf(b))
}
