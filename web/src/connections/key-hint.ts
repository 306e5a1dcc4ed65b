// What a pasted key looks like, said at once and only here: by its prefix, before anything is sent.
import { type KeyKind, kindOf, readPasted } from '../../../worker/vendors/key-shape.ts'
import { type ConnectionKind, kinds } from './kinds.ts'

const looksLike: Record<Exclude<KeyKind, 'unknown'>, string> = {
  anthropic_admin: 'an Admin key of Anthropic',
  anthropic_compliance: 'a Claude Enterprise key',
  anthropic_api: 'an ordinary Claude key',
  anthropic_oauth: 'a login token of a person at Anthropic',
  anthropic_unknown: 'a key of Anthropic',
  openai_admin: 'an Admin key of OpenAI',
  openai_project: 'a project key of OpenAI',
  openai_service: 'a service account key of OpenAI',
  openai_user: 'a user key of OpenAI',
  openai_unknown: 'a key of OpenAI or of another service',
  aws: 'a key of AWS',
  google: 'a key of Google',
  foreign: 'a secret of another service',
}

/** The kind of what is in the field; the page keeps this and not the key. A wrapping (`Bearer …`, quotes) is looked through. */
export function pastedKind(pasted: string): KeyKind {
  const read = readPasted(pasted)
  return read.ok ? read.kind : kindOf(pasted.trim())
}

export interface KeyHint {
  readonly words: string
  /** The card that would take the key as it is. */
  readonly belongs?: ConnectionKind
}

/** Keys that another card takes; the others are no good there either. */
const taken: Partial<Record<KeyKind, ConnectionKind>> = {
  anthropic_admin: 'anthropic_admin',
  anthropic_unknown: 'anthropic_admin',
  openai_admin: 'openai_admin',
  anthropic_compliance: 'anthropic_compliance',
}

/** What to say when the key in the field of `field` is of another kind; null when it fits or nothing is known of it. */
export function keyHint(pasted: KeyKind, field: ConnectionKind): KeyHint | null {
  if (pasted === field || pasted === 'unknown') return null
  const { vendor, vendorName, begins, aKey } = kinds[field]
  const looks = `This looks like ${looksLike[pasted]}`
  const belongs = taken[pasted]
  if (pasted.startsWith(`${vendor}_`)) {
    const moves = belongs !== undefined && belongs !== field && pasted === belongs
    return { words: `${looks}. Needed is ${aKey}, which begins with ${begins}.`, ...(moves && { belongs }) }
  }
  return { words: `${looks}, and this field takes keys of ${vendorName}.`, ...(belongs && { belongs }) }
}
