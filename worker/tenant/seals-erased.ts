// The append's question whether a draft seals something about whom or what was erased meanwhile.
import type { Batch, SealedDraft } from './draft.ts'
import { jsonParameters } from './json-parameter.ts'
import { oneRow, readMeta } from './storage.ts'

/** Meta: the erasure that takes the whole tenant. */
export const WHOLE = 'erased-whole'

const idOf = (draft: Pick<SealedDraft, 'kind' | 'id'>): string | null => {
  if (draft.kind === 'chat') return draft.id
  return draft.kind === 'message' ? draft.id.slice(0, draft.id.indexOf('/')) : null
}

/** The id of a draft that seals something about whom or what was erased: whoever sealed it asked before the erasure began. */
export function sealsErased(sql: SqlStorage, { stream, drafts }: Batch): string | undefined {
  const sealed = drafts.filter(({ envelope, contentJson }) => envelope !== undefined || contentJson !== undefined)
  if (sealed.length === 0) return undefined
  if (readMeta(sql, WHOLE) !== undefined) return sealed[0]?.id
  // Our own acts name who acted: of an erased person there are none, unless they were invited again.
  if (stream.startsWith('tallystick.') || !anyErased(sql)) return undefined
  const subjects = new Set(erasedSubjects(sql, [...new Set(sealed.flatMap(({ subject }) => subject ?? []))]))
  const chats = new Set(erasedChats(sql, [...new Set(sealed.flatMap((draft) => idOf(draft) ?? []))]))
  return sealed.find((draft) => subjects.has(draft.subject ?? '') || chats.has(idOf(draft) ?? ''))?.id
}

const anyErased = (sql: SqlStorage): boolean =>
  oneRow(
    sql.exec(
      'SELECT 1 FROM erased_subject WHERE active = 1 UNION ALL SELECT 1 FROM erased_chat WHERE active = 1 LIMIT 1',
    ),
  ) !== undefined

/** Runs a query over many values; it names its one column `found`. */
export function listed(sql: SqlStorage, query: string, values: readonly string[]): string[] {
  if (values.length === 0) return []
  return jsonParameters(values).flatMap((some) =>
    sql
      .exec<{ found: string }>(query, some)
      .toArray()
      .map(({ found }) => found),
  )
}

/** Which of these are erased now. */
export const erasedSubjects = (sql: SqlStorage, subjects: readonly string[]): string[] =>
  listed(
    sql,
    'SELECT subject AS found FROM erased_subject WHERE active = 1 AND subject IN (SELECT value FROM json_each(?))',
    subjects,
  )
export const erasedChats = (sql: SqlStorage, chats: readonly string[]): string[] =>
  listed(
    sql,
    'SELECT chat AS found FROM erased_chat WHERE active = 1 AND chat IN (SELECT value FROM json_each(?))',
    chats,
  )
