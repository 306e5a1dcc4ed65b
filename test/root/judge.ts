// The judge of the root log: recomputes its tree from what anybody can read in its public folder, with the slow reference tree.
import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import { hex, text } from '../../worker/ledger/bytes.ts'
import { openCheckpoint, rootOrigin } from '../../worker/ledger/checkpoint.ts'
import { publicKeyOf } from '../../worker/ledger/ed25519.ts'
import { decodeEntries } from '../../worker/ledger/entries.ts'
import { makeKey, type VerifierKey } from '../../worker/ledger/note.ts'
import { entriesPath, tileBytes, tilePath, tilesOf } from '../../worker/ledger/tile.ts'
import { logIdentity, rootHome, rootLogOf } from '../../worker/region.ts'
import { memoryReader, referenceLeaf, referenceRoot } from '../ledger/reference-tree.ts'

export const rootLog = () => rootLogOf(env)
const { archive } = rootHome(env)
export const origin = rootOrigin(logIdentity(env).origin)

export async function rootKey(): Promise<VerifierKey> {
  return makeKey(origin, await publicKeyOf(logIdentity(env).seed))
}

/** The bytes of a file of the root log's public folder, or null. */
export async function rootFile(path: string): Promise<Uint8Array | null> {
  const object = await archive.get(`root/${path}`)
  return object === null ? null : new Uint8Array(await object.arrayBuffer())
}

/** `leaves` = data of 64 bytes each, `hashes` = their leaf hashes by the reference. */
export type JudgedRoot = { leaves: Uint8Array[]; hashes: Uint8Array[] }

async function openAt(path: string) {
  const file = await rootFile(path)
  if (file === null) throw new Error(`${path} is not there`)
  // The log's own line and nothing else: this file is what is anchored.
  expect(text(file).match(/^— /gm)).toHaveLength(1)
  const opened = await openCheckpoint(file, origin, [await rootKey()])
  if (!opened.ok) throw new Error(opened.code)
  return opened.checkpoint
}

async function readLeaves(size: number): Promise<Uint8Array[]> {
  const leaves: Uint8Array[] = []
  for (const { index, width } of tilesOf(size).filter(({ level }) => level === 0)) {
    leaves.push(...(decodeEntries((await rootFile(entriesPath(index, width))) ?? new Uint8Array()) ?? []))
  }
  return leaves
}

/** Every file that the published checkpoint promises is there and right, and so is the frozen checkpoint of every cut. */
export async function judgeRoot(): Promise<JudgedRoot> {
  const { size, root } = await openAt('checkpoint')
  const leaves = await readLeaves(size)
  expect(leaves.map(({ length }) => length)).toEqual(Array(size).fill(64))
  const hashes = leaves.map(referenceLeaf)
  expect(hex(root)).toBe(hex(referenceRoot(hashes)))
  const reader = memoryReader(hashes)
  for (const tile of tilesOf(size)) {
    expect(await rootFile(tilePath(tile)), tilePath(tile)).toEqual(await tileBytes(reader, tile))
  }
  const cuts = await rootLog().cuts(Number.MAX_SAFE_INTEGER, 10_000)
  expect(cuts[0]?.size).toBe(size)
  expect(cuts.map(({ number }) => number)).toEqual(cuts.map((_, at) => cuts.length - at))
  for (const cut of cuts) {
    const frozen = await openAt(`cuts/${cut.size}/checkpoint`)
    expect([frozen.size, hex(frozen.root)]).toEqual([cut.size, hex(referenceRoot(hashes.slice(0, cut.size)))])
    expect(cut.root).toBe(hex(frozen.root))
  }
  return { leaves, hashes }
}
