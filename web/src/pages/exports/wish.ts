// The form of a new export: what is chosen, what is wrong with it, and the request that it becomes.
import type { ExportBody, ExportFilter, ExportView } from '../../../../worker/http/schemas/exports.ts'
import { type Subject, subjectOf, subjects } from './what.ts'

type Kind = NonNullable<ExportFilter['kinds']>[number]

export interface Wish {
  readonly note: string
  readonly subject: Subject
  /** Only with the subject `chosen`. */
  readonly kinds: readonly Kind[]
  /** UTC days, empty for no end. */
  readonly from: string
  readonly to: string
  readonly vendor: '' | 'anthropic' | 'openai' | 'tallystick'
  readonly streams: readonly string[]
  readonly workspace: readonly string[]
  /** A subject of the person, empty for everybody. */
  readonly person: string
  readonly format: 'bundle' | 'json'
  /** Up to the newest checkpoint that Bitcoin bears out, or up to now. */
  readonly asOf: 'anchored' | 'newest'
  readonly disclose: boolean
  readonly days: number
  /** As typed; empty for no limit. */
  readonly limit: string
}

export const blank: Wish = {
  note: '',
  subject: 'all',
  kinds: [],
  from: '',
  to: '',
  vendor: '',
  streams: [],
  workspace: [],
  person: '',
  format: 'bundle',
  asOf: 'anchored',
  disclose: false,
  days: 14,
  limit: '',
}

/** The choices of an export that is there, to make another like it. Opened fields are chosen anew each time. */
export function wishLike({ filter, format, note, max_downloads, as_of: asOf }: ExportView): Wish {
  const subject = subjectOf(filter.kinds)
  return {
    ...blank,
    note,
    subject,
    kinds: subject === 'chosen' ? (filter.kinds ?? []) : [],
    from: filter.from ?? '',
    to: filter.to ?? '',
    vendor: filter.vendor ?? '',
    streams: filter.streams ?? [],
    workspace: filter.workspace ?? [],
    person: filter.person ?? '',
    format,
    asOf,
    limit: max_downloads === null ? '' : String(max_downloads),
  }
}

export interface WishProblems {
  readonly to?: string
  readonly kinds?: string
  readonly limit?: string
}

/** Sentences for the fields that cannot be as they are; empty when all can. */
export function problemsOf({ from, to, subject, kinds, limit }: Wish): WishProblems {
  return {
    ...(from !== '' && to !== '' && from > to ? { to: 'The last day must not stand before the first.' } : {}),
    ...(subject === 'chosen' && kinds.length === 0 ? { kinds: 'Choose at least one kind.' } : {}),
    ...(limitOf(limit) === undefined ? { limit: 'A number from 1 to 10,000, or nothing for no limit.' } : {}),
  }
}

/** Null for no limit, undefined for what is no number of downloads. */
export function limitOf(typed: string): number | null | undefined {
  const digits = typed.replace(/[\s,]/g, '')
  if (digits === '') return null
  const value = /^\d{1,5}$/.test(digits) ? Number(digits) : 0
  return value >= 1 && value <= 10_000 ? value : undefined
}

function filterOf(wish: Wish): ExportFilter {
  const kinds = wish.subject === 'chosen' ? wish.kinds : subjects[wish.subject].kinds
  return {
    ...(wish.from ? { from: wish.from } : {}),
    ...(wish.to ? { to: wish.to } : {}),
    ...(wish.vendor ? { vendor: wish.vendor } : {}),
    ...(kinds ? { kinds: [...kinds] } : {}),
    ...(wish.streams.length > 0 ? { streams: [...wish.streams] } : {}),
    ...(wish.workspace.length > 0 ? { workspace: [...wish.workspace] } : {}),
    ...(wish.person ? { person: wish.person } : {}),
  }
}

/** The body of POST /api/exports, or null while a field has a problem. */
export function bodyOf(wish: Wish): ExportBody | null {
  const limit = limitOf(wish.limit)
  if (Object.keys(problemsOf(wish)).length > 0 || limit === undefined) return null
  return {
    filter: filterOf(wish),
    format: wish.format,
    as_of: wish.asOf,
    disclose: wish.disclose,
    expires_in_days: wish.days,
    max_downloads: limit,
    note: wish.note.trim(),
  }
}
