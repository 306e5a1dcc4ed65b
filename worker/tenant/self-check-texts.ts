// Records that the self-check wants out of their order: few at a time, from SQLite or from the archive, as far as they can be read.
import type { LedgerRecord } from '../ledger/record.ts'
import { entriesPath, TILE_WIDTH } from '../ledger/tile.ts'
import { readFile, textsOf } from './self-check-files.ts'
import type { Ground } from './self-check-state.ts'
import { readSpans } from './spans.ts'

/** Records read in one run: those that are wanted often lie side by side, as they came in. */
const RUN = TILE_WIDTH

/** The record in a text, or undefined where it is none. The full reader ran when the record was made. */
export function parseStored(text: string): LedgerRecord | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isRecord = typeof value === 'object' && value !== null && 'data' in value && 'stream' in value
    return isRecord ? (value as LedgerRecord) : undefined // its bytes have the hash that they had when it was checked
  } catch {
    return undefined
  }
}

/** The records of these seqs; one that is not there or cannot be read is left out. */
export async function recordsAt(ground: Ground, seqs: Iterable<number>): Promise<Map<number, LedgerRecord>> {
  const wanted = [...new Set(seqs)].sort((a, b) => a - b)
  const records = new Map<number, LedgerRecord>()
  for (let at = 0; at < wanted.length; ) {
    const index = Math.floor((wanted[at] ?? 0) / RUN)
    let end = at
    while (end < wanted.length && Math.floor((wanted[end] ?? 0) / RUN) === index) end++
    await readRun(ground, index, new Set(wanted.slice(at, end)), records)
    at = end
  }
  return records
}

async function readRun(
  ground: Ground,
  index: number,
  wanted: ReadonlySet<number>,
  records: Map<number, LedgerRecord>,
): Promise<void> {
  let there: string[] | undefined
  for (const { seq, text } of readSpans(ground.sql, Math.min(...wanted), Math.max(...wanted))) {
    if (!wanted.has(seq)) continue
    if (text === null) there ??= textsOf(await readFile(ground, entriesPath(index, TILE_WIDTH))) ?? []
    const record = parseStored(text ?? there?.[seq % TILE_WIDTH] ?? '')
    if (record !== undefined) records.set(seq, record)
  }
}
