// What an export says of itself: the in-toto statement, and check 2, whether that is what is in the bag (LEDGER sections 8, 9.2).
import { hex, utf8 } from '../bytes.ts'
import { sha256 } from '../hash.ts'
import { isHex, isInstant, isSeq, isTenantId, type TenantId } from '../ids.ts'
import { canonicalize, type JsonObject, type JsonValue } from '../jcs.ts'
import type { Digests } from './bag.ts'
import type { Findings } from './findings.ts'
import { countLines, hasMembers, isCount, isObject, readJcsObject } from './jcs-file.ts'
import { contentSeq, PEOPLE, RECORDS, SEALED, STATEMENT } from './layout.ts'
import type { Files } from './limits.ts'

const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1'
const PREDICATE_TYPE = 'urn:tallystick:evidence:1'
const COUNTS = ['records', 'withheld', 'sealed', 'people', 'content', 'masked'] as const

/** Lines, lines, lines, files, masked files; `withheld` = positions of the range that are not exported. */
export type Counts = { readonly [name in (typeof COUNTS)[number]]: number }

/** LEDGER section 8, predicate. `range`: the span of seq looked through, both included. */
export type Predicate = {
  readonly tenant: TenantId
  readonly requested_by: string
  readonly filter: JsonObject
  readonly range: { readonly first: number; readonly last: number }
  readonly counts: Counts
  readonly masked: boolean
  readonly generated_at: string
  readonly checkpoint_size: number
}

/** A statement: what the export is, and the SHA-256 (hex) of every other file under data/. */
export type Statement = { readonly predicate: Predicate; readonly subjects: ReadonlyMap<string, string> }

function subjectsOf(value: JsonValue | undefined): Map<string, string> | undefined {
  if (!Array.isArray(value)) return undefined
  const subjects = new Map<string, string>()
  for (const subject of value as readonly JsonValue[]) {
    // Array.isArray loses the element type
    if (!isObject(subject) || !hasMembers(subject, 'digest', 'name')) return undefined
    const { digest, name } = subject
    if (typeof name !== 'string' || subjects.has(name) || !isObject(digest) || !hasMembers(digest, 'sha256'))
      return undefined
    if (!isHex(digest.sha256)) return undefined
    subjects.set(name, digest.sha256)
  }
  return subjects
}

function isPredicate(value: JsonValue | undefined): boolean {
  if (!isObject(value)) return false
  const names = ['tenant', 'requested_by', 'filter', 'range', 'counts', 'masked', 'generated_at', 'checkpoint_size']
  if (!hasMembers(value, ...names)) return false
  const { range, counts, filter } = value
  if (!isObject(range) || !hasMembers(range, 'first', 'last') || !isObject(counts) || !hasMembers(counts, ...COUNTS)) {
    return false
  }
  const rangeIsReal = isSeq(range.first) && isSeq(range.last) && range.first <= range.last
  const countsAreReal = COUNTS.every((name) => isCount(counts[name]))
  const plain = typeof value.requested_by === 'string' && typeof value.masked === 'boolean'
  const placed = isTenantId(value.tenant) && isInstant(value.generated_at) && isSeq(value.checkpoint_size)
  return rangeIsReal && countsAreReal && plain && placed && isObject(filter)
}

/** The statement in a payload, or undefined where it is not exactly as LEDGER section 8 has it. */
export function parseStatement(payload: Uint8Array): Statement | undefined {
  const value = readJcsObject(payload)
  if (value === undefined || !hasMembers(value, '_type', 'predicate', 'predicateType', 'subject')) return undefined
  if (value._type !== STATEMENT_TYPE || value.predicateType !== PREDICATE_TYPE) return undefined
  const subjects = subjectsOf(value.subject)
  if (subjects === undefined || !isPredicate(value.predicate)) return undefined
  return { predicate: value.predicate as unknown as Predicate, subjects } // each member was tested by isPredicate
}

/** The payload that states these files, sorted by path; the statement itself and what is not under data/ are left out. */
export function statementOf(predicate: Predicate, files: Files): Uint8Array {
  const names = [...files.keys()].filter((path) => path.startsWith('data/') && path !== STATEMENT).sort()
  const subject = names.map((name) => ({ digest: { sha256: digestOf(files, name) }, name }))
  return utf8(canonicalize({ _type: STATEMENT_TYPE, predicate, predicateType: PREDICATE_TYPE, subject }))
}

function digestOf(files: Files, name: string): string {
  return hex(sha256(files.get(name) ?? new Uint8Array(0)))
}

/** What is there, counted. `range` and `filter` tell how many may be withheld. */
export function countsOf(files: Files, { range, filter }: Pick<Predicate, 'range' | 'filter'>): Counts {
  const lines = (path: string) => countLines(files.get(path) ?? new Uint8Array(0))
  const content = [...files.keys()].filter((path) => contentSeq(path) !== undefined)
  const masked = content.filter((path) => {
    const value = readJcsObject(files.get(path) ?? new Uint8Array(0))
    return value !== undefined && Object.hasOwn(value, 'masked')
  })
  const records = lines(RECORDS)
  return {
    records,
    withheld: Object.keys(filter).length === 0 ? 0 : range.last - range.first + 1 - records,
    sealed: lines(SEALED),
    people: lines(PEOPLE),
    content: content.length,
    masked: masked.length,
  }
}

/** Adds to `findings` where subjects or counts are not what is in the bag. */
export function checkStatement(
  { predicate, subjects }: Statement,
  files: Files,
  digests: Digests,
  findings: Findings,
): void {
  for (const path of files.keys()) {
    if (!path.startsWith('data/') || path === STATEMENT) continue
    const digest = subjects.get(path)
    if (digest !== digests.get(path))
      findings.wrong(`the statement has ${digest ? 'another digest for' : 'no'} ${path}`)
  }
  for (const name of subjects.keys()) {
    if (name === STATEMENT || !files.has(name) || !name.startsWith('data/'))
      findings.wrong(`subject ${name} is not in the bag`)
  }
  const { counts, range, filter, masked } = predicate
  const seen = countsOf(files, predicate)
  for (const name of COUNTS) {
    if (counts[name] !== seen[name]) findings.wrong(`counts.${name} is ${counts[name]}, in the bag are ${seen[name]}`)
  }
  const span = range.last - range.first + 1
  if (Object.keys(filter).length === 0 && seen.records !== span) {
    findings.wrong(`no filter, yet ${seen.records} records for ${span} positions`)
  }
  if (seen.records > span) findings.wrong(`${seen.records} records in ${span} positions`)
  if (!masked && seen.masked > 0) findings.wrong('masked is false, yet files are masked')
  findings.fact(
    `records ${range.first} to ${range.last} looked through, ${seen.records} exported, ${seen.withheld} withheld`,
  )
}
