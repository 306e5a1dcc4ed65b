// Turns that people reported through the MCP connector: sums, topics, people and days of a range, and how much they cover.
import { type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Stitched } from '../../people/stitch.ts'
import { allOf, among, between, sumText } from './clause.ts'
import type { TenantDatabase } from './database.ts'
import { type Directory, namesFrom, type Person, personIn } from './labels.ts'
import { type Day, type DayRange, daysOf, instantsOf } from './range.ts'
import { activity, interaction } from './schema.ts'

type Sums = { turns: number; input_tokens: string; output_tokens: string; tool_calls: string; without_tokens: number }
export type TurnPerson = { who: Person; turns: number; last: string; last_seq: number }
export type TurnsScreen = Sums & {
  people: TurnPerson[]
  /** Turns with a topic; the others no rule knew. */
  classified: number
  topics: { topic: string; turns: number }[]
  surfaces: { surface: string; turns: number }[]
  models: { model: string; turns: number }[]
  days: { day: Day; turns: number }[]
  coverage: Coverage
}
/** What the activity feed saw of the same days; nulls where it saw nothing at all, which is not the same as no chats. */
export type Coverage = {
  chats_in_activity_feed: number | null
  people_in_activity_feed: number | null
  people_reporting: number
}

/** The vendor's event for a new conversation. */
const CHAT = 'claude_chat_created'

type Counted = { name: string; turns: number }

/** `person`: any subject of a person. */
export async function readTurns(
  db: TenantDatabase,
  tenant: TenantId,
  { range, person }: { range: DayRange; person: string | undefined },
  directory: Directory,
  stitched: Stitched,
): Promise<TurnsScreen> {
  const subjects = person === undefined ? undefined : stitched.subjectsOf(person)
  const scope = allOf(
    sql`${interaction.tenant} = ${tenant}`,
    between(interaction.day, range),
    subjects && among(interaction.subject, subjects, []),
  )
  const by = (column: SQL) =>
    db.ask<Counted>(sql`
      SELECT ${column} AS name, COUNT(*) AS turns FROM ${interaction} WHERE ${scope} AND ${column} IS NOT NULL
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50`)
  const { from, until } = instantsOf(range)
  const ofDays = sql`${activity.tenant} = ${tenant} AND ${activity.vendor} = 'anthropic' AND ${activity.at} >= ${from} AND ${activity.at} < ${until}`
  const feed = allOf(ofDays, subjects && among(activity.subject, subjects, []))
  const [sums, topics, surfaces, models, days, people, chats, chatters, seen] = await db.batch([
    db.ask<Sums>(sql`
      SELECT COUNT(*) AS turns, ${sumText(interaction.inputTokens)} AS input_tokens,
        ${sumText(interaction.outputTokens)} AS output_tokens, ${sumText(interaction.toolCalls)} AS tool_calls,
        COUNT(*) - COUNT(COALESCE(${interaction.inputTokens}, ${interaction.outputTokens})) AS without_tokens
      FROM ${interaction} WHERE ${scope}`),
    by(sql`${interaction.topic}`),
    by(sql`${interaction.surface}`),
    by(sql`${interaction.model}`),
    db.ask<{ day: Day; turns: number }>(sql`
      SELECT ${interaction.day} AS day, COUNT(*) AS turns FROM ${interaction} WHERE ${scope} GROUP BY 1`),
    db.ask<{ subject: string; turns: number; last: string; last_seq: number }>(sql`
      SELECT ${interaction.subject} AS subject, COUNT(*) AS turns, MAX(${interaction.at}) AS last,
        MAX(${interaction.seq}) AS last_seq
      FROM ${interaction} WHERE ${scope} AND ${interaction.subject} IS NOT NULL GROUP BY 1`),
    db.ask<{ chats: number }>(
      sql`SELECT COUNT(*) AS chats FROM ${activity} WHERE ${feed} AND ${activity.type} = ${CHAT}`,
    ),
    db.ask<{ subject: string }>(sql`
      SELECT DISTINCT ${activity.subject} AS subject FROM ${activity}
      WHERE ${feed} AND ${activity.type} = ${CHAT} AND ${activity.subject} IS NOT NULL`),
    db.ask<{ seen: number }>(sql`
      SELECT EXISTS (SELECT 1 FROM ${activity} WHERE ${ofDays}) AS seen`),
  ])
  const reporting = foldPeople(people, directory, stitched)
  const chatting = new Set(chatters.map(({ subject }) => stitched.personOf(subject)))
  const inFeed = seen[0]?.seen === 1
  const onDay = new Map(days.map(({ day, turns }) => [day, turns]))
  return {
    ...(sums[0] ?? { turns: 0, input_tokens: '0', output_tokens: '0', tool_calls: '0', without_tokens: 0 }),
    people: reporting,
    classified: topics.reduce((sum, { turns }) => sum + turns, 0),
    topics: topics.map(({ name, turns }) => ({ topic: name, turns })),
    surfaces: surfaces.map(({ name, turns }) => ({ surface: name, turns })),
    models: models.map(({ name, turns }) => ({ model: name, turns })),
    days: daysOf(range).map((day) => ({ day, turns: onDay.get(day) ?? 0 })),
    coverage: {
      chats_in_activity_feed: inFeed ? (chats[0]?.chats ?? 0) : null,
      people_in_activity_feed: inFeed ? chatting.size : null,
      people_reporting: reporting.length,
    },
  }
}

type SubjectTurns = { subject: string; turns: number; last: string; last_seq: number }

/** Subjects of one person become one row, the person with the most turns first. */
function foldPeople(rows: readonly SubjectTurns[], directory: Directory, stitched: Stitched): TurnPerson[] {
  const names = namesFrom([], directory)
  const folded = new Map<string, TurnPerson>()
  for (const { subject, turns, last, last_seq } of rows) {
    const who = personIn(names, stitched, subject)
    const before = folded.get(who.subject)
    const sum = turns + (before?.turns ?? 0)
    const newest = before !== undefined && before.last > last ? before : { last, last_seq }
    folded.set(who.subject, { who, turns: sum, last: newest.last, last_seq: newest.last_seq })
  }
  return [...folded.values()].sort((a, b) => b.turns - a.turns || a.who.subject.localeCompare(b.who.subject))
}

/** The first turn of a tenant, or null: whether the connector has ever worked. */
export async function readFirstTurn(db: TenantDatabase, tenant: TenantId): Promise<{ at: string; seq: number } | null> {
  const rows = await db.rows(
    db.ask<{ at: string; seq: number }>(sql`
      SELECT ${interaction.at} AS at, ${interaction.seq} AS seq FROM ${interaction} WHERE ${interaction.tenant} = ${tenant}
      ORDER BY ${interaction.day}, ${interaction.at} LIMIT 1`),
  )
  return rows[0] ?? null
}

/** Turns of these subjects, ever. */
export async function countTurns(
  db: TenantDatabase,
  tenant: TenantId,
  subjects: readonly string[],
): Promise<Map<string, { turns: number; last: string }>> {
  const rows = await db.rows(
    db.ask<{ subject: string; turns: number; last: string }>(sql`
      SELECT ${interaction.subject} AS subject, COUNT(*) AS turns, MAX(${interaction.at}) AS last FROM ${interaction}
      WHERE ${interaction.tenant} = ${tenant}
        AND ${interaction.subject} IN (SELECT value FROM json_each(${JSON.stringify(subjects)}))
      GROUP BY 1`),
  )
  return new Map(rows.map(({ subject, ...rest }) => [subject, rest]))
}
