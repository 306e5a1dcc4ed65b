// Lists of mail domains that are one, as a person types them and as the API refuses them.
import { ApiError } from '../../../api/client.ts'

/** `northwind.io, northwind.example` into its domains: lower case, without an `@` in front, each once. */
export function domainsIn(typed: string): string[] {
  const words = typed
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^@/, ''))
  return [...new Set(words.filter((word) => word !== ''))]
}

/** What is sent, and which typed line each list came from: empty lines are left out, so places differ. */
export function listsOf(lines: readonly string[]): { lists: string[][]; lineOf: number[] } {
  const kept = lines.flatMap((typed, line) => {
    const domains = domainsIn(typed)
    return domains.length === 0 ? [] : [{ domains, line }]
  })
  return { lists: kept.map((one) => one.domains), lineOf: kept.map((one) => one.line) }
}

/** The lists as lines to edit. */
export const linesOf = (lists: readonly (readonly string[])[]): string[] => lists.map((list) => list.join(', '))

/** Whether the lines say something else than what stands. */
export function isChanged(lines: readonly string[], stands: readonly (readonly string[])[]): boolean {
  return JSON.stringify(listsOf(lines).lists) !== JSON.stringify(stands)
}

const place = /^body\.domain_aliases(?:\[(\d+)\])?(?:\[(\d+)\])?$/

interface Refused {
  /** The sentence under each list, by its place in what was sent. */
  readonly byList: ReadonlyMap<number, string>
  /** About all of them: too many lists. */
  readonly whole: string | undefined
}

/** What the API said of the lists that were sent; a domain is named, because one list has many. */
export function refusedLists(error: unknown, sent: readonly (readonly string[])[]): Refused {
  const byList = new Map<number, string>()
  let whole: string | undefined
  const details = error instanceof ApiError && Array.isArray(error.details) ? error.details : []
  for (const one of details) {
    if (!isProblem(one)) continue
    const found = place.exec(one.path)
    if (found === null) continue
    const [, list, domain] = found
    if (list === undefined) whole ??= `The lists: ${one.problem}.`
    else if (!byList.has(Number(list))) {
      const name = domain === undefined ? undefined : sent[Number(list)]?.[Number(domain)]
      byList.set(Number(list), `${name === undefined ? 'This list' : `“${name}”`}: ${one.problem}.`)
    }
  }
  return { byList, whole }
}

function isProblem(value: unknown): value is { path: string; problem: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    typeof value.path === 'string' &&
    'problem' in value &&
    typeof value.problem === 'string'
  )
}
