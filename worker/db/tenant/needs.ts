// What needs somebody: a ledger that was changed, broken keys, streams that cannot be read, answers set aside, models without a price. Each with one action.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { CONNECTION_KINDS } from '../../vendors/stream.ts'
import { allOf, between, equals } from './clause.ts'
import type { TenantDatabase } from './database.ts'
import { addDays, type DayRange } from './range.ts'
import { alert, connection, quarantine, selfCheck, stream, usage } from './schema.ts'
import { streamWords, vendorWords } from './stream-words.ts'

export type Need = {
  id: string
  level: 'info' | 'warn' | 'bad'
  title: string
  words: string
  action: string
  href: string
}

/** One thing found: `what` says of which sort, `id` and `name` whose, `words` what its state says, `count` how many. */
export type NeedRow = { what: string; id: string; name: string; words: string | null; count: number }

const CONNECTIONS = '/settings?part=integrations'
/** A stream that failed once is retrying as it should; from the third failure on somebody should know. */
const PATIENCE = 3
/** Alerts that nobody looked at for so long are history; they stay under Budgets. */
const ALERT_DAYS = 30

/** `vendor`: only what concerns that vendor. Streams of a connection that wait for the same reason are one thing found. */
export function needsQuery(db: TenantDatabase, tenant: TenantId, range: DayRange, vendor?: string) {
  const kinds = CONNECTION_KINDS.filter((kind) => vendor === undefined || kind.startsWith(`${vendor}_`))
  const live = sql`${connection.tenant} = ${tenant} AND ${connection.state} <> 'removed'
    AND ${connection.kind} IN (SELECT value FROM json_each(${JSON.stringify(kinds)}))`
  const ours = sql`${stream.tenant} = ${tenant}
    AND ${stream.connection} IN (SELECT ${connection.id} FROM ${connection} WHERE ${live})`
  const unpriced = allOf(
    sql`${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions' AND ${usage.estimate} IS NULL`,
    sql`COALESCE(${usage.serviceTier}, '') NOT IN ('priority', 'priority_on_demand')`,
    between(usage.day, range),
    equals(usage.vendor, vendor),
  )
  const aside = sql`${quarantine.tenant} = ${tenant} AND ${quarantine.resolvedAt} IS NULL`
  const ofVendor = vendor === undefined ? sql`` : sql`AND ${quarantine.stream} LIKE ${`${vendor}.%`}`
  // A compound of five SELECTs is all that D1 takes; one inside another counts for itself.
  return db.ask<NeedRow>(sql`
    SELECT 'connect' AS what, '' AS id, '' AS name, NULL AS words, COUNT(*) AS count
    FROM ${connection} WHERE ${live} HAVING COUNT(*) = 0
    UNION ALL
    SELECT 'broken', ${connection.id}, ${connection.name}, ${connection.words}, 1
    FROM ${connection} WHERE ${live} AND ${connection.state} = 'broken'
    UNION ALL
    SELECT ${stream.state}, ${stream.connection} || '/' || MIN(${stream.stream}), json_group_array(${stream.stream}),
      ${stream.words}, MAX(${stream.failures})
    FROM ${stream} WHERE ${ours} AND (${stream.state} IN ('skipped', 'set_aside')
      OR (${stream.state} = 'retrying' AND ${stream.failures} >= ${PATIENCE}))
    GROUP BY ${stream.state}, ${stream.connection}, COALESCE(${stream.words}, ${stream.stream})
    UNION ALL
    SELECT what, '', '', NULL, count FROM (
      SELECT 'quarantine' AS what, COUNT(*) AS count FROM ${quarantine} WHERE ${aside} ${ofVendor} HAVING COUNT(*) > 0
      UNION ALL
      SELECT 'self_check', json_array_length(${selfCheck.findings}) FROM ${selfCheck}
      WHERE ${selfCheck.tenant} = ${tenant} AND ${selfCheck.state} = 'differs'
      UNION ALL
      SELECT 'alerts', COUNT(*) FROM ${alert} WHERE ${alert.tenant} = ${tenant} AND ${alert.source} <> 'test'
      AND ${alert.acknowledgedAt} IS NULL AND ${alert.at} >= ${addDays(range.to, -ALERT_DAYS)} HAVING COUNT(*) > 0)
    UNION ALL
    SELECT 'no_price', ${usage.vendor}, COALESCE(${usage.model}, ''), NULL, COUNT(*) FROM ${usage}
    WHERE ${unpriced} GROUP BY ${usage.vendor}, ${usage.model}`)
}

