// What a filter of a figures screen can be set to: lists of distinct values out of SQL, with their words, by name.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import { type Names, workspaceValue } from './labels.ts'

export type Option = { value: string; label: string }

/** Distinct values of a column as one JSON array; null is "the vendor names none". */
export const distinct = (column: AnyColumn | SQL): SQL<string> => sql<string>`json_group_array(DISTINCT ${column})`

/** Distinct workspaces with their vendor, as `workspaceOptions` reads them. */
export const distinctWorkspaces = (vendor: AnyColumn, workspace: SQL): SQL<string> =>
  distinct(sql`${vendor} || ' ' || COALESCE(${workspace}, '')`)

// Our own JSON, made by the two functions above; undefined where a statement gave no row.
const parse = (list: string | undefined) => JSON.parse(list ?? '[]') as (string | null)[]

/** Values in the vendor's own words; '' stands for none and is called "Not stated". */
export function plainOptions(list: string | undefined): Option[] {
  return sorted(parse(list).map((value) => ({ value: value ?? '', label: value ?? 'Not stated' })))
}

/** Values with words of their own. */
export function namedOptions(list: string | undefined, label: (value: string | null) => string): Option[] {
  return sorted(parse(list).map((value) => ({ value: value ?? '', label: label(value) })))
}

/** Workspaces of `distinctWorkspaces`; the default one is `default`, what stands in no project ''. */
export function workspaceOptions(list: string | undefined, names: Names): Option[] {
  return sorted(
    parse(list).map((pair) => {
      const [vendor = '', ...rest] = (pair ?? '').split(' ')
      const id = rest.join(' ')
      return { value: workspaceValue(vendor, id), label: names.workspace(vendor, id === '' ? null : id) }
    }),
  )
}

function sorted(options: readonly Option[]): Option[] {
  const byValue = new Map(options.map((option) => [option.value, option]))
  return [...byValue.values()].sort((a, b) => a.label.localeCompare(b.label))
}
