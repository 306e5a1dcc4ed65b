// Addresses that somebody merely typed into a sign-in form: kept, shown as what they are, and never taken for the person's.
import type { PersonEntry } from '../vault/directory-merge.ts'

type Shown = { email?: string; name?: string; claimed?: true }
type Entries<Entry> = { readonly people: Readonly<Record<string, Entry>> }

/**
 * The directory as screens and stitching may see it: whoever is known by a claim only has a name that says so and no
 * address, so that nothing can match it.
 */
export function unverified<D extends Entries<PersonEntry>>(
  directory: D,
): Omit<D, 'people'> & { people: Record<string, Shown> } {
  const people = Object.entries(directory.people).map(([subject, entry]): [string, Shown] => {
    const { claimed, seq: _, ...known } = entry
    const claim = claimed !== undefined && known.email === undefined && known.name === undefined
    return [subject, claim ? { name: `${claimed} (not verified)`, claimed: true } : known]
  })
  return { ...directory, people: Object.fromEntries(people) }
}
