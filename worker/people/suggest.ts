// Who an identity without an address might be: a hint for whoever links by hand, and never a link by itself.

export type Candidate = { subject: string; name?: string; email?: string }

/** `Mei-Lin.Zhao` → mei, lin, zhao. One letter alone says nothing. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)

/**
 * The one person all of whose name, or all of whose address before the @, stands in the label: `ada-quill-laptop` is perhaps
 * Ada Quill. Null where nobody fits or two do: a guess between two is no help.
 */
export function suggestionFor(label: string, people: readonly Candidate[]): Candidate | null {
  const words = new Set(wordsOf(label))
  const fits = (text: string | undefined): boolean => {
    const wanted = text === undefined ? [] : wordsOf(text)
    return wanted.join('').length > 2 && wanted.every((word) => words.has(word))
  }
  const found = people.filter(({ name, email }) => fits(name) || fits(email?.slice(0, email.lastIndexOf('@'))))
  return found.length === 1 ? (found[0] ?? null) : null
}
