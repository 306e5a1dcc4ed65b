// How names come together, apart from where they are kept: pure, so that doing it twice or late can be reasoned about.

/** Who a subject is. `seq` is the record that said so last; `claimed` is an address that nobody verified. */
export type PersonEntry = {
  readonly email?: string
  readonly name?: string
  readonly claimed?: string
  readonly seq: number
}
/** What an id without a person is called. */
export type LabelEntry = { readonly name: string; readonly seq: number }

export type Directory = {
  readonly people: Readonly<Record<string, PersonEntry>>
  readonly labels: Readonly<Record<string, LabelEntry>>
  /** Erased subjects: what records below this seq said of them never comes back. */
  readonly removed: Readonly<Record<string, number>>
}
export type DirectoryChanges = Partial<Pick<Directory, 'people' | 'labels'>>

export const EMPTY_DIRECTORY: Directory = { people: {}, labels: {}, removed: {} }

/**
 * Applies changes. A later record wins, member by member; an earlier one only fills what is missing. The same changes again
 * change nothing, and then the very same directory comes back.
 */
export function mergeChanges(directory: Directory, changes: DirectoryChanges): Directory {
  const people = new Map(Object.entries(directory.people))
  const labels = new Map(Object.entries(directory.labels))
  const removed = new Map(Object.entries(directory.removed))
  let changed = false
  for (const [subject, said] of Object.entries(changes.people ?? {})) {
    if (said.seq < (removed.get(subject) ?? 0)) continue
    const known = people.get(subject)
    const merged = known === undefined ? said : known.seq < said.seq ? { ...known, ...said } : { ...said, ...known }
    if (known !== undefined && samePerson(known, merged)) continue
    people.set(subject, merged)
    changed = true
  }
  for (const [id, said] of Object.entries(changes.labels ?? {})) {
    const known = labels.get(id)
    if (known !== undefined && known.seq >= said.seq) continue
    labels.set(id, said)
    changed = true
  }
  if (!changed) return directory
  // fromEntries defines members: a label with the id `__proto__` is a label like any other.
  return { ...directory, people: Object.fromEntries(people), labels: Object.fromEntries(labels) }
}

/** Takes a subject out, and what records below `size` say about it with it, however late they are read. */
export function removePerson(directory: Directory, subject: string, size: number): Directory {
  if (!Object.hasOwn(directory.people, subject) && (directory.removed[subject] ?? 0) >= size) return directory
  const { [subject]: _gone, ...people } = directory.people
  const before = Math.max(size, directory.removed[subject] ?? 0)
  return { ...directory, people, removed: { ...directory.removed, [subject]: before } }
}

/** Whether a text tells of the person that is being erased; `whose`: the subject whose name or address it is, null for a label. */
export type TellsOf = (text: string, whose: string | null) => boolean

/** Takes out what others' entries and labels tell of somebody. The very same directory comes back where that is nothing. */
export function removeMentions(directory: Directory, tells: TellsOf): Directory {
  let changed = false
  const keep = (text: string | undefined, whose: string | null): boolean => {
    if (text === undefined || !tells(text, whose)) return true
    changed = true
    return false
  }
  const people = Object.entries(directory.people).map(([subject, { email, name, claimed, seq }]) => {
    const left = {
      ...(email !== undefined && keep(email, subject) && { email }),
      ...(name !== undefined && keep(name, subject) && { name }),
      ...(claimed !== undefined && keep(claimed, subject) && { claimed }),
    }
    return [subject, { ...left, seq }] as const
  })
  const labels = Object.entries(directory.labels).filter(([, { name }]) => keep(name, null))
  if (!changed) return directory
  return { ...directory, people: Object.fromEntries(people), labels: Object.fromEntries(labels) }
}

function samePerson(a: PersonEntry, b: PersonEntry): boolean {
  return a.seq === b.seq && a.email === b.email && a.name === b.name && a.claimed === b.claimed
}
