// What is in an export, in words: the choices of its filter, its name in the list.
import type { ExportFilter, ExportView } from '../../../../worker/http/schemas/exports.ts'
import { plural } from '../../format.ts'
import { kindName } from '../../records/words.ts'
import { day, dayRange } from '../../time.ts'
import { vendorNames } from '../../ui/vendors.ts'

type Kinds = NonNullable<ExportFilter['kinds']>

/** The choices under "What", each a list of kinds; null is all of them. */
export const subjects = {
  all: { word: 'Everything', kinds: null },
  activity: { word: 'Activity', kinds: ['activity'] },
  usage: { word: 'Usage and costs', kinds: ['usage', 'cost', 'code_day'] },
  content: { word: 'Chats and messages', kinds: ['chat', 'message'] },
  directory: {
    word: 'Members, keys and workspaces',
    kinds: ['organization', 'member', 'invite', 'workspace', 'project', 'vendor_key', 'service_account'],
  },
  acts: {
    word: 'What was done here',
    kinds: [
      'tenant',
      'member_access',
      'token',
      'connection',
      'identity',
      'reveal',
      'export',
      'download',
      'erasure',
      'hold',
      'budget',
      'alert',
    ],
  },
} as const satisfies Record<string, { readonly word: string; readonly kinds: Readonly<Kinds> | null }>

export type Subject = keyof typeof subjects | 'chosen'

/** Which of the choices these kinds are; `chosen` when they are none of them. */
export function subjectOf(kinds: ExportFilter['kinds']): Subject {
  if (kinds === undefined) return 'all'
  const key = [...kinds].sort().join()
  const found = Object.entries(subjects).find(([, { kinds: own }]) => own !== null && [...own].sort().join() === key)
  // Object.entries loses which keys the table has.
  return (found?.[0] as Subject | undefined) ?? 'chosen'
}

const someOf = (words: readonly string[], what: string): string =>
  words.length <= 2 ? words.join(', ') : plural(words.length, what)

/** The parts of a filter, each in a few words: what, when, of whom, where. */
export function filterWords(filter: ExportFilter): string[] {
  const { from, to, vendor, streams, kinds, person, workspace, chats, seqs } = filter
  const subject = subjectOf(kinds)
  const what = subject === 'chosen' ? someOf((kinds ?? []).map(kindName), 'kind') : subjects[subject].word
  const when =
    from && to ? dayRange(from, to) : from ? `from ${day(from)}` : to ? `until ${day(to)}` : 'from the beginning'
  return [
    what,
    when,
    ...(vendor ? [vendor === 'tallystick' ? 'Tallystick' : vendorNames[vendor]] : []),
    ...(streams ? [someOf(streams, 'stream')] : []),
    ...(workspace ? [plural(workspace.length, 'workspace')] : []),
    ...(person ? ['one person'] : []),
    ...(chats ? [plural(chats.length, 'chat')] : []),
    ...(seqs ? ['records of an erasure'] : []),
  ]
}

/** The same of an export, whose format may say what is in it. */
export const whatWords = ({ format, filter }: Pick<ExportView, 'format' | 'filter'>): string[] =>
  format === 'focus' ? ['Bill lines', ...filterWords(filter).slice(1)] : filterWords(filter)

/** What the list calls an export: the first line of its note, else what is in it. */
export function exportName({ note, filter, format }: Pick<ExportView, 'note' | 'filter' | 'format'>): string {
  const line = note.split('\n')[0]?.trim() ?? ''
  if (line === '' && format === 'focus') return ['Bill', filterWords(filter)[1]].join(', ')
  if (line === '') return filterWords(filter).slice(0, 2).join(', ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}

const documentWords: Record<ExportView['documents'][number], string> = {
  pdf: 'PDF',
  rsmf: 'RSMF',
  load_files: 'load files',
}

const formatWords: Record<ExportView['format'], string> = { bundle: 'Bundle', json: 'JSON', focus: 'FOCUS 1.2' }
const fileWords = { csv: 'CSV', parquet: 'Parquet' } as const

/** `Bundle`, `Bundle, PDF, RSMF`, `FOCUS 1.2, CSV, Parquet`. */
export const formatWord = ({ format, documents, focus }: Pick<ExportView, 'format' | 'documents' | 'focus'>): string =>
  [
    formatWords[format],
    ...documents.map((one) => documentWords[one]),
    ...(focus?.files ?? []).map((one) => fileWords[one]),
  ].join(', ')

/** What a file of an export is. */
export const volumeWords: Record<ExportView['volumes'][number]['kind'], string> = {
  bundle: 'bundle',
  documents: 'documents',
  csv: 'FOCUS rows, CSV',
  parquet: 'FOCUS rows, Parquet',
  report: 'conformance report',
  readme: 'README',
}

/** What of the texts is in it. */
export const contentWords: Record<ExportView['content'], string> = {
  none: 'left out',
  masked: 'masked',
  revealed: 'as they were written',
}
