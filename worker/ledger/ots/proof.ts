// A detached OpenTimestamps proof as a tree: parsed, replayed, grown by what calendars answer, and written again.
import { concat, equal, fromHex } from '../bytes.ts'
import { type Attestation, compareAttestations, readAttestation, writeAttestation } from './attestation.ts'
import {
  applyOperation,
  compareOperations,
  type Operation,
  readOperation,
  refuseTag,
  SHA256_TAG,
  writeOperation,
} from './operation.ts'
import { Cursor, type OtsCode, OtsError } from './wire.ts'

/** A message, what attests it, and the steps that lead on from it. Never changed in place. */
export type OtsNode = {
  readonly message: Uint8Array
  readonly attestations: readonly Attestation[]
  readonly branches: readonly { readonly operation: Operation; readonly node: OtsNode }[]
}

/** A proof, or why there is none. The root node's message is the SHA-256 of the stamped file. */
export type OtsResult =
  | { readonly ok: true; readonly root: OtsNode }
  | { readonly ok: false; readonly code: OtsCode; readonly detail: string }

// "\0OpenTimestamps\0\0Proof\0", eight bytes that no text contains, and version 1.
const HEADER = fromHex('004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e8929401')
const ATTESTATION = 0x00
const FORK = 0xff
// The reference's recursion limit; a chain may have 255 operations.
const MAX_DEPTH = 256
/**
 * The longest file. Ours have some kilobytes: a few calendars of at most 10,000 bytes each. A fork of 14 bytes can stand for a message
 * of 4,096, so 256 KiB become 77 MB in memory, and 256 MiB would be more than any reader has.
 */
const MAX_FILE_BYTES = 256 * 1024

function readNode(cursor: Cursor, message: Uint8Array, depth: number): OtsNode {
  if (depth >= MAX_DEPTH) throw new OtsError('malformed', 'nested too deep')
  const attestations: Attestation[] = []
  const branches: { operation: Operation; node: OtsNode }[] = []
  for (let more = true; more; ) {
    more = cursor.peek() === FORK
    if (more) cursor.byte()
    const tag = cursor.byte()
    if (tag === ATTESTATION) attestations.push(readAttestation(cursor))
    else {
      const operation = readOperation(tag, cursor)
      branches.push({ operation, node: readNode(cursor, applyOperation(operation, message), depth + 1) })
    }
  }
  return { message, attestations, branches }
}

function asResult(read: () => OtsNode): OtsResult {
  try {
    return { ok: true, root: read() }
  } catch (error) {
    if (!(error instanceof OtsError)) throw error
    return { ok: false, code: error.code, detail: error.message }
  }
}

/** Parses a whole `.ots` file. Refuses any file hash but SHA-256 and any operation but append, prepend, sha256 as `unsupported`. */
export function parseOts(bytes: Uint8Array): OtsResult {
  return asResult(() => {
    if (bytes.length > MAX_FILE_BYTES) throw new OtsError('malformed', 'longer than 256 KiB')
    const cursor = new Cursor(bytes)
    if (!equal(cursor.take(HEADER.length), HEADER)) throw new OtsError('malformed', 'not a version 1 proof')
    const hash = cursor.byte()
    if (hash !== SHA256_TAG) throw refuseTag(hash)
    const root = readNode(cursor, cursor.take(32), 0)
    cursor.end()
    return root
  })
}

/** Parses the bare tree that a calendar answers for a message it was sent. */
export function parseCalendarTree(bytes: Uint8Array, message: Uint8Array): OtsResult {
  return asResult(() => {
    const cursor = new Cursor(bytes)
    const node = readNode(cursor, message, 0)
    cursor.end()
    return node
  })
}

