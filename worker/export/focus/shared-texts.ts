// Rows of one file say the same few thousand texts over and over: each is kept once, or fewer rows would fit into an isolate.
import { COLUMNS, type FocusRow, KINDS } from './columns.ts'

/** Columns whose cells repeat; the others are numbers and hashes, each its own. */
const REPEATED = COLUMNS.filter(
  (name) => (KINDS[name] === 'text' || KINDS[name] === 'instant') && name !== 'x_RecordHash',
)

/** Gives rows back with the same cells, equal texts being one and the same; one for each file that is made. */
export function sharingTexts(): (row: FocusRow) => FocusRow {
  const kept = new Map<string, string>()
  return (row) => {
    const shared: Record<string, string | null> = { ...row }
    for (const name of REPEATED) {
      const text = row[name]
      if (text === null) continue
      const known = kept.get(text)
      if (known === undefined) kept.set(text, text)
      else shared[name] = known
    }
    return shared as FocusRow // the same columns: it began as a copy
  }
}
