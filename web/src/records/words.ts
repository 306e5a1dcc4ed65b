// What records are called on the screen: kinds, event types and the title of an open record.
import type { RecordDetail } from '../../../worker/http/schemas/ledger.ts'
import { count } from '../format.ts'

const kindWords: Record<string, string> = {
  pull: 'Page read from the vendor',
  vendor_key: 'API key',
  code_day: 'Coding day',
  member_access: 'Access of a member',
}

/** What an admin decided about whose an identity is. */
const linkWords: Record<string, string> = {
  linked: 'Identity linked to a person',
  unlinked: 'Identity kept apart',
}

/** `vendor_key` as `API key`, `usage` as `Usage`: words of one record. */
export function kindName(kind: string): string {
  return kindWords[kind] ?? sentence(kind)
}

/** `claude_project_viewed` as `Claude project viewed`. */
export function sentence(word: string): string {
  const words = word.replaceAll('_', ' ')
  return properNames(words.charAt(0).toUpperCase() + words.slice(1))
}

/** The event of an activity record, what was decided about an identity, the kind of every other. Bytes that are not JSON have neither. */
export function recordTitle(detail: Pick<RecordDetail, 'kind' | 'record'>): string {
  const data = parsed(detail.record)?.data
  if (detail.kind === 'identity' && isObject(data)) return linkWords[String(data.action)] ?? kindName(detail.kind)
  const type = isObject(data) ? data.type : undefined
  return detail.kind === 'activity' && typeof type === 'string' ? sentence(type) : kindName(detail.kind)
}

/** `prev` as the bytes say it; null where they cannot be read. */
export function prevOf(record: string): string | null {
  const prev = parsed(record)?.prev
  return typeof prev === 'string' ? prev : null
}

/** `Record 1,283,688`. */
export const recordName = (seq: number): string => `Record ${count(seq)}`

/** Someone as the lists write them: name, else address, else that nobody is named. */
export function personName(who: { name?: string | undefined; email?: string | undefined } | null): string | null {
  return who?.name ?? who?.email ?? null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(record: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(record)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** Names inside a vendor's word keep their capitals. */
function properNames(words: string): string {
  return words
    .replace(/\bclaude code\b/gi, 'Claude Code')
    .replace(/\bapi\b/gi, 'API')
    .replace(/\bsso\b/gi, 'SSO')
    .replace(/\bip\b/gi, 'IP')
}
