// What needs somebody: broken keys, streams that cannot be read, answers set aside, models without a price. Each with one action.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { between } from './clause.ts'
import type { TenantDatabase } from './database.ts'
import type { DayRange } from './range.ts'
import { connection, quarantine, stream, usage } from './schema.ts'

export type Need = {
  id: string
  level: 'info' | 'warn' | 'bad'
  title: string
  words: string
  action: string
  href: string
}

/** One thing found: `what` says of which sort, `name` whose, `words` what its state says, `count` how many. */
export type NeedRow = { what: string; id: string; name: string; words: string | null; count: number }

const CONNECTIONS = '/settings?part=integrations'
/** A stream that failed once is retrying as it should; from the third failure on somebody should know. */
const PATIENCE = 3

export function needsQuery(db: TenantDatabase, tenant: TenantId, range: DayRange) {
  const live = sql`${connection.tenant} = ${tenant} AND ${connection.state} <> 'removed'`
  const ours = sql`${stream.tenant} = ${tenant}
    AND ${stream.connection} IN (SELECT ${connection.id} FROM ${connection} WHERE ${live})`
  return db.ask<NeedRow>(sql`
    SELECT 'connect' AS what, '' AS id, '' AS name, NULL AS words, COUNT(*) AS count
    FROM ${connection} WHERE ${live} HAVING COUNT(*) = 0
    UNION ALL
    SELECT 'broken', ${connection.id}, ${connection.name}, ${connection.words}, 1
    FROM ${connection} WHERE ${live} AND ${connection.state} = 'broken'
    UNION ALL
    SELECT ${stream.state}, ${stream.connection} || '/' || ${stream.stream}, ${stream.stream}, ${stream.words}, ${stream.failures}
    FROM ${stream} WHERE ${ours} AND (${stream.state} IN ('skipped', 'set_aside')
      OR (${stream.state} = 'retrying' AND ${stream.failures} >= ${PATIENCE}))
    UNION ALL
    SELECT 'quarantine', '', '', NULL, COUNT(*) FROM ${quarantine}
    WHERE ${quarantine.tenant} = ${tenant} AND ${quarantine.resolvedAt} IS NULL HAVING COUNT(*) > 0
    UNION ALL
    SELECT 'no_price', COALESCE(${usage.model}, ''), COALESCE(${usage.model}, ''), NULL, COUNT(*) FROM ${usage}
    WHERE ${usage.tenant} = ${tenant} AND ${usage.view} = 'dimensions' AND ${between(usage.day, range)}
      AND ${usage.estimate} IS NULL AND COALESCE(${usage.serviceTier}, '') NOT IN ('priority', 'priority_on_demand')
    GROUP BY ${usage.model}`)
}

const ORDER: Readonly<Record<Need['level'], number>> = { bad: 0, warn: 1, info: 2 }

/** Worst first. */
export function needsFrom(rows: readonly NeedRow[]): Need[] {
  return rows.flatMap((row) => sayNeed(row) ?? []).sort((a, b) => ORDER[a.level] - ORDER[b.level])
}

const without = (count: number): string =>
  count === 1 ? '1 row of usage in this range is' : `${count} rows of usage in this range are`

function sayNeed({ what, id, name, words, count }: NeedRow): Need | undefined {
  const atConnections = (need: Omit<Need, 'id' | 'href'>): Need => ({ ...need, id: `${what}:${id}`, href: CONNECTIONS })
  switch (what) {
    case 'connect':
      return atConnections({
        level: 'info',
        title: 'No vendor is connected yet',
        words: 'The ledger has nothing to read. Connect a vendor with an admin key.',
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
        title: `${name} is not readable`,
        words: words ?? 'The key may not read it. Nothing is lost: a better key fills the gap.',
        action: 'Replace key',
      })
    case 'retrying':
      return atConnections({
        level: 'warn',
        title: `${name} is retrying`,
        words: words ?? `The vendor failed ${count} times. Nothing is lost.`,
        action: 'See the stream',
      })
    case 'set_aside':
      return atConnections({
        level: 'warn',
        title: `${name} waits behind an answer that was set aside`,
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
    case 'no_price':
      return {
        id: `${what}:${id}`,
        level: 'info',
        title: name === '' ? 'Usage without a model has no price' : `${name} has no price yet`,
        words: `${without(count)} not in the estimate.`,
        action: 'Show them',
        href: `/usage?model=${encodeURIComponent(id)}`,
      }
    default:
      return undefined
  }
}
