// The rows of one part, the same for every format of it, and what the whole file so far comes to.
import type { TenantId } from '../../ids.ts'
import type { Home } from '../../region.ts'
import { readCells, type Surroundings } from './around.ts'
import { CLAIMS, COLUMNS, cellsOf, type FocusRow } from './columns.ts'
import { BEGIN, Conformance, type Standing } from './conformance.ts'
import { planFor } from './judge-plan.ts'
import type { Model } from './model.ts'
import type { FocusDay } from './plan.ts'
import { Quantities } from './quantity.ts'
import { estimatedLine, lineOf, readEach } from './records.ts'
import { focusRow } from './row.ts'
import { sharingTexts } from './shared-texts.ts'
import { splitByKey } from './split.ts'

export async function rowsOfPart(
  { home, tenant, around }: { home: Home; tenant: TenantId; around: Surroundings },
  days: readonly FocusDay[],
  byKey: boolean,
): Promise<FocusRow[]> {
  const [from, to] = [days[0]?.day, days.at(-1)?.day]
  if (from === undefined || to === undefined) return []
  const at = { home, tenant }
  const [seqs, estimates] = [days.flatMap((day) => day.seqs), days.flatMap((day) => day.estimates)]
  const billed = await readEach(at, seqs, (one) => around.placed(lineOf(one)))
  const quantities = new Quantities(billed, await readCells(home, tenant, { from, to }))
  const share = sharingTexts()
  const rows = billed.flatMap((line) => {
    const known = quantities.of(line)
    return (byKey ? splitByKey(line, known, around) : [focusRow(line, known, around)]).map(share)
  })
  for (const line of await readEach(at, estimates, estimatedLine)) {
    if (line === null) continue
    rows.push(share({ ...focusRow(around.placed(line), undefined, around), x_CostBasis: 'estimate' }))
  }
  return rows
}

/** What was judged and added up so far. `billed`: nanodollars of all rows that are no estimates. `floats`: see README.txt. */
export type Tallied = { standing: Standing; billed: string; estimated: string; rows: number; floats: number }

export const NOTHING: Tallied = { standing: BEGIN, billed: '0', estimated: '0', rows: 0, floats: 0 }

export const conformancePlan = (model: Model) => planFor(model, COLUMNS, new Set(CLAIMS))

export function tally(model: Model, before: Tallied, rows: readonly FocusRow[]): Tallied {
  const conformance = new Conformance(conformancePlan(model), COLUMNS.indexOf('x_RecordSeq'), before.standing)
  let [billed, estimated, floats] = [BigInt(before.billed), BigInt(before.estimated), before.floats]
  for (const row of rows) {
    conformance.add(cellsOf(row))
    if (row.x_CostBasis === 'estimate') estimated += nanoOf(row.BilledCost)
    else billed += nanoOf(row.BilledCost)
    if (differsInFloats(row)) floats++
  }
  const sums = { billed: billed.toString(), estimated: estimated.toString() }
  return { standing: conformance.standing(), ...sums, rows: before.rows + rows.length, floats }
}

/** Our own cell: dollars with at most nine places. */
function nanoOf(dollars: string | null): bigint {
  const [whole = '0', places = ''] = (dollars ?? '0').split('.')
  return BigInt(whole + places.padEnd(9, '0'))
}

/** Whether unit price × quantity, which is exact here, is another number where it is worked out in floats. */
function differsInFloats({ ListUnitPrice: price, PricingQuantity: quantity, ListCost: cost }: FocusRow): boolean {
  return price !== null && quantity !== null && Number(price) * Number(quantity) !== Number(cost)
}
