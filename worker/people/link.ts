// What may be linked to whom by hand: the rules of POST /api/people/links, apart from where they are asked.
import { keyOf, type Link, type Stitched } from './stitch.ts'

/** What an identity turned out to be in this tenant. */
export type Found = 'subject' | 'key' | 'service_account' | 'nothing'

export type LinkVerdict =
  | { ok: true; changes: boolean }
  | { ok: false; code: 'unknown_identity' | 'unknown_person' | 'service_account' | 'not_a_person' | 'same_person' }

/** Judges a wish. `changes` is false when it stands already and nothing needs to be written. */
export function judgeLink(
  wish: Link,
  found: { identity: Found; person: Found | null },
  stitched: Stitched,
): LinkVerdict {
  const { identity, person } = wish
  if (found.identity === 'service_account') return { ok: false, code: 'service_account' }
  if (found.identity === 'nothing') return { ok: false, code: 'unknown_identity' }
  if (person === null) return { ok: true, changes: stitched.howOf(identity) !== 'apart' }
  if (keyOf(person) !== undefined || found.person === 'service_account') return { ok: false, code: 'not_a_person' }
  if (found.person !== 'subject') return { ok: false, code: 'unknown_person' }
  const how = stitched.howOf(identity)
  const names = how === 'own' && stitched.personOf(person) === identity
  if (identity === person || names) return { ok: false, code: 'same_person' }
  return { ok: true, changes: how !== 'linked' || ownerOf(identity, stitched) !== stitched.personOf(person) }
}

function ownerOf(identity: string, stitched: Stitched): string | null {
  const key = keyOf(identity)
  return key === undefined ? stitched.personOf(identity) : stitched.personOfKey(key.vendor, key.key)
}
