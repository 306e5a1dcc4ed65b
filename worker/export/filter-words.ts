// A filter in words, for people who read a document and not JSON.
import type { Selection } from './filter.ts'

const list = (values: readonly string[]): string => values.join(', ')
const count = (values: readonly string[], one: string, many: string): string =>
  values.length === 1 ? `one ${one}` : `${values.length} ${many}`

/** `Everything` where there is no condition. Ids of chats and people are counted, not named: the pages show which they are. */
export function filterWords(selection: Selection): string {
  const { from, to, vendor, streams, kinds, subjects, workspace, chats } = selection
  const parts = [
    chats && count(chats, 'chat', 'chats'),
    subjects && 'one person',
    kinds && `records of kind ${list(kinds)}`,
    streams && `streams ${list(streams)}`,
    vendor && `vendor ${vendor}`,
    workspace && count(workspace, 'workspace', 'workspaces'),
    from !== undefined && to !== undefined ? `${from} to ${to}` : from && `from ${from}`,
    to !== undefined && from === undefined && `until ${to}`,
  ].filter((part): part is string => typeof part === 'string' && part !== '')
  return parts.length === 0 ? 'Everything' : parts.join('; ')
}
