// What a FOCUS export is made of, settled once when it begins: the records in force by day, cut into parts of whole days.
import type { BillSnapshot } from '../../db/tenant/focus.ts'
import type { FocusWish } from './wish.ts'

/**
 * Rows of one file, unless one day alone has more. Measured: 15,000 rows are 13 MB as CSV and 1 MB as Parquet, take some 80 MB at the most
 * and two seconds of processor time; an isolate has 128 MB and an invocation 30 s.
 */
export const ROWS_A_PART = 15_000

/** Kept as one object beside the files. `estimates`: positions of usage records that no bill line covers. */
export type FocusDay = { day: string; seqs: number[]; estimates: number[] }

/** Kept in the export's row. `days`: how many days each part has. `sum`: what the bill comes to, nanodollars. */
export type FocusPlan = { focus: 1; rows: number; sum: string; parts: { days: number; rows: number }[] }

export const mergeDays = (bill: BillSnapshot['days'], uncovered: BillSnapshot['days']): FocusDay[] => {
  const days = new Map(bill.map(({ day, seqs }): [string, FocusDay] => [day, { day, seqs, estimates: [] }]))
  for (const { day, seqs } of uncovered) {
    const there = days.get(day)
    if (there === undefined) days.set(day, { day, seqs: [], estimates: seqs })
    else there.estimates = seqs
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}

export function planOf(days: readonly FocusDay[], sum: string, most = ROWS_A_PART): FocusPlan {
  const parts: FocusPlan['parts'] = []
  for (const { seqs, estimates } of days) {
    const rows = seqs.length + estimates.length
    const open = parts.at(-1)
    if (open === undefined || open.rows + rows > most) parts.push({ days: 1, rows })
    else {
      open.days++
      open.rows += rows
    }
  }
  return { focus: 1, rows: parts.reduce((all, { rows }) => all + rows, 0), sum, parts }
}

/** The days of part `number`, from 0. */
export function daysOfPart(days: readonly FocusDay[], { parts }: FocusPlan, number: number): FocusDay[] {
  const from = parts.slice(0, number).reduce((sum, part) => sum + part.days, 0)
  return days.slice(from, from + (parts[number]?.days ?? 0))
}

export type FileOf = { kind: 'csv' | 'parquet'; part: number } | { kind: 'report' | 'readme' }

/** The files of an export in their order: each part in each format, the conformance report, the words. */
export function filesOf({ parts }: FocusPlan, { files }: FocusWish): FileOf[] {
  return [
    ...parts.flatMap((_, part) => files.map((kind) => ({ kind, part }))),
    { kind: 'report' as const },
    { kind: 'readme' as const },
  ]
}