const ORDER: Readonly<Record<Need['level'], number>> = { bad: 0, warn: 1, info: 2 }

/** Worst first. `vendor`: as `needsQuery` was asked. */
export function needsFrom(rows: readonly NeedRow[], vendor?: string): Need[] {
  return rows.flatMap((row) => sayNeed(row, vendor) ?? []).sort((a, b) => ORDER[a.level] - ORDER[b.level])
}

/** One or two streams by name, more by how many they are. `names`: the JSON list that needsQuery makes. */
function sayStreams(names: string): string {
  const streams = (JSON.parse(names) as string[]).sort()
  const said = streams.slice(0, 2).map(streamWords).join(' and ')
  return streams.length > 2 ? `${streamWords(streams[0] ?? '')} and ${streams.length - 1} more` : said
}

const without = (count: number): string =>
  count === 1 ? '1 row of usage in this range is' : `${count} rows of usage in this range are`

function sayNeed({ what, id, name, words, count }: NeedRow, vendor: string | undefined): Need | undefined {
  const atConnections = (need: Omit<Need, 'id' | 'href'>): Need => ({ ...need, id: `${what}:${id}`, href: CONNECTIONS })
  switch (what) {
    case 'connect':
      return atConnections({
        level: 'info',
        title: vendor === undefined ? 'No vendor is connected yet' : `${vendorWords(vendor)} is not connected`,
        words:
          vendor === undefined
            ? 'The ledger has nothing to read. Connect a vendor with an admin key.'
            : 'The ledger reads nothing from it. Connect it with an admin key.',
        action: 'Connect a vendor',
      })
    case 'broken':
      return atConnections({
        level: 'bad',
        title: `The connection ${name} is broken`,
        words: words ?? 'The vendor no longer takes this key. Nothing is lost: a new key fills the gap.',
        action: 'Replace key',
      })
    case 'skipped':
      return atConnections({
        level: 'warn',
        title: `Not readable: ${sayStreams(name)}`,
        words: words ?? 'The key may not read it. Nothing is lost: a better key fills the gap.',
        action: 'Replace key',
      })
    case 'retrying':
      return atConnections({
        level: 'warn',
        title: `Retrying: ${sayStreams(name)}`,
        words: words ?? `The vendor failed ${count} times. Nothing is lost.`,
        action: 'See the stream',
      })
    case 'set_aside':
      return atConnections({
        level: 'warn',
        title: `Waiting behind an answer that was set aside: ${sayStreams(name)}`,
        words: words ?? 'The answer did not parse. It is kept whole, and the cursor did not move.',
        action: 'See the stream',
      })
    case 'quarantine':
      return atConnections({
        level: 'info',
        title: count === 1 ? '1 answer is set aside' : `${count} answers are set aside`,
        words: 'They did not parse. They are kept whole with their hashes.',
        action: 'See them',
      })
    case 'self_check':
      return {
        id: what,
        level: 'bad',
        title: 'The self-check found the ledger changed',
        words: count === 1 ? 'One thing is not as it was written.' : `${count} things are not as they were written.`,
        action: 'See what it found',
        href: '/ledger#health',
      }
    case 'alerts':
      return {
        id: what,
        level: 'warn',
        title: count === 1 ? '1 alert to look at' : `${count} alerts to look at`,
        words: 'A budget or an unusual day raised it, and nobody has acknowledged it yet.',
        action: 'See the alerts',
        href: '/budgets?tab=alerts&state=open',
      }
    case 'no_price':
      return {
        id: `${what}:${id}:${name}`,
        level: 'info',
        title: name === '' ? `${vendorWords(id)} usage without a model has no price` : `${name} has no price yet`,
        words: `${without(count)} not in the estimate.`,
        action: 'Show them',
        href: `/usage?vendor=${encodeURIComponent(id)}&model=${encodeURIComponent(name)}`,
      }
    default:
      return undefined
  }
}
