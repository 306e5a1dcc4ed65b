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

/** What the list calls an export: the first line of its note, else what is in it. */
export function exportName({ note, filter }: Pick<ExportView, 'note' | 'filter'>): string {
  const line = note.split('\n')[0]?.trim() ?? ''
  if (line === '') return filterWords(filter).slice(0, 2).join(', ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}

const documentWords: Record<ExportView['documents'][number], string> = {
  pdf: 'PDF',
  rsmf: 'RSMF',
  load_files: 'load files',
}

/** `Bundle`, `Bundle, PDF, RSMF`. */
export const formatWord = ({ format, documents }: Pick<ExportView, 'format' | 'documents'>): string =>
  [format === 'bundle' ? 'Bundle' : 'JSON', ...documents.map((one) => documentWords[one])].join(', ')

/** What of the texts is in it. */
export const contentWords: Record<ExportView['content'], string> = {
  none: 'left out',
  masked: 'masked',
  revealed: 'as they were written',
}
