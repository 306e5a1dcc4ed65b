// Which records an export takes: the filter that was asked for, as one yes or no a record.
import type { JsonObject } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'

type Many = readonly string[] | undefined

/** Every member left out = no condition. `from` and `to` are UTC days of occurred_at, both included; `subjects` are all of one person. */
export type Selection = {
  from?: string | undefined
  to?: string | undefined
  vendor?: string | undefined
  streams?: Many
  kinds?: Many
  subjects?: Many
  workspace?: Many
}

/** A filter's name for the vendor's default workspace, which its records leave unnamed. */
const DEFAULT = 'default'

/** Where a record belongs: its workspace, or its project; null where it says that it is in none. */
function placeOf({ data }: LedgerRecord): string | null | undefined {
  const named = [data.workspace, data.workspace_id, data.project].find((value) => typeof value === 'string')
  if (typeof named === 'string') return named
  return data.workspace === null ? null : undefined
}

/** The test that a selection is. */
export function selects(selection: Selection): (record: LedgerRecord) => boolean {
  const { from, to, vendor } = selection
  const [streams, kinds, subjects, workspaces] = [
    selection.streams,
    selection.kinds,
    selection.subjects,
    selection.workspace,
  ].map((values) => (values === undefined ? undefined : new Set(values)))
  const inPlace = (record: LedgerRecord): boolean => {
    if (workspaces === undefined) return true
    const place = placeOf(record)
    return place === null ? workspaces.has(DEFAULT) : place !== undefined && workspaces.has(place)
  }
  return (record) => {
    const day = record.occurred_at.slice(0, 10)
    return (
      (from === undefined || day >= from) &&
      (to === undefined || day <= to) &&
      (vendor === undefined || record.stream.startsWith(`${vendor}.`)) &&
      (streams?.has(record.stream) ?? true) &&
      (kinds?.has(record.kind) ?? true) &&
      (subjects === undefined || (record.subject !== undefined && subjects.has(record.subject))) &&
      inPlace(record)
    )
  }
}

/** The filter as the statement repeats it: `{}` = none. A person stands there as the subjects that were looked for, never by name. */
export function statedFilter(selection: Selection): JsonObject {
  return Object.fromEntries(
    Object.entries(selection).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  )
}
