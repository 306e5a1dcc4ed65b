// The judge of the ledger object: recomputes all that it stored and published from the records' texts alone, with the slow reference tree.
import { expect } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import { fromHex, hex, utf8 } from '../../worker/ledger/bytes.ts'
import { openCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { encodeEntries } from '../../worker/ledger/entries.ts'
import { type LedgerRecord, NO_PREV, parseRecord } from '../../worker/ledger/record.ts'
import { entriesPath, tileBytes, tilePath, tilesOf } from '../../worker/ledger/tile.ts'
import { parseVkey } from '../../worker/ledger/vkey.ts'
import { memoryReader, referenceLeaf, referenceRoot } from '../ledger/reference-tree.ts'
import { home, ledger } from '../support/tenants.ts'

export type Judged = { records: LedgerRecord[]; texts: string[]; leaves: Uint8Array[] }

/** Every record: form, place, link, time, identity. */
export async function judgeRecords(tenant: TenantId): Promise<Judged> {
  const judged: Judged = { records: [], texts: [], leaves: [] }
  const { size, head } = await ledger(tenant).state()
  const seen = new Set<string>()
  let [prev, at] = [NO_PREV, '']
  for (let first = 0; first < size; first += 1000) {
    for (const { seq, text, leaf } of await ledger(tenant).records(first, first + 999)) {
      const parsed = parseRecord(utf8(text))
      if (!parsed.ok) throw new Error(`record ${seq}: ${parsed.detail}`)
      const { record } = parsed
      expect([record.seq, record.prev, record.tenant]).toEqual([judged.records.length, prev, tenant])
      expect(record.ingested_at >= at).toBe(true)
      const name = JSON.stringify([record.stream, record.id, record.rev])
      expect(seen.has(name), name).toBe(false)
      seen.add(name)
      const computed = referenceLeaf(utf8(text))
      expect(leaf).toBe(hex(computed))
      ;[prev, at] = [leaf, record.ingested_at]
      judged.records.push(record)
      judged.texts.push(text)
      judged.leaves.push(computed)
    }
  }
  expect(judged.records.length).toBe(size)
  expect(head).toBe(size === 0 ? null : prev)
  return judged
}

/** The bytes of a file of the tenant's public folder, or null. */
export async function fileOf(tenant: TenantId, path: string): Promise<Uint8Array | null> {
  const object = await home.archive.get(`${tenant}/${path}`)
  return object === null ? null : new Uint8Array(await object.arrayBuffer())
}

/** Settled: the published checkpoint covers every record, and every file it promises is there, byte for byte. */
export async function judgePublished(tenant: TenantId): Promise<Judged> {
  const judged = await judgeRecords(tenant)
  const { texts, leaves } = judged
  const { origin, vkey } = await ledger(tenant).state()
  const key = parseVkey(vkey)
  const file = await fileOf(tenant, 'checkpoint')
  if (key === undefined || file === null) throw new Error('nothing is published')
  const opened = await openCheckpoint(file, origin, [key])
  if (!opened.ok) throw new Error(opened.code)
  expect([opened.checkpoint.size, hex(opened.checkpoint.root)]).toEqual([leaves.length, hex(referenceRoot(leaves))])
  const reader = memoryReader(leaves)
  for (const tile of tilesOf(leaves.length)) {
    expect(await fileOf(tenant, tilePath(tile)), tilePath(tile)).toEqual(await tileBytes(reader, tile))
    if (tile.level > 0) continue
    const from = tile.index * 256
    const entries = encodeEntries(texts.slice(from, from + tile.width).map(utf8))
    const path = entriesPath(tile.index, tile.width)
    expect(await fileOf(tenant, path), path).toEqual(entries)
  }
  return judged
}

const TABLES = [
  'organization',
  'workspace',
  'vendor_key',
  'service_account',
  'identity_link',
  'member',
  'invite',
  'usage',
  'cost',
  'code_day',
  'activity',
]

/** Every row that screens of this tenant are made of. When a row was written is no part of what it says. */
export async function dumpReadModels(tenant: TenantId): Promise<Record<string, unknown[]>> {
  const dump: Record<string, unknown[]> = {}
  for (const table of [...TABLES, 'projection']) {
    const { results } = await home.db.prepare(`SELECT * FROM ${table} WHERE tenant = ?`).bind(tenant).all()
    dump[table] = results.map((row) => JSON.stringify({ ...row, ...(table === 'projection' && { at: '' }) })).sort()
  }
  return dump
}

/** Settled, and what the screens show is what a rebuild from nothing shows. */
export async function judgeAll(tenant: TenantId): Promise<Judged> {
  const judged = await judgePublished(tenant)
  const before = await dumpReadModels(tenant)
  expect(await ledger(tenant).rebuild()).toEqual({ projected: judged.records.length })
  expect(await dumpReadModels(tenant)).toEqual(before)
  return judged
}

export const bytesOf = (hashes: string[]): Uint8Array[] => hashes.map(fromHex)
