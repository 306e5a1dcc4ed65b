// The finished volumes of an export as its row keeps them: what links, views and downloads know of the files.
import type { ExportRow } from '../db/tenant/exports.ts'

/** `first` to `last`: the span of the ledger it speaks for. `key`: where the file lies in the region's bucket of exports. */
export type Volume = { records: number; first: number; last: number; bytes: number; sha256: string; key: string }

/** Our own JSON, written by the job. */
export const volumesOf = ({ volumes }: Pick<ExportRow, 'volumes'>): Volume[] => JSON.parse(volumes) as Volume[]

/** Everything of one export lies under this; the digest in the name keeps two deliveries of one job from writing over each other. */
export const folderOf = ({ tenant, id }: Pick<ExportRow, 'tenant' | 'id'>): string => `${tenant}/${id}/`

/** What a file is called where it is saved: numbers from 1, and none where there is only one. */
export function fileName({ id, format }: Pick<ExportRow, 'id' | 'format'>, volume: number, of: number): string {
  const part = of === 1 ? '' : `-${volume}of${of}`
  return `tallystick-${id}${part}.${format === 'json' ? 'json' : 'zip'}`
}
