// What verify-record recomputes, claim by claim, from the very material that it hands out: nothing in here asks anybody.
import type { RootProof } from '../../http/schemas/rootlog.ts'
import { parseHeaders } from '../../ledger/bundle/anchor.ts'
import { fromHex, hex, orUndefined, text, utf8 } from '../../ledger/bytes.ts'
import { type Checkpoint, openCheckpoint, rootOrigin } from '../../ledger/checkpoint.ts'
import { leafHash, sha256 } from '../../ledger/hash.ts'
import { makeKey, parseNote, parseVkey, type VerifierKey } from '../../ledger/note.ts'
import { verifyAnchor } from '../../ledger/ots/verify.ts'
import { verifyInclusion } from '../../ledger/proof.ts'
import { NO_PREV, parseRecord, recordLeaf } from '../../ledger/record.ts'
import { rootLeafData } from '../../ledger/rootlog.ts'
import { parseTlogProof, verifyTlogProof } from '../../ledger/tlog-proof.ts'

export const CLAIMS = ['form', 'leaf', 'link', 'signature', 'inclusion', 'root_log', 'anchor'] as const
/** `passed` is null where there is nothing yet to check it with. */
export type Check = { claim: (typeof CLAIMS)[number]; passed: boolean | null; words: string }

export const VERDICTS = ['verified', 'incomplete', 'failed'] as const

/** One claim that fails fails all; one that cannot be checked yet leaves the whole incomplete. */
export function verdictOf(checks: readonly Check[]): (typeof VERDICTS)[number] {
  if (checks.some(({ passed }) => passed === false)) return 'failed'
  return checks.every(({ passed }) => passed === true) ? 'verified' : 'incomplete'
}

/** The proof of one record. `before`: text of the record before, null for the first. `path`: hex, lowest first. */
export type Material = {
  seq: number
  tenant: string
  text: string
  leaf: string
  before: string | null
  vkey: string
  note: string | null
  path: readonly string[]
  root: RootProof | null
  /** Files of the root checkpoint that was anchored; null where there is none. */
  cut: { checkpoint: Uint8Array | null; ots: Uint8Array | null; headers: Uint8Array | null } | null
}

/** All claims, in the order in which each builds on the one before. */
export async function checkProof(material: Material): Promise<Check[]> {
  const key = parseVkey(material.vkey)
  const signed = await openTenantCheckpoint(material, key)
  return [
    ...checkRecord(material),
    checkSignature(material, signed),
    checkInclusion(material, signed),
    await checkRootLog(material, key, signed),
    checkAnchored(material),
  ]
}

const check = (claim: Check['claim'], passed: boolean | null, words: string): Check => ({ claim, passed, words })

function checkRecord({ seq, tenant, text: record, leaf, before }: Material): Check[] {
  const parsed = parseRecord(utf8(record))
  const placed = parsed.ok && parsed.record.seq === seq && parsed.record.tenant === tenant
  const prev = before === null ? NO_PREV : hex(recordLeaf(utf8(before)))
  return [
    check('form', placed, 'The text is a record of the profile in canonical form, of this ledger and at this place.'),
    check('leaf', hex(recordLeaf(utf8(record))) === leaf, 'leaf = SHA-256(0x00 || the bytes of record).'),
    check(
      'link',
      parsed.ok && parsed.record.prev === prev,
      'prev is the leaf of the record before; zeros for the first.',
    ),
  ]
}

async function openTenantCheckpoint(
  { note, tenant }: Material,
  key: VerifierKey | undefined,
): Promise<Checkpoint | null> {
  if (note === null || key === undefined || !key.name.endsWith(`/${tenant}`)) return null
  const opened = await openCheckpoint(note, key.name, [key])
  return opened.ok ? opened.checkpoint : null
}

function checkSignature({ note }: Material, signed: Checkpoint | null): Check {
  if (note === null) return check('signature', null, 'No checkpoint covers the record yet. One follows within seconds.')
  return check('signature', signed !== null, 'The checkpoint note is signed by vkey, and its origin is this ledger.')
}

function checkInclusion({ note, seq, text: record, path }: Material, signed: Checkpoint | null): Check {
  const words = 'The path leads from the leaf at seq to the root in the checkpoint note (RFC 6962 section 2.1.1).'
  if (note === null) return check('inclusion', null, 'There is no checkpoint yet to stand under.')
  const hashes = path.map((one) => orUndefined(() => fromHex(one)) ?? new Uint8Array())
  const leaf = recordLeaf(utf8(record))
  return check('inclusion', signed !== null && verifyInclusion(leaf, seq, signed.size, hashes, signed.root), words)
}

async function checkRootLog(
  { root, note, tenant }: Material,
  key: VerifierKey | undefined,
  signed: Checkpoint | null,
): Promise<Check> {
  if (root === null) return check('root_log', null, 'No root checkpoint covers it yet. One follows within the hour.')
  const words =
    'label, salt and the checkpoint note give a leaf of the root log, under a root checkpoint of the same log.'
  const [label, salt] = [orUndefined(() => fromHex(root.label)), orUndefined(() => fromHex(root.salt))]
  const own = parseNote(root.checkpoint)
  const opens = label?.length === 32 && salt?.length === 32 && own !== undefined
  if (!opens || key === undefined || signed === null || root.checkpoint !== note) return check('root_log', false, words)
  const origin = rootOrigin(key.name.slice(0, -tenant.length - 1))
  const leaf = leafHash(rootLeafData(label, own.text, salt))
  const placed = await verifyTlogProof(root.proof, leaf, origin, [makeKey(origin, key.publicKey)])
  return check('root_log', placed.ok, words)
}

function checkAnchored({ root, cut }: Material): Check {
  if (root === null || cut === null) return check('anchor', null, 'There is no root checkpoint to anchor yet.')
  if (cut.checkpoint === null || text(cut.checkpoint) !== parseTlogProof(root.proof)?.checkpoint) {
    return check('anchor', false, 'The file that was anchored must be the root checkpoint of the proof.')
  }
  if (cut.ots === null) return check('anchor', null, 'It was not anchored yet, or no calendar has answered.')
  const headers = cut.headers === null ? new Map<number, Uint8Array>() : parseHeaders(cut.headers)
  if (headers === undefined) return check('anchor', false, 'The block headers cannot be read.')
  const local = root.network === 'regtest'
  const { result, blocks, reasons } = verifyAnchor(cut.ots, sha256(cut.checkpoint), headers, { regtest: local })
  if (result === 'false') return check('anchor', false, `The anchor does not hold: ${reasons.join('; ')}.`)
  const [block] = blocks
  if (block === undefined) return check('anchor', null, 'Calendars promised it; no block holds it yet.')
  const where = `The OpenTimestamps proof leads to block ${block.height}, with ${block.above} headers on top`
  // A chain that costs nothing proves no time, whatever its headers say.
  if (local) return check('anchor', null, `${where}, of a local test chain that proves no time.`)
  return check('anchor', result === 'ok' ? true : null, `${where}.`)
}
