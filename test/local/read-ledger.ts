// A whole ledger read over the API as an auditor would, and every promise of it recomputed with nothing but the public formats.
import type { LedgerHead, RecordList, RecordSummary } from '../../worker/http/schemas/ledger.ts'
import { equal, hex } from '../../worker/ledger/bytes.ts'
import { openCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { decodeEntries } from '../../worker/ledger/entries.ts'
import { leafOfText } from '../../worker/ledger/link.ts'
import { parseVkey } from '../../worker/ledger/note.ts'
import { type LedgerRecord, parseRecord } from '../../worker/ledger/record.ts'
import { entriesPath, TILE_WIDTH } from '../../worker/ledger/tile.ts'
import { appendLeaf, emptyRange, rootOf } from '../../worker/ledger/tree.ts'

export type ReadLedger = {
  records: LedgerRecord[]
  /** Records under the checkpoint that was verified. */
  covered: number
  /** What does not hold; empty when everything does. */
  problems: string[]
}

/** Reads entry bundles and record pages and verifies form, links, leaves, root and signature. Throws when the API refuses. */
export async function readLedger(url: string, token: string): Promise<ReadLedger> {
  const get = async (path: string): Promise<Response> => {
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return answer
  }
  const head = (await (await get('/api/ledger')).json()) as LedgerHead // our own API
  const problems: string[] = []
  const opened = await openHead(head)
  if (opened === undefined) return { records: [], covered: 0, problems: ['the checkpoint does not open'] }
  const { size, root } = opened

  const texts: Uint8Array[] = []
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH)
    const answer = await get(`/api/ledger/${entriesPath(index, width)}`)
    texts.push(...(decodeEntries(new Uint8Array(await answer.arrayBuffer())) ?? []))
  }
  const listed = await listRecords(get, size)
  const records: LedgerRecord[] = []
  const range = emptyRange()
  let prev = '0'.repeat(64)
  for (const [seq, text] of texts.entries()) {
    const parsed = parseRecord(text)
    if (!parsed.ok) {
      problems.push(`record ${seq} is not a record`)
      continue
    }
    const leaf = leafOfText(new TextDecoder().decode(text))
    if (parsed.record.seq !== seq) problems.push(`record ${seq} says it is ${parsed.record.seq}`)
    if (parsed.record.prev !== prev) problems.push(`record ${seq} does not follow the one before`)
    if (listed.get(seq)?.leaf !== hex(leaf)) problems.push(`the list shows another leaf for record ${seq}`)
    prev = hex(leaf)
    appendLeaf(range, leaf)
    records.push(parsed.record)
  }
  if (!equal(rootOf(range), root)) problems.push('the records do not make the root that was signed')
  if (prev !== head.head) problems.push('the head is not the last record')
  return { records, covered: size, problems }
}

async function openHead(head: LedgerHead): Promise<{ size: number; root: Uint8Array } | undefined> {
  const key = parseVkey(head.vkey)
  if (key === undefined || head.checkpoint === null) return undefined
  const opened = await openCheckpoint(head.checkpoint.note, head.origin, [key])
  return opened.ok ? opened.checkpoint : undefined
}

/** Every record as the pages list it, each exactly once. */
async function listRecords(
  get: (path: string) => Promise<Response>,
  size: number,
): Promise<Map<number, RecordSummary>> {
  const all = new Map<number, RecordSummary>()
  let cursor: string | null = ''
  while (cursor !== null) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = (await (await get(`/api/ledger/records?limit=1000&to=${size - 1}${more}`)).json()) as RecordList // our own API
    for (const record of page.records) {
      if (all.has(record.seq)) throw new Error(`record ${record.seq} is listed twice`)
      all.set(record.seq, record)
    }
    cursor = page.next_cursor
  }
  return all
}
