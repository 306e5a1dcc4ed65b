// The self-check's look at the screens, both ways: each record must stand in its row, and each row must stand for a record.
import { type ExpectedRow, findRowsOff, keyColumns, listRowPlaces, TABLES } from '../db/tenant/self-check.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { estimateUsage } from '../vendors/prices/prices.ts'
import { projectedSize } from './project.ts'
import { readPrior } from './read.ts'
import { changesOf, type ReadChange, type ReadRow, type ReadTable } from './read-model.ts'
import { find } from './self-check-findings.ts'
import type { CheckState, Ground } from './self-check-state.ts'
import { recordsAt } from './self-check-texts.ts'

/** Rows of one table in one answer. */
const PAGE = 1_000

const rowOf = (change: ReadChange): ReadRow => ('row' in change ? change.row : change.gone)

/** What the row says that a record marked as gone: what it said before, with the mark, place and revision of that record. */
function goneRow(table: ReadTable, gone: ReadRow, before: LedgerRecord | undefined): ReadRow | undefined {
  const last = before && changesOf(before, estimateUsage).find((change) => change.table === table && 'row' in change)
  if (last === undefined) return undefined
  const row = rowOf(last)
  return { ...row, ...gone, ...('vanished' in row ? { vanished: 1 } : { day: '' }) }
}

async function expectedRows(ground: Ground, records: readonly LedgerRecord[]): Promise<ExpectedRow[]> {
  const changes = records.flatMap((record) =>
    changesOf(record, estimateUsage).map((change) => ({ seq: record.seq, change })),
  )
  const priors = new Map<number, number>()
  for (const { seq, change } of changes) {
    const prior = 'gone' in change ? readPrior(ground.sql, seq) : null
    if (prior !== null) priors.set(seq, prior)
  }
  const before = await recordsAt(ground, priors.values())
  return changes.flatMap(({ seq, change }): ExpectedRow[] => {
    const { table } = change
    // What an erasure took stands at its own place, not at the erasure's.
    if ('row' in change) return [{ table, seq: Number(change.row.seq ?? seq), row: change.row, whole: true }]
    const prior = priors.get(seq)
    // What was never there cannot go: the projection writes nothing for it either.
    if (prior === undefined) return []
    const row = goneRow(table, change.gone, before.get(prior))
    return [{ table, seq, row: row ?? change.gone, whole: row !== undefined }]
  })
}

/** Compares what the screens say of these records. Those that were not projected yet are left out. */
export async function judgeRows(ground: Ground, state: CheckState, records: readonly LedgerRecord[]): Promise<void> {
  const projected = projectedSize(ground.sql)
  const shown = records.filter(({ seq }) => seq < projected)
  const off = await findRowsOff(ground.home.db, await expectedRows(ground, shown))
  for (const { seq, missing } of off) find(state.found, missing ? 'row_missing' : 'row_differs', seq)
}

/** The way back, one page of one table. Returns whether every table was looked through. */
export async function judgeBack(ground: Ground, state: CheckState): Promise<boolean> {
  const table = TABLES[state.table]
  if (table === undefined) return true
  const places = await listRowPlaces(ground.home.db, ground.tenant, table, state.after, PAGE)
  const records = await recordsAt(
    ground,
    places.map(({ seq }) => seq),
  )
  const columns = keyColumns(table)
  for (const { seq, key } of places) {
    const record = records.get(seq)
    const changes = record === undefined ? [] : changesOf(record, estimateUsage)
    const isOf = (change: ReadChange) =>
      change.table === table && columns.every((column, at) => String(rowOf(change)[column]) === String(key[at]))
    if (!changes.some(isOf)) find(state.found, 'row_extra', null)
  }
  const last = places.at(-1)
  if (places.length === PAGE && last !== undefined) state.after = last.key
  else {
    state.table++
    state.after = null
  }
  return state.table >= TABLES.length
}
