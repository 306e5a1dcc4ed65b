// The index of words in D1: tokens of messages, how far it reaches, and what an erasure clears. It holds numbers and nothing else.
import { type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { jsonParameters } from '../../tenant/json-parameter.ts'
import { contentIndex, contentWord, message } from './schema.ts'

/**
 * Marks a message whose words were cleared: no token is negative, so no search finds it. An indexer that had opened the text just
 * before it was destroyed writes nothing behind it.
 */
const CLEARED = -1

export type WordsOf = { readonly seq: number; readonly tokens: readonly number[] }
/** A message record that is to be indexed. */
export type Indexable = { seq: number; subject: string | null }

/** Adds tokens of messages. Twice the same changes nothing; cleared messages stay without any. */
export async function addWords(db: D1Database, tenant: string, words: readonly WordsOf[]): Promise<void> {
  const rows = words.filter(({ tokens }) => tokens.length > 0).map(({ seq, tokens }) => [seq, tokens])
  if (rows.length === 0) return
  for (const some of jsonParameters(rows)) {
    await drizzle(db).run(sql`
      INSERT OR IGNORE INTO ${contentWord} (tenant, token, seq)
      SELECT ${tenant}, t.value, m.value ->> 0 FROM json_each(${some}) m, json_each(m.value, '$[1]') t
      WHERE NOT EXISTS (
        SELECT 1 FROM ${contentWord} c WHERE c.tenant = ${tenant} AND c.token = ${CLEARED} AND c.seq = m.value ->> 0)`)
  }
}

/**
 * Takes the words of these messages out of the index for good and returns how many there were. Doing it twice is fine. One row a
 * message stays, which says that it was cleared and nothing else.
 */
export async function clearWords(db: D1Database, tenant: string, seqs: readonly number[]): Promise<number> {
  let cleared = 0
  for (const some of jsonParameters(seqs)) {
    // drizzle puts no raw statement into a batch.
    const [, gone] = await db.batch([
      // The mark first, in one transaction with the rest: a late indexer sees it or is cleared.
      db
        .prepare('INSERT OR IGNORE INTO content_word (tenant, token, seq) SELECT ?1, ?2, value FROM json_each(?3)')
        .bind(tenant, CLEARED, some),
      db
        .prepare(
          'DELETE FROM content_word WHERE tenant = ?1 AND token <> ?2 AND seq IN (SELECT value FROM json_each(?3))',
        )
        .bind(tenant, CLEARED, some),
    ])
    cleared += gone?.meta.changes ?? 0
  }
  return cleared
}

/** Everything of a tenant that goes; nothing of it is indexed again. */
export async function clearAllWords(db: D1Database, tenant: string): Promise<number> {
  const gone = await drizzle(db).run(sql`DELETE FROM ${contentWord} WHERE tenant = ${tenant}`)
  await drizzle(db).run(sql`INSERT INTO ${contentIndex} (tenant, indexed, touched_at)
    VALUES (${tenant}, ${Number.MAX_SAFE_INTEGER}, ${new Date().toISOString()})
    ON CONFLICT (tenant) DO UPDATE SET indexed = excluded.indexed`)
  return gone.meta.changes
}

/** Message records from this seq on, ascending. */
export async function selectIndexable(
  db: D1Database,
  tenant: string,
  from: number,
  limit: number,
): Promise<Indexable[]> {
  return drizzle(db).all<Indexable>(sql`
    SELECT ${message.seq} AS seq, ${message.subject} AS subject FROM ${message}
    WHERE ${message.tenant} = ${tenant} AND ${message.seq} >= ${from} ORDER BY ${message.seq} LIMIT ${limit}`)
}

/** Every message record below this seq is indexed. */
export async function indexedTo(db: D1Database, tenant: string): Promise<number> {
  const rows = await drizzle(db).all<{ indexed: number }>(
    sql`SELECT ${contentIndex.indexed} AS indexed FROM ${contentIndex} WHERE ${contentIndex.tenant} = ${tenant}`,
  )
  return rows[0]?.indexed ?? 0
}

/** Moves the mark from where the caller saw it; false where somebody else moved it meanwhile. */
export async function moveIndexed(
  db: D1Database,
  tenant: string,
  { from, to, at }: { from: number; to: number; at: string },
): Promise<boolean> {
  const moved = await drizzle(db).all(sql`
    INSERT INTO ${contentIndex} (tenant, indexed, touched_at) VALUES (${tenant}, ${to}, ${at})
    ON CONFLICT (tenant) DO UPDATE SET indexed = excluded.indexed, touched_at = excluded.touched_at
    WHERE ${contentIndex.indexed} = ${from} RETURNING indexed`)
  return moved.length > 0
}

/** Message records that are not indexed yet. */
export const notIndexed = (tenant: string): SQL =>
  sql`SELECT count(*) FROM ${message} WHERE ${message.tenant} = ${tenant} AND ${message.seq} >= coalesce(
    (SELECT ${contentIndex.indexed} FROM ${contentIndex} WHERE ${contentIndex.tenant} = ${tenant}), 0)`

/** Tenants with messages that are not indexed, of those that ever connected a key for content. */
export async function tenantsBehind(db: D1Database, limit: number): Promise<string[]> {
  const rows = await drizzle(db).all<{ tenant: string }>(sql`
    SELECT k.tenant AS tenant FROM (SELECT DISTINCT tenant FROM connection WHERE kind = 'anthropic_compliance') k
    LEFT JOIN ${contentIndex} ON ${contentIndex.tenant} = k.tenant
    WHERE (SELECT max(m.seq) FROM ${message} m WHERE m.tenant = k.tenant) >= coalesce(${contentIndex.indexed}, 0)
    LIMIT ${limit}`)
  return rows.map(({ tenant }) => tenant)
}
