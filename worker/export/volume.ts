// One volume of an export: the second look through its span writes the files, then the bag, then one object. Everything of it is in memory,
// which its limits (limits.ts) keep small.

import type { Numbering } from '../content/mask.ts'
import type { SubjectId, TenantId } from '../ids.ts'
import { jsonMember, makeBag, signEnvelope, statementOf, writeZip } from '../ledger/bundle/index.ts'
import { KEYS, PEOPLE, RECORDS, SEALED, STATEMENT, TREE, TREE_CHECKPOINT } from '../ledger/bundle/layout.ts'
import { countsOf, type Predicate } from '../ledger/bundle/statement.ts'
import { concat, fromHex, utf8 } from '../ledger/bytes.ts'
import { exportKeyName, rootOrigin, tenantOrigin } from '../ledger/checkpoint.ts'
import { publicKeyOf } from '../ledger/ed25519.ts'
import { canonicalize, type JsonObject } from '../ledger/jcs.ts'
import { TILE_WIDTH, tileAt, tilePath, tilesForExport } from '../ledger/tile.ts'
import { formatVkey } from '../ledger/vkey.ts'
import type { Home } from '../region.ts'
import type { Vault } from '../vault/keys.ts'
import { contentFiles, type Texts } from './content.ts'
import { peopleLines, sealedLines } from './disclose.ts'
import { type Selection, statedFilter } from './filter.ts'
import { Picker } from './pick.ts'
import type { Cut } from './plan.ts'
import { READER_FILES } from './reader-files.ts'
import type { ReadRootParts } from './root-parts.ts'
import { type Read, readStretch } from './walk.ts'

/** What all volumes of one export share. `checkpoint`: the tenant's note, whole. */
export type Making = {
  home: Home
  tenant: TenantId
  vault: Vault
  log: { origin: string; seed: Uint8Array }
  rootParts: ReadRootParts
  format: 'bundle' | 'json'
  selection: Selection
  disclosed: boolean
  texts?: Texts | undefined
  requestedBy: string
  size: number
  checkpoint: string
  generatedAt: string
  /** Base directory of the bag. */
  base: string
}

type Parts = Map<string, Uint8Array>

/** The tile hashes lie in the archive for every published checkpoint; the leaf tiles of exported records were just read. */
async function archivedTile({ home, tenant }: Making, path: string): Promise<Uint8Array> {
  const object = await home.archive.get(`${tenant}/${path}`)
  if (object === null) throw new Error(`${path} of ${tenant} is not in the archive`)
  return new Uint8Array(await object.arrayBuffer())
}

async function readRecords(making: Making, { from, to }: Cut, parts: Parts): Promise<void> {
  const { home, tenant, vault, size, disclosed, texts } = making
  const picker = new Picker<Read>(making.selection)
  const [lines, sealed, seqs]: [Uint8Array[], string[], number[]] = [[], [], []]
  const subjects = new Set<SubjectId>()
  const walked: Parts = new Map()
  const numbering: Numbering = new Map()
  const mayHold = (first: number): boolean => first <= to || (picker.waits && first < size)
  for (let first = from - (from % TILE_WIDTH); mayHold(first); first += TILE_WIDTH) {
    const stretch = await readStretch(home, tenant, first, size, picker)
    const found = stretch.found.filter(({ record }) => record.seq >= from && record.seq <= to)
    if (found.length === 0) continue
    walked.set(tilePath(tileAt(0, first / TILE_WIDTH, size)), concat(...stretch.leaves.map(fromHex)))
    for (const { text, record } of found) {
      lines.push(utf8(`${text}\n`))
      seqs.push(record.seq)
      if (record.subject !== undefined) subjects.add(record.subject)
    }
    const records = found.map(({ record }) => record)
    if (disclosed) sealed.push(...(await sealedLines(home, vault, records)))
    if (texts === undefined) continue
    for (const [path, bytes] of await contentFiles(vault, records, texts, numbering)) parts.set(path, bytes)
  }
  parts.set(RECORDS, concat(...lines))
  for (const tile of tilesForExport(seqs, size)) {
    const path = tilePath(tile)
    parts.set(TREE + path, walked.get(path) ?? (await archivedTile(making, path)))
  }
  const people = disclosed ? await peopleLines(vault, subjects) : []
  if (sealed.length > 0) parts.set(SEALED, utf8(sealed.join('')))
  if (people.length > 0) parts.set(PEOPLE, utf8(people.join('')))
}

/** One seed signs everything; the names tell the keys apart. */
export async function claimedKeys({ log, tenant }: Pick<Making, 'log' | 'tenant'>): Promise<JsonObject> {
  const key = await publicKeyOf(log.seed)
  return {
    origin: log.origin,
    tenant: [formatVkey(tenantOrigin(log.origin, tenant), key)],
    root: [formatVkey(rootOrigin(log.origin), key)],
    export: [formatVkey(exportKeyName(log.origin), key)],
  }
}

/** The bytes of a volume and how many records it has. The same arguments give the same bytes, as long as nobody was erased meanwhile. */
export async function makeVolume(making: Making, cut: Cut): Promise<{ bytes: Uint8Array; records: number }> {
  const parts: Parts = new Map()
  await readRecords(making, cut, parts)
  parts.set(TREE_CHECKPOINT, utf8(making.checkpoint))
  parts.set(KEYS, utf8(canonicalize(await claimedKeys(making))))
  for (const [path, bytes] of (await making.rootParts(making.size)) ?? []) parts.set(path, bytes)
  const range = { first: cut.first, last: cut.last }
  const filter = statedFilter(making.selection)
  const counts = countsOf(parts, { range, filter })
  const predicate: Predicate = {
    tenant: making.tenant,
    requested_by: making.requestedBy,
    filter,
    range,
    counts,
    masked: counts.masked > 0,
    generated_at: making.generatedAt,
    checkpoint_size: making.size,
  }
  const { origin, seed } = making.log
  parts.set(STATEMENT, await signEnvelope(statementOf(predicate, parts), exportKeyName(origin), seed))
  for (const [path, bytes] of READER_FILES) parts.set(path, bytes)
  const bag = makeBag(parts, { 'Bagging-Date': making.generatedAt.slice(0, 10) })
  const bytes = making.format === 'bundle' ? writeZip(bag, making.base) : writeJson(bag)
  return { bytes, records: counts.records }
}

/** One JSON object, member by member, so that the text of the whole is never there beside its bytes. */
function writeJson(bag: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const members = [...bag].map(([path, bytes], at) =>
    utf8(`${at === 0 ? '{' : ','}${JSON.stringify(path)}:${JSON.stringify(jsonMember(bytes))}`),
  )
  return concat(...members, utf8('}'))
}
