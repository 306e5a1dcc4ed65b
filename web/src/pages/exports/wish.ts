// The form of a new export: what is chosen, what is wrong with it, and the request that it becomes.
import type { ExportBody, ExportFilter, ExportView } from '../../../../worker/http/schemas/exports.ts'
import { isReason } from '../../content/reason.ts'
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
  readonly format: ExportBody['format']
  /** Of a FOCUS export: its files, and whether lines are split by key and estimates come along. */
  readonly focus: FocusWish
  /** Up to the newest checkpoint that Bitcoin bears out, or up to now. */
  readonly asOf: 'anchored' | 'newest'
  readonly disclose: boolean
  readonly days: number
  /** As typed; empty for no limit. */
  readonly limit: string
  /** Texts of messages: left out, masked, or as they were written. */
  readonly content: ExportBody['content']
  readonly documents: readonly Document[]
  /** Before the number on every page of the documents. */
  readonly prefix: string
  /** At the foot of every page. */
  readonly legend: string
  readonly reason: string
  /** Ids of chats; empty is all of them. */
  readonly chats: readonly string[]
}

type Document = ExportBody['documents'][number]
type FocusWish = NonNullable<ExportBody['focus']>

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
  focus: { files: ['csv', 'parquet'], estimates: false, by_key: false },
  asOf: 'anchored',
  disclose: false,
  days: 14,
  limit: '',
  content: 'none',
  documents: [],
  prefix: 'TALLY',
  legend: 'CONFIDENTIAL',
  reason: '',
  chats: [],
}

/** What another screen asks an export of: chats it shows, of a person, of some days. */
export interface Begun {
  readonly content?: 'masked' | 'revealed' | undefined
  readonly chats?: readonly string[] | undefined
  readonly person?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** For finance tools: the bill of these days, vendor and workspaces. */
  readonly format?: 'focus' | undefined
  readonly vendor?: 'anthropic' | 'openai' | undefined
  readonly workspace?: readonly string[] | undefined
}

/** The form as another screen begins it: for review means chats, their texts, and a document for people to read. */
export function wishFrom({ content, chats, person, from, to, format, vendor, workspace }: Begun): Wish {
  const days = { from: from ?? '', to: to ?? '' }
  if (format === 'focus') return { ...blank, ...days, format, vendor: vendor ?? '', workspace: workspace ?? [] }
  const narrowed = { ...days, chats: chats ?? [], person: person ?? '' }
  return content === undefined
    ? { ...blank, ...narrowed }
    : { ...blank, ...narrowed, subject: 'content', content, documents: ['pdf'] }
}

/** The choices of an export that is there, to make another like it. Opened fields and revealed texts are chosen anew each time. */
export function wishLike({ filter, format, note, max_downloads, as_of: asOf, ...view }: ExportView): Wish {
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
    focus: view.focus ?? blank.focus,
    asOf,
    limit: max_downloads === null ? '' : String(max_downloads),
    content: view.content === 'none' ? 'none' : 'masked',
    documents: view.documents,
    chats: filter.chats ?? [],
  }
}

export interface WishProblems {
  readonly to?: string
  readonly kinds?: string
  readonly files?: string
  readonly limit?: string
  readonly reason?: string
  readonly prefix?: string
}

/** Sentences for the fields that cannot be as they are; empty when all can. */
export function problemsOf(wish: Wish): WishProblems {
  const { from, to, subject, kinds, limit, format, focus } = wish
  return {
    ...(format === 'focus' ? {} : reviewProblems(wish)),
    ...(format === 'focus' && focus.files.length === 0 ? { files: 'Choose at least one file.' } : {}),
    ...(from !== '' && to !== '' && from > to ? { to: 'The last day must not stand before the first.' } : {}),
    ...(format !== 'focus' && subject === 'chosen' && kinds.length === 0 ? { kinds: 'Choose at least one kind.' } : {}),
    ...(limitOf(limit) === undefined ? { limit: 'A number from 1 to 10,000, or nothing for no limit.' } : {}),
  }
}

const bates = /^[A-Z]{1,6}$/

function reviewProblems({ content, documents, reason, prefix }: Wish): WishProblems {
  return {
    ...(content === 'revealed' && !isReason(reason) ? { reason: 'Say why in at least 20 characters.' } : {}),
    ...(content !== 'none' && documents.length > 0 && !bates.test(prefix)
      ? { prefix: 'One to six capital letters, A to Z.' }
      : {}),
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
  if (wish.format === 'focus') return billFilterOf(wish)
  const kinds = wish.subject === 'chosen' ? wish.kinds : subjects[wish.subject].kinds
  return {
    ...(wish.from ? { from: wish.from } : {}),
    ...(wish.to ? { to: wish.to } : {}),
    ...(wish.vendor ? { vendor: wish.vendor } : {}),
    ...(kinds ? { kinds: [...kinds] } : {}),
    ...(wish.streams.length > 0 ? { streams: [...wish.streams] } : {}),
    ...(wish.workspace.length > 0 ? { workspace: [...wish.workspace] } : {}),
    ...(wish.person ? { person: wish.person } : {}),
    ...(wish.chats.length > 0 ? { chats: [...wish.chats] } : {}),
  }
}

/** A FOCUS export takes days, a vendor and workspaces; what else the form holds is for the other formats. */
function billFilterOf({ from, to, vendor, workspace }: Wish): ExportFilter {
  return {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(vendor && vendor !== 'tallystick' ? { vendor } : {}),
    ...(workspace.length > 0 ? { workspace: [...workspace] } : {}),
  }
}

/** What is asked of texts; documents are made of them, so without texts there are none. */
function reviewOf(wish: Wish): Pick<ExportBody, 'content' | 'documents' | 'bates_prefix' | 'legend' | 'reason'> {
  const { content, documents, prefix, legend, reason } = wish
  if (wish.format === 'focus')
    return { content: 'none', documents: [], bates_prefix: blank.prefix, legend: blank.legend, reason: '' }
  const made = content === 'none' || wish.format === 'json' ? [] : [...documents]
  return {
    content,
    documents: made,
    // Left as the API has them where no page carries them: a half typed prefix must not refuse an export without pages.
    bates_prefix: made.length > 0 ? prefix : blank.prefix,
    legend: made.length > 0 ? legend.trim() : blank.legend,
    reason: content === 'none' ? '' : reason.trim(),
  }
}

/** The body of POST /api/exports, or null while a field has a problem. `approval`: of a second person, once they gave it. */
export function bodyOf(wish: Wish, approval?: string): ExportBody | null {
  const limit = limitOf(wish.limit)
  if (Object.keys(problemsOf(wish)).length > 0 || limit === undefined) return null
  return {
    filter: filterOf(wish),
    format: wish.format,
    ...(wish.format === 'focus' ? { focus: wish.focus } : { as_of: wish.asOf }),
    disclose: wish.format !== 'focus' && wish.disclose,
    expires_in_days: wish.days,
    max_downloads: limit,
    note: wish.note.trim(),
    ...reviewOf(wish),
    ...(approval === undefined ? {} : { approval }),
  }
}
