// Which records an export takes: the filter that was asked for, as one yes or no a record.
import type { JsonObject } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { streamById } from '../vendors/catalog.ts'
import type { Stream } from '../vendors/stream.ts'

type Many = readonly string[] | undefined

/**
 * Every member left out = no condition. `from` and `to` are UTC days of occurred_at, both included; `subjects` are all of one person.
 * `gap_statements`: of the vendor streams that the rest selects from, the gap statements about the period and the pull records of its
 * pages are taken along, whatever else the filter says.
 */
export type Selection = {
  from?: string | undefined
  to?: string | undefined
  vendor?: string | undefined
  streams?: Many
  kinds?: Many
  subjects?: Many
  workspace?: Many
  gap_statements?: boolean | undefined
  /** Ids of chats: their own records and their messages. */
  chats?: Many
  /** Ranges of positions, both ends included, ascending: of an erasure, what it took and what says so. */
  seqs?: readonly (readonly [number, number])[] | undefined
  /** Texts of messages are in the export: the results of erasures come along, because they say what became of those that are not. */
  content?: 'masked' | 'revealed' | undefined
}

/** A filter's name for the vendor's default workspace, which its records leave unnamed. */
const DEFAULT = 'default'

/** Where a record belongs: its workspace, or its project; null where it says that it is in none. */
function placeOf({ data }: LedgerRecord): string | null | undefined {
  const named = [data.workspace, data.workspace_id, data.project].find((value) => typeof value === 'string')
  if (typeof named === 'string') return named
  return data.workspace === null ? null : undefined
}

const SAID = ['chat', 'message']
/** Kinds that a stream may hold which does not name one. */
const HOLDS = { daily: ['usage', 'cost', 'code_day'], feed: ['activity'], inventory: ['organization'] }

function holds({ shape, lists, capability }: Stream, kinds: Many): boolean {
  if (kinds === undefined || kinds.includes('pull') || typeof lists === 'function') return true
  if (lists !== undefined) return kinds.includes(lists)
  const own = capability === 'content_capture' ? SAID : HOLDS[shape]
  return own.some((kind) => kinds.includes(kind))
}

/** Whether records of this vendor stream can be in the selection: then its gap statements and pulls belong to it. */
export function readsFrom({ vendor, streams, kinds, chats }: Selection): (stream: string) => boolean {
  return (id) => {
    const stream = streamById(id)
    if (stream === undefined || (vendor !== undefined && stream.vendor !== vendor)) return false
    return (streams?.includes(id) ?? true) && holds(stream, kinds) && (chats === undefined || holds(stream, SAID))
  }
}

const within = ({ from, to }: Selection, day: string): boolean =>
  (from === undefined || day >= from) && (to === undefined || day <= to)

/** Whether a record is of a stream and of the days whose pages are taken along; never where none are. */
export function tellsOf(selection: Selection): (record: LedgerRecord) => boolean {
  if (selection.gap_statements !== true) return () => false
  const reads = readsFrom(selection)
  return ({ stream, occurred_at }) => within(selection, occurred_at.slice(0, 10)) && reads(stream)
}

/** Gap statements that speak of the period, and pulls that ran in it. */
function belongs(selection: Selection): (record: LedgerRecord) => boolean {
  const [tells, reads] = [tellsOf(selection), readsFrom(selection)]
  return (record) => {
    if (record.kind === 'pull') return tells(record)
    if (record.kind !== 'gap' || selection.gap_statements !== true) return false
    const { stream, from, to } = record.data
    if (typeof stream !== 'string' || typeof from !== 'string' || typeof to !== 'string') return false
    const apart = (selection.to !== undefined && from > selection.to) || (selection.from ?? '') > to
    return !apart && reads(stream)
  }
}

/** Whether a record is of one of these chats. */
function ofChat(chats: ReadonlySet<string>, { kind, id, data }: LedgerRecord): boolean {
  return kind === 'chat' ? chats.has(id) : typeof data.chat === 'string' && chats.has(data.chat)
}

/** Whether a position lies in one of these ranges; anything does without ranges. */
function withinRanges(ranges: Selection['seqs']): (seq: number) => boolean {
  if (ranges === undefined) return () => true
  return (seq) => {
    let [low, high] = [0, ranges.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ranges[middle]?.[1] ?? 0) < seq) low = middle + 1
      else high = middle
    }
    return (ranges[low]?.[0] ?? Number.POSITIVE_INFINITY) <= seq
  }
}

/** The test that a selection is. */
export function selects(selection: Selection): (record: LedgerRecord) => boolean {
  const { vendor } = selection
  const takenAlong = belongs(selection)
  const inRanges = withinRanges(selection.seqs)
  const explains = ({ kind, data }: LedgerRecord): boolean =>
    selection.content !== undefined && kind === 'erasure' && data.action === 'erased'
  const [streams, kinds, subjects, workspaces, chats] = [
    selection.streams,
    selection.kinds,
    selection.subjects,
    selection.workspace,
    selection.chats,
  ].map((values) => (values === undefined ? undefined : new Set(values)))
  const inPlace = (record: LedgerRecord): boolean => {
    if (workspaces === undefined) return true
    const place = placeOf(record)
    return place === null ? workspaces.has(DEFAULT) : place !== undefined && workspaces.has(place)
  }
  return (record) =>
    takenAlong(record) ||
    explains(record) ||
    (within(selection, record.occurred_at.slice(0, 10)) &&
      (vendor === undefined || record.stream.startsWith(`${vendor}.`)) &&
      (streams?.has(record.stream) ?? true) &&
      (kinds?.has(record.kind) ?? true) &&
      (subjects === undefined || (record.subject !== undefined && subjects.has(record.subject))) &&
      (chats === undefined || ofChat(chats, record)) &&
      inRanges(record.seq) &&
      inPlace(record))
}

/**
 * The filter as the statement repeats it: `{}` = none. A person stands there as the subjects that were looked for, never by name;
 * `gap_statements` true says what comes along besides.
 */
export function statedFilter({ gap_statements: along, ...selection }: Selection): JsonObject {
  const conditions = Object.entries(selection).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  // Without a condition everything is in the export, and nothing comes along.
  return { ...Object.fromEntries(conditions), ...(along === true && conditions.length > 0 && { gap_statements: true }) }
}
