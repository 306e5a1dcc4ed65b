// Checks 5, 6, 7: the tenant's checkpoint, its leaf in the root log, and the root log's checkpoint (LEDGER section 9).
import { fromB64, fromHex, orUndefined, text } from '../bytes.ts'
import { type Checkpoint, parseCheckpoint } from '../checkpoint.ts'
import { leafHash } from '../hash.ts'
import { isHex } from '../ids.ts'
import { type Note, parseNote, verifyNote } from '../note.ts'
import { verifyInclusion } from '../proof.ts'
import { rootLeafData } from '../rootlog.ts'
import { parseSignatureLines } from '../signature-line.ts'
import { parseTlogProof } from '../tlog-proof.ts'
import type { VerifierKey } from '../vkey.ts'
import type { Findings } from './findings.ts'
import { hasMembers, isCount, readJcsObject } from './jcs-file.ts'
import type { TrustedKeys } from './keys.ts'

/** A checkpoint file taken apart, its signatures not yet looked at. */
export type CheckpointFile = { readonly note: Note; readonly checkpoint: Checkpoint }

/** The parts of a checkpoint file, or undefined where its form is wrong: LEDGER knows no extension lines and no size 0. */
export function readCheckpointFile(bytes: Uint8Array): CheckpointFile | undefined {
  const note = parseNote(bytes)
  const checkpoint = note && parseCheckpoint(note.text, { extensions: false })
  if (note === undefined || checkpoint === undefined || checkpoint.size < 1) return undefined
  return { note, checkpoint }
}

/** Checks 5 and 7: origin and signature of a checkpoint whose form was good. */
export async function checkSignedBy(
  { note, checkpoint }: CheckpointFile,
  origin: string,
  { keys, pinned }: TrustedKeys,
  findings: Findings,
): Promise<void> {
  if (checkpoint.origin !== origin) findings.wrong(`origin ${checkpoint.origin} instead of ${origin}`)
  const result = await verifyNote(note, keys)
  if (!result.ok)
    findings.wrong(
      result.code === 'bad_signature' ? 'a signature is wrong' : `no signature by a known key of ${origin}`,
    )
  else if (!pinned) findings.doubt(`signed by a key that only the bundle claims for ${origin}`)
  else findings.fact(`${origin} at size ${checkpoint.size}, signed by your pinned key`)
}

/** leaf.json: place and opening of the tenant checkpoint's leaf. */
type RootLeaf = { readonly index: number; readonly label: Uint8Array; readonly salt: Uint8Array }

function readRootLeaf(bytes: Uint8Array): RootLeaf | undefined {
  const value = readJcsObject(bytes)
  if (value === undefined || !hasMembers(value, 'index', 'label', 'salt')) return undefined
  const { index, label, salt } = value
  if (!isCount(index) || !isHex(label) || typeof salt !== 'string') return undefined
  const decoded = orUndefined(() => fromB64(salt))
  return decoded?.length === 32 ? { index, label: fromHex(label), salt: decoded } : undefined
}

/** Check 6: label || H(note text || salt) stands in the root log under the root checkpoint. */
export function checkRootLeaf(
  leafJson: Uint8Array,
  proofFile: Uint8Array,
  rootFile: Uint8Array,
  tenant: CheckpointFile,
  root: CheckpointFile,
  findings: Findings,
): void {
  const leaf = readRootLeaf(leafJson)
  const proof = parseTlogProof(orUndefined(() => text(proofFile)) ?? '')
  if (leaf === undefined) findings.wrong('leaf.json is not as it must be')
  if (proof === undefined) findings.wrong('proof.tlog-proof is not a tlog-proof')
  if (leaf === undefined || proof === undefined) return
  if (proof.checkpoint !== orUndefined(() => text(rootFile)))
    findings.wrong('the proof carries another root checkpoint')
  if (proof.index !== leaf.index) findings.wrong(`leaf.json says index ${leaf.index}, the proof ${proof.index}`)
  const data = rootLeafData(leaf.label, tenant.note.text, leaf.salt)
  const { size, root: hash } = root.checkpoint
  if (!verifyInclusion(leafHash(data), proof.index, size, proof.hashes, hash)) {
    findings.wrong('the tenant checkpoint does not stand in the root log at this place')
  }
  findings.fact(`the tenant checkpoint is leaf ${leaf.index} of the root log of ${size}`)
}

/** Cosignatures of check 7: signature lines only; a known witness's bad one is false. Returns the names of unknown witnesses. */
export async function checkCosignatures(
  bytes: Uint8Array,
  { note }: CheckpointFile,
  witnesses: readonly VerifierKey[],
  findings: Findings,
): Promise<string[]> {
  const lines = parseSignatureLines(orUndefined(() => text(bytes)) ?? '')
  if (lines === undefined) {
    findings.wrong('cosignatures holds something else than signature lines')
    return []
  }
  const result = await verifyNote({ text: note.text, signatures: lines }, witnesses)
  if (!result.ok && result.code === 'bad_signature') findings.wrong('the cosignature of a known witness is wrong')
  if (result.ok)
    for (const { key, time } of result.verified) findings.fact(`cosigned by ${key.name} at Unix time ${time}`)
  const known = (name: string, id: string) => witnesses.some((key) => key.name === name && key.id === id)
  return lines.filter(({ name, id }) => !known(name, id)).map(({ name }) => name)
}
