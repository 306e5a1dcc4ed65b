// Downloads of exports: taken one by one, so that a limit is exact, counted and listed.
import { and, desc, eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { exportDownload, exportJob } from './schema.ts'

export type DownloadRow = typeof exportDownload.$inferSelect

/**
 * Takes one download if the export's link allows one more of this file: ready, of this version, not expired, below its limit. One
 * statement, so that two requests at once cannot both be the last. False where nothing was taken.
 */
export async function takeDownload(db: D1Database, row: DownloadRow): Promise<boolean> {
  const { id, tenant, export: exported, linkVersion, volume, at, first, last } = row
  const used = sql`(SELECT COUNT(*) FROM ${exportDownload} WHERE ${exportDownload.tenant} = ${tenant}
    AND ${exportDownload.export} = ${exported} AND ${exportDownload.linkVersion} = ${linkVersion}
    AND ${exportDownload.volume} = ${volume})`
  const { results } = await drizzle(db).run(sql`
    INSERT INTO ${exportDownload} (id, tenant, export, link_version, volume, at, first, last)
    SELECT ${id}, ${tenant}, ${exported}, ${linkVersion}, ${volume}, ${at}, ${first}, ${last} FROM ${exportJob}
    WHERE ${exportJob.tenant} = ${tenant} AND ${exportJob.id} = ${exported} AND ${exportJob.state} = 'ready'
      AND ${exportJob.linkVersion} = ${linkVersion} AND ${exportJob.expiresAt} > ${at}
      AND (${exportJob.maxDownloads} IS NULL OR ${used} < ${exportJob.maxDownloads})
    RETURNING id`)
  return results.length > 0
}

/** Downloads of one file through one version of the link. */
export async function countOfLink(
  db: D1Database,
  { tenant, export: exported, linkVersion, volume }: Pick<DownloadRow, 'tenant' | 'export' | 'linkVersion' | 'volume'>,
): Promise<number> {
  return drizzle(db).$count(
    exportDownload,
    and(
      eq(exportDownload.tenant, tenant),
      eq(exportDownload.export, exported),
      eq(exportDownload.linkVersion, linkVersion),
      eq(exportDownload.volume, volume),
    ),
  )
}

/** All downloads of each of these exports, and the last one's time. */
export async function tallyDownloads(
  db: D1Database,
  tenant: string,
  exports: readonly string[],
): Promise<Map<string, { count: number; last: string }>> {
  const rows = await drizzle(db)
    .select({
      id: exportDownload.export,
      count: sql<number>`COUNT(*)`,
      last: sql<string>`MAX(${exportDownload.at})`,
    })
    .from(exportDownload)
    .where(
      and(
        eq(exportDownload.tenant, tenant),
        sql`${exportDownload.export} IN (SELECT value FROM json_each(${JSON.stringify(exports)}))`,
      ),
    )
    .groupBy(exportDownload.export)
  return new Map(rows.map(({ id, ...tally }) => [id, tally]))
}

/** Newest first; `after`: time and id of the last one seen. */
export async function listDownloads(
  db: D1Database,
  tenant: string,
  exported: string,
  after: readonly [string, string] | null,
  limit: number,
): Promise<DownloadRow[]> {
  const older =
    after === null ? undefined : sql`(${exportDownload.at}, ${exportDownload.id}) < (${after[0]}, ${after[1]})`
  return drizzle(db)
    .select()
    .from(exportDownload)
    .where(and(eq(exportDownload.tenant, tenant), eq(exportDownload.export, exported), older))
    .orderBy(desc(exportDownload.at), desc(exportDownload.id))
    .limit(limit)
}
