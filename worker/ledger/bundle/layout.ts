// Which files an evidence bundle may have, by path (LEDGER section 8).
import { parseTilePath } from '../tile.ts'
import type { Files } from './limits.ts'

export const STATEMENT = 'data/statement.dsse.json'
export const RECORDS = 'data/records.jsonl'
export const TREE_CHECKPOINT = 'data/tree/checkpoint'
export const ROOT_CHECKPOINT = 'data/root/checkpoint'
export const ROOT_LEAF = 'data/root/leaf.json'
export const ROOT_PROOF = 'data/root/proof.tlog-proof'
export const OTS = 'data/anchors/root.ots'
export const HEADERS = 'data/anchors/headers.json'
export const COSIGNATURES = 'data/anchors/cosignatures'
export const KEYS = 'data/keys.json'
export const SEALED = 'data/sealed.jsonl'
export const PEOPLE = 'data/people.jsonl'
export const REPORT = 'data/report.pdf'
/** Hash tiles lie under this, named as in the tree. */
export const TREE = 'data/tree/'

/** Tag files of the bag; the last two are for people. */
export const BAGIT = 'bagit.txt'
export const BAG_INFO = 'bag-info.txt'
export const MANIFEST = 'manifest-sha256.txt'
export const TAG_MANIFEST = 'tagmanifest-sha256.txt'
const FOR_PEOPLE = ['verify.py', 'VERIFY.md']

const REQUIRED = [BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, STATEMENT, RECORDS, TREE_CHECKPOINT, KEYS]
const ROOT = [ROOT_CHECKPOINT, ROOT_LEAF, ROOT_PROOF]
const ANCHORS = [OTS, HEADERS, COSIGNATURES]
const KNOWN = new Set([...REQUIRED, ...ROOT, ...ANCHORS, ...FOR_PEOPLE, SEALED, PEOPLE, REPORT])

const CONTENT = /^data\/content\/(0|[1-9][0-9]*)\.json$/
const TOKEN = /^data\/anchors\/[A-Za-z0-9_][A-Za-z0-9._-]*\.tsr$/

/** The seq that a content file is about, or undefined for another path. */
export function contentSeq(path: string): number | undefined {
  const seq = CONTENT.exec(path)?.[1]
  return seq !== undefined && Number.isSafeInteger(Number(seq)) ? Number(seq) : undefined
}

/** Whether a path is an RFC 3161 token. */
export function isToken(path: string): boolean {
  return TOKEN.test(path)
}

function isTile(path: string): boolean {
  return path.startsWith(TREE) && parseTilePath(path.slice(TREE.length))?.kind === 'hashes'
}

/** What is wrong with the set of files: unknown ones, missing ones, root parts not together, anchors without root parts. */
export function layoutErrors(files: Files): string[] {
  const errors: string[] = []
  for (const path of files.keys()) {
    if (!KNOWN.has(path) && !isTile(path) && !isToken(path) && contentSeq(path) === undefined) {
      errors.push(`${path} has no place in a bundle`)
    }
  }
  for (const path of REQUIRED) if (!files.has(path)) errors.push(`${path} is missing`)
  const root = ROOT.filter((path) => files.has(path)).length
  if (root !== 0 && root !== ROOT.length) errors.push('data/root/ has some of its three parts')
  const anchored = [...files.keys()].some((path) => path.startsWith('data/anchors/'))
  if (anchored && root === 0) errors.push('data/anchors/ without data/root/')
  return errors
}