function writeNode(node: OtsNode): Uint8Array {
  const items = [
    ...[...node.attestations]
      .sort(compareAttestations)
      .map((a) => concat(Uint8Array.of(ATTESTATION), writeAttestation(a))),
    ...[...node.branches]
      .sort((a, b) => compareOperations(a.operation, b.operation))
      .map((branch) => concat(writeOperation(branch.operation), writeNode(branch.node))),
  ]
  if (items.length === 0) throw new RangeError('a branch that ends in no attestation')
  return concat(...items.map((item, i) => (i < items.length - 1 ? concat(Uint8Array.of(FORK), item) : item)))
}

/** The `.ots` file, in the order in which the reference writes it. Throws RangeError on a branch without attestation. */
export function writeOts(root: OtsNode): Uint8Array<ArrayBuffer> {
  return concat(HEADER, Uint8Array.of(SHA256_TAG), root.message, writeNode(root))
}

/** A bare tree, as calendars answer it. */
export function writeCalendarTree(node: OtsNode): Uint8Array {
  return writeNode(node)
}

/** A node whose message is given and that nothing leads on from yet. */
export function leafNode(message: Uint8Array): OtsNode {
  return { message, attestations: [], branches: [] }
}

/** The node under which a chain of operations leads from `message` to `inner`, e.g. client nonce and sha256 (LEDGER section 7.1). */
export function chain(
  message: Uint8Array,
  operations: readonly Operation[],
  inner: (last: Uint8Array) => OtsNode,
): OtsNode {
  const [operation, ...rest] = operations
  if (operation === undefined) return inner(message)
  const node = chain(applyOperation(operation, message), rest, inner)
  return { message, attestations: [], branches: [{ operation, node }] }
}

/** Both trees over one message as one; what stands in both stands once. Throws RangeError when the messages differ. */
export function mergeNodes(a: OtsNode, b: OtsNode): OtsNode {
  if (!equal(a.message, b.message)) throw new RangeError('two messages')
  const attestations = [...a.attestations]
  for (const other of b.attestations) {
    if (!attestations.some((own) => compareAttestations(own, other) === 0)) attestations.push(other)
  }
  const branches = [...a.branches]
  for (const other of b.branches) {
    const at = branches.findIndex((own) => compareOperations(own.operation, other.operation) === 0)
    const own = branches[at]
    if (own === undefined) branches.push(other)
    else branches[at] = { operation: own.operation, node: mergeNodes(own.node, other.node) }
  }
  return { message: a.message, attestations, branches }
}

/** The tree with `grown` merged in wherever its message stands: how a calendar's later answer upgrades a pending proof. */
export function graft(root: OtsNode, grown: OtsNode): OtsNode {
  const here = equal(root.message, grown.message) ? mergeNodes(root, grown) : root
  if (here !== root) return here
  return {
    ...root,
    branches: root.branches.map(({ operation, node }) => ({ operation, node: graft(node, grown) })),
  }
}

/** The first node with this message, or undefined. */
export function nodeAt(root: OtsNode, message: Uint8Array): OtsNode | undefined {
  if (equal(root.message, message)) return root
  for (const { node } of root.branches) {
    const found = nodeAt(node, message)
    if (found !== undefined) return found
  }
  return undefined
}

/** The tree with only the attestations that `keep` wants, without branches that would end in nothing; undefined when all do. */
export function prune(
  root: OtsNode,
  keep: (attestation: Attestation, message: Uint8Array) => boolean,
): OtsNode | undefined {
  const attestations = root.attestations.filter((attestation) => keep(attestation, root.message))
  const branches = root.branches.flatMap(({ operation, node }) => {
    const kept = prune(node, keep)
    return kept === undefined ? [] : [{ operation, node: kept }]
  })
  return attestations.length + branches.length === 0 ? undefined : { message: root.message, attestations, branches }
}

/** Every attestation with the message it attests, in the order of the file. */
export function attestationsOf(node: OtsNode): { message: Uint8Array; attestation: Attestation }[] {
  return [
    ...node.attestations.map((attestation) => ({ message: node.message, attestation })),
    ...node.branches.flatMap((branch) => attestationsOf(branch.node)),
  ]
}
