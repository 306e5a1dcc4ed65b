// What is behind a link: first whether we signed it at all, which says nothing but no, then whether it still opens, which may say why.
import { controlDatabase } from '../db/control/database.ts'
import { findExportHome } from '../db/control/exports.ts'
import { countOfLink } from '../db/tenant/downloads.ts'
import { type ExportRow, findExport } from '../db/tenant/exports.ts'
import type { TenantId } from '../ids.ts'
import { type Home, homeOf, rootKeys } from '../region.ts'
import { isSigned, type Link, readLink } from './link.ts'
import { type Volume, volumesOf } from './volumes.ts'

export type Opened = { home: Home; tenant: TenantId; row: ExportRow; link: Link; volume: Volume }
export type OpenResult =
  | ({ ok: true } & Opened)
  | { ok: false; code: 'refused' }
  | { ok: false; code: 'gone'; words: string }

/** `id` and `query` (with its `?`) as they stand in the request. One refusal for a MAC, an id, a tenant that is not right. */
export async function openLink(env: Env, id: string, query: string, now: Date): Promise<OpenResult> {
  const presented = readLink(id, query)
  const found = await findExportHome(controlDatabase(env), id)
  const home = homeOf(env, found?.region ?? 'us')
  // Asked for in any case: a refusal must not tell by its time whether the export exists.
  const row = await findExport(home.db, found?.tenant ?? '', id)
  const volume = row && volumesOf(row)[(presented?.link.volume ?? 0) - 1]
  const behind = row && volume && { tenant: row.tenant, sha256: volume.sha256 }
  const signed = await isSigned(rootKeys(env), presented, behind)
  if (!signed || found === null || presented === undefined || row === undefined || volume === undefined) {
    return { ok: false, code: 'refused' }
  }
  const opened: Opened = { home, tenant: found.tenant, row, link: presented.link, volume }
  const words = await closedWords(opened, now)
  return words === undefined ? { ok: true, ...opened } : { ok: false, code: 'gone', words }
}

const ASK = 'Ask whoever sent it for a new one.'

/** Why a link that we signed does not open any more, or undefined while it does. */
export async function closedWords({ home, row, link }: Opened, now: Date): Promise<string | undefined> {
  if (row.state === 'revoked') return `This export was revoked. ${ASK}`
  if (link.version !== row.linkVersion) return `A newer link was made, and this one ended with it. ${ASK}`
  const expired = link.expires * 1000 <= now.getTime() || row.expiresAt <= now.toISOString()
  if (expired || row.state !== 'ready' || row.cleared === 1) return `This link has expired. ${ASK}`
  if (row.maxDownloads === null) return undefined
  const { tenant, id, linkVersion } = row
  const used = await countOfLink(home.db, { tenant, export: id, linkVersion, volume: link.volume })
  return used < row.maxDownloads ? undefined : `This link was used as often as it may be. ${ASK}`
}
