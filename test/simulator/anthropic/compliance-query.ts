// Parameters that the lists of the Compliance API share: no unknown names, times with a zone, cursors that say what they belong to.
import { badRequest, type Refusal } from './answers.ts'
import { gather, isTime } from './query.ts'

const ends = ['gte', 'gt', 'lte', 'lt'] as const
type Of = 'created_at' | 'updated_at'

/** `created_at.gte` and so on. */
export const boundsOf = <T extends Of>(name: T) => ends.map((end): `${T}.${(typeof ends)[number]}` => `${name}.${end}`)

/** 400 for the first name that the endpoint does not know. */
export function unknownParameter(query: URLSearchParams, known: ReadonlySet<string>): Refusal | null {
  const name = Object.keys(gather(query)).find((each) => !known.has(each))
  if (name === undefined) return null
  const meant = [...known].find((each) => each.replace(/[.[\]]/g, '') === name.replace(/[.[\]]/g, ''))
  const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`
  return badRequest(`Unknown query parameter: '${name}'.${hint}`)
}

/** 400 for the first of these parameters that is no time with a zone. */
export function badTime(query: URLSearchParams, names: readonly string[]): Refusal | null {
  const name = names.find((each) => query.has(each) && !isTime(query.get(each) ?? ''))
  if (name === undefined) return null
  return badRequest(
    `The \`${name}\` parameter contains an invalid timestamp format. Timestamps must be provided in RFC 3339 format ` +
      `e.g., "2024-03-01T00:00:00Z". Got "${query.get(name)}".`,
  )
}

/** Whether a time (milliseconds) lies within the bounds of this name. */
export function within(query: URLSearchParams, name: Of): (at: number) => boolean {
  const [gte, gt, lte, lt] = boundsOf(name).map((bound) => {
    const text = query.get(bound)
    return text === null ? null : Date.parse(text)
  })
  return (at) =>
    !((gte != null && at < gte) || (gt != null && at <= gt) || (lte != null && at > lte) || (lt != null && at >= lt))
}

/** An opaque cursor. */
export function cursorOf(state: Readonly<Record<string, string | number>>): string {
  return btoa(JSON.stringify(state))
}

/** What a cursor holds, or null when somebody made it up. */
export function readCursor(cursor: string): Readonly<Record<string, unknown>> | null {
  try {
    const state: unknown = JSON.parse(atob(cursor))
    return typeof state === 'object' && state !== null ? { ...state } : null
  } catch {
    return null // not base64, or not ours
  }
}

export const badCursor = (name: string, cursor: string): Refusal =>
  badRequest(`Invalid \`${name}\`. No object found for \`${name}\` "${cursor}"`)
