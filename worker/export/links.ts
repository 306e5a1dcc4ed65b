// The links of a finished export, one a file: the same again for whoever asks, as long as nobody makes new ones.
import type { ExportRow } from '../db/tenant/exports.ts'
import type { RootKeys } from '../vault/keys.ts'
import { signedPath } from './link.ts'
import { fileName, volumesOf } from './volumes.ts'

export type FileLink = { volume: number; url: string; file_name: string; bytes: number; sha256: string }

/** `origin`: where the dashboard is, without a slash at the end. */
export async function linksOf(roots: RootKeys, origin: string, row: ExportRow): Promise<FileLink[]> {
  const volumes = volumesOf(row)
  const expires = Math.floor(Date.parse(row.expiresAt) / 1000)
  return Promise.all(
    volumes.map(async ({ bytes, sha256 }, at) => {
      const link = { id: row.id, key: roots.epoch, expires, version: row.linkVersion, volume: at + 1 }
      const path = await signedPath(roots, link, { tenant: row.tenant, sha256 })
      return {
        volume: at + 1,
        url: `${origin}${path}`,
        file_name: fileName(row, at + 1),
        bytes,
        sha256,
      }
    }),
  )
}
