// Every text and every time of a production: what fonts are loaded for, and what is checked before anything is laid out.
import type { DocumentChat, Production } from './input.ts'

/** Texts of one chat that are drawn. */
export function* textsOfChat({ title, person, model, platform, id, messages }: DocumentChat): Generator<string> {
  yield* [title ?? '', person.name ?? '', person.email ?? '', person.subject, model, platform, id]
  for (const { text, tombstone } of messages) yield text ?? tombstone?.reason ?? ''
}

/** Texts of a production that are drawn, and the few signs that we write ourselves. */
export function* textsOf(production: Production): Generator<string> {
  const { organization, tenant, title, legend, statement, chats, attachments } = production
  yield* [organization, tenant, title, legend, statement.requestedBy, statement.filter, ...statement.checked]
  yield* [statement.origin, statement.vkey, statement.anchor?.words ?? '', OWN_SIGNS]
  for (const { name, description } of attachments) yield* [name, description]
  for (const chat of chats) yield* textsOfChat(chat)
}

/** Signs outside ASCII in our own words. */
export const OWN_SIGNS = '\u2013\u2019\u00b7\u201c\u201d'

/** Times of a production, as given. */
export function timesOf({ statement, chats }: Production): string[] {
  const own = [statement.generatedAt, ...(statement.anchor?.time === undefined ? [] : [statement.anchor.time])]
  return [
    ...own,
    ...chats.flatMap(({ createdAt, updatedAt, deletedAt, messages }) => [
      ...[createdAt, updatedAt, ...(deletedAt === undefined ? [] : [deletedAt])],
      ...messages.flatMap(({ at, tombstone }) => (tombstone === undefined ? [at] : [at, tombstone.at])),
    ]),
  ]
}
