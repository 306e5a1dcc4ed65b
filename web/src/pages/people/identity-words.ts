// Words about identities: what one is, why it belongs to whom, where it was seen, and which people a typed word may mean.
import type { IdentityRow, PersonRow, UnmappedRow } from '../../../../worker/http/schemas/people.ts'
import { vendorNames } from '../../ui/vendors.ts'
import { nameOf } from './words.ts'

type Named = Pick<IdentityRow, 'identity' | 'kind' | 'vendor' | 'label'>

/** `API key of OpenAI`. A subject that stands in no directory was only seen. */
export function kindWords({ kind, vendor }: Pick<IdentityRow, 'kind' | 'vendor'>): string {
  const what = { vendor_user: 'User', api_key: 'API key', service_account: 'Service account' }[kind]
  return vendor === null ? what : `${what} ${vendor === 'tallystick' ? 'in' : 'of'} ${vendorNames[vendor]}`
}

/** An identity inside a sentence: `the key “ci-runner”`. */
export function inWords({ kind, label }: Pick<IdentityRow, 'kind' | 'label'>): string {
  return `the ${{ vendor_user: 'user', api_key: 'key', service_account: 'service account' }[kind]} “${label}”`
}

interface Because {
  readonly words: string
  /** Who or what decided. */
  readonly by: string
}

const because: Record<NonNullable<IdentityRow['how']>, Because> = {
  own: { words: 'Names this person', by: 'their own' },
  email: { words: 'Same verified e-mail', by: 'automatic' },
  holder: { words: 'The vendor names the holder', by: 'automatic' },
  linked: { words: 'Linked here', by: 'by hand' },
  apart: { words: 'Kept apart', by: 'by hand' },
}

export const becauseOf = (how: IdentityRow['how']): Because => (how === null ? { words: '–', by: '' } : because[how])

/** Whether somebody may take the identity away from the person: not what names the person, and no software. */
export function mayPart({ how, kind }: Pick<IdentityRow, 'how' | 'kind'>): boolean {
  return kind !== 'service_account' && (how === 'email' || how === 'holder' || how === 'linked')
}

/** Ids of keys stand as the vendor writes them, without the vendor before the colon. */
export function bareIdentity({ identity, kind }: Pick<IdentityRow, 'identity' | 'kind'>): string {
  return kind === 'vendor_user' ? identity : identity.slice(identity.indexOf(':') + 1)
}

/** Which rows of Usage are its: of the key, or of the subject. Null for a service account, which usage rows do not name. */
export function usageOf(row: Named): { key: string[] } | { person: string[] } | null {
  if (row.kind === 'service_account') return null
  return row.kind === 'api_key' ? { key: [bareIdentity(row)] } : { person: [row.identity] }
}

/** The rows that wait for a person, and the software that never gets one. */
export function splitUnmapped(rows: readonly UnmappedRow[]): { people: UnmappedRow[]; software: UnmappedRow[] } {
  return { people: rows.filter((row) => row.linkable), software: rows.filter((row) => !row.linkable) }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * The people whose name, address or subject holds every word typed, capitals and accents aside; names that begin with
 * the first word stand first. `first` is somebody to put on top while nothing is typed.
 */
export function findPeople<P extends Pick<PersonRow, 'subject' | 'name' | 'email'>>(
  people: readonly P[],
  typed: string,
  first?: string,
): P[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const found = people.filter((person) => {
    const text = plain(`${person.name ?? ''} ${person.email ?? ''} ${person.subject}`)
    return words.every((word) => text.includes(word))
  })
  const rank = (person: P): number =>
    words[0] === undefined ? Number(person.subject !== first) : Number(!plain(nameOf(person)).startsWith(words[0]))
  // Array sort is stable: within a rank the order of the list stays.
  return found.sort((a, b) => rank(a) - rank(b))
}
