// Words about people: states, roles, and what to call somebody whose name is not known or was erased.
import type { PersonRow } from '../../../../worker/http/schemas/people.ts'
import { sentence } from '../../records/words.ts'
import type { Tone } from '../../ui/marks.tsx'

export const stateWords: Record<PersonRow['state'], string> = {
  member: 'Member',
  invited: 'Invited',
  removed: 'Removed',
  seen: 'Not in the directory',
}

export const stateTones: Record<PersonRow['state'], Tone | 'plain'> = {
  member: 'plain',
  invited: 'info',
  removed: 'plain',
  seen: 'warn',
}

/** The name, else the address, else that there is none: the subject then stands beside it. */
export function nameOf(person: Pick<PersonRow, 'name' | 'email'>): string {
  return person.name ?? person.email ?? 'No name'
}

/** `claude_code_user` as `Claude code user`; a person in no directory has no role. */
export function roleOf(person: Pick<PersonRow, 'role'>): string {
  return person.role === null ? '–' : sentence(person.role)
}

/** A subject's first and last letters: `sub_fcs7…7kj1`. */
export function shortSubject(subject: string): string {
  return subject.length > 14 ? `${subject.slice(0, 8)}…${subject.slice(-4)}` : subject
}
