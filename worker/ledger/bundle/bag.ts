// Check 1, bag: BagIt 1.0 (RFC 8493) around the evidence; every file listed, every digest equal, nothing extra.
import { EncodingError, hex, text, utf8 } from '../bytes.ts'
import { type Sha256, sha256 } from '../hash.ts'
import type { Findings } from './findings.ts'
import { BAG_INFO, BAGIT, layoutErrors, MANIFEST, TAG_MANIFEST } from './layout.ts'
import type { Files } from './limits.ts'

const BAGIT_TEXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
const LINE = /^([0-9a-f]{64}) {2}(\S+)$/
const isPayload = (path: string) => path.startsWith('data/')

function textOf(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && text(bytes)
  } catch (error) {
    if (error instanceof EncodingError) return undefined
    throw error
  }
}

/** Digests by path, or undefined where a line is not `<hex>  <path>\n` or names a path twice. */
function parseManifest(bytes: Uint8Array | undefined): Map<string, string> | undefined {
  const source = textOf(bytes)
  if (source === undefined || !source.endsWith('\n')) return undefined
  const digests = new Map<string, string>()
  for (const line of source.slice(0, -1).split('\n')) {
    const [, digest, path] = LINE.exec(line) ?? []
    if (digest === undefined || path === undefined || digests.has(path)) return undefined
    digests.set(path, digest)
  }
  return digests
}

/** The SHA-256 (hex) of each file by its path. */
export type Digests = ReadonlyMap<string, string>

/** Read once, compared by the manifests and by the statement. */
export function digestsOf(files: Files, h: Sha256 = sha256): Digests {
  return new Map([...files].map(([path, file]) => [path, hex(h(file))]))
}

function compareManifest(
  name: string,
  files: Files,
  covered: readonly string[],
  digests: Digests,
  findings: Findings,
): void {
  const listed = parseManifest(files.get(name))
  if (listed === undefined) {
    findings.wrong(`${name} is not a manifest`)
    return
  }
  for (const path of covered) {
    const digest = listed.get(path)
    if (digest === undefined) findings.wrong(`${name} does not list ${path}`)
    else if (digest !== digests.get(path)) findings.wrong(`${path} has another digest`)
  }
  const known = new Set(covered)
  for (const path of listed.keys()) if (!known.has(path)) findings.wrong(`${name} lists ${path}, which is not there`)
}

/** Payload-Oxum: bytes and files of data/. */
function oxumOf(files: Files): string {
  const payload = [...files].filter(([path]) => isPayload(path))
  return `${payload.reduce((sum, [, file]) => sum + file.length, 0)}.${payload.length}`
}

/** Adds to `findings` what is wrong with the bag. */
export function checkBag(files: Files, findings: Findings, digests: Digests = digestsOf(files)): void {
  for (const error of layoutErrors(files)) findings.wrong(error)
  if (findings.failed) return
  if (textOf(files.get(BAGIT)) !== BAGIT_TEXT) findings.wrong('bagit.txt is not BagIt 1.0 in UTF-8')
  const info = textOf(files.get(BAG_INFO))
  const oxums = info?.split('\n').filter((line) => /^payload-oxum\s*:/i.test(line))
  if (oxums?.length !== 1 || oxums[0] !== `Payload-Oxum: ${oxumOf(files)}`) findings.wrong('Payload-Oxum is wrong')
  const paths = [...files.keys()]
  const tags = paths.filter((path) => !isPayload(path) && path !== TAG_MANIFEST)
  compareManifest(MANIFEST, files, paths.filter(isPayload), digests, findings)
  compareManifest(TAG_MANIFEST, files, tags, digests, findings)
  findings.fact(`${files.size} files, all listed, all digests equal`)
}

const byPath = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1)

function manifestOf(files: Files): Uint8Array {
  return utf8(
    [...files]
      .sort(byPath)
      .map(([path, file]) => `${hex(sha256(file))}  ${path}\n`)
      .join(''),
  )
}

/** The whole bag around the files under data/ (and verify.py, VERIFY.md); `info` = further members of bag-info.txt. */
export function makeBag(parts: Files, info: Readonly<Record<string, string>> = {}): Map<string, Uint8Array> {
  const bag = new Map<string, Uint8Array>([[BAGIT, utf8(BAGIT_TEXT)]])
  const lines = Object.entries(info).map(([name, value]) => `${name}: ${value}\n`)
  bag.set(BAG_INFO, utf8(`${lines.join('')}Payload-Oxum: ${oxumOf(parts)}\n`))
  bag.set(MANIFEST, manifestOf(new Map([...parts].filter(([path]) => isPayload(path)))))
  for (const [path, file] of parts) if (!isPayload(path)) bag.set(path, file)
  const tags = manifestOf(bag)
  for (const [path, file] of parts) bag.set(path, file)
  return bag.set(TAG_MANIFEST, tags)
}
