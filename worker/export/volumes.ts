// The finished volumes of an export as its row keeps them: what links, views and downloads know of the files.
import type { ExportRow } from '../db/tenant/exports.ts'

/** Of a FOCUS export: its rows in a format, the conformance report, README.txt. */
export type FocusKind = 'csv' | 'parquet' | 'report' | 'readme'

/**
 * `kind`: an evidence bundle, or the documents made of one; left out by exports of before = bundle. `first` to `last`: the span of the
 * ledger it speaks for. `key`: where the file lies in the region's bucket of exports.
 */
export type Volume = {
  kind?: 'bundle' | 'documents' | FocusKind
  records: number
  first: number
  last: number
  bytes: number
  sha256: string
  key: string
}

/** Our own JSON, written by the job. */
export const volumesOf = ({ volumes }: Pick<ExportRow, 'volumes'>): Volume[] => JSON.parse(volumes) as Volume[]

export const isBundle = ({ kind = 'bundle' }: Volume): boolean => kind === 'bundle'

/** Records in an export; rows of a FOCUS export, which may come in two formats. */
export function recordsIn(volumes: readonly Volume[]): number {
  const [twice] = volumes.some(({ kind }) => kind === 'csv') ? ['parquet'] : []
  return volumes.reduce((sum, { kind, records }) => (kind === twice && kind !== undefined ? sum : sum + records), 0)
}

/** Everything of one export lies under this; the digest in the name keeps two deliveries of one job from writing over each other. */
export const folderOf = ({ tenant, id }: Pick<ExportRow, 'tenant' | 'id'>): string => `${tenant}/${id}/`

const SUFFIX: Readonly<Record<NonNullable<Volume['kind']>, (format: string) => string>> = {
  bundle: (format) => (format === 'json' ? '.json' : '.zip'),
  documents: (format) => `-documents.${format === 'json' ? 'json' : 'zip'}`,
  csv: () => '-focus.csv',
  parquet: () => '-focus.parquet',
  report: () => '-focus-conformance.json',
  readme: () => '-focus-README.txt',
}

/** What the file of `volume` (from 1) is called where it is saved: numbers from 1 within its kind, and none where there is only one. */
export function fileName(row: Pick<ExportRow, 'id' | 'format' | 'volumes'>, volume: number): string {
  const all = volumesOf(row)
  const one = all[volume - 1]
  const kind = one?.kind ?? 'bundle'
  const alike = all.filter((other) => (other.kind ?? 'bundle') === kind)
  const number = one === undefined ? volume : alike.indexOf(one) + 1
  const part = alike.length <= 1 ? '' : `-${number}of${alike.length}`
  const suffix = SUFFIX[kind](row.format)
  const dot = suffix.lastIndexOf('.')
  return `tallystick-${row.id}${suffix.slice(0, dot)}${part}${suffix.slice(dot)}`
}

const TYPES: Readonly<Record<FocusKind, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
  report: 'application/json',
  readme: 'text/plain; charset=utf-8',
}

/** The media type of a file of an export. */
export function mediaType({ format }: Pick<ExportRow, 'format'>, { kind = 'bundle' }: Volume): string {
  if (kind === 'bundle' || kind === 'documents') return format === 'json' ? 'application/json' : 'application/zip'
  return TYPES[kind]
}
