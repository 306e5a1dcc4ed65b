// The finished volumes of an export as its row keeps them: what links, views and downloads know of the files.
import type { ExportRow } from '../db/tenant/exports.ts'

/**
 * `kind`: an evidence bundle, or the documents made of one; left out by exports of before = bundle. `first` to `last`: the span of the
 * ledger it speaks for. `key`: where the file lies in the region's bucket of exports.
 */
export type Volume = {
  kind?: 'bundle' | 'documents'
  records: number
  first: number
  last: number
  bytes: number
  sha256: string
  key: string
}

/** Our own JSON, written by the job. */
export const volumesOf = ({ volumes }: Pick<ExportRow, 'volumes'>): Volume[] => JSON.parse(volumes) as Volume[]

export const isBundle = ({ kind }: Volume): boolean => kind !== 'documents'

/** Everything of one export lies under this; the digest in the name keeps two deliveries of one job from writing over each other. */
export const folderOf = ({ tenant, id }: Pick<ExportRow, 'tenant' | 'id'>): string => `${tenant}/${id}/`

/** What the file of `volume` (from 1) is called where it is saved: numbers from 1 within its kind, and none where there is only one. */
export function fileName(row: Pick<ExportRow, 'id' | 'format' | 'volumes'>, volume: number): string {
  const all = volumesOf(row)
  const one = all[volume - 1]
  const alike = all.filter((other) => one === undefined || isBundle(other) === isBundle(one))
  const number = one === undefined ? volume : alike.indexOf(one) + 1
  const part = alike.length <= 1 ? '' : `-${number}of${alike.length}`
  const documents = one === undefined || isBundle(one) ? '' : '-documents'
  return `tallystick-${row.id}${documents}${part}.${row.format === 'json' ? 'json' : 'zip'}`
}
