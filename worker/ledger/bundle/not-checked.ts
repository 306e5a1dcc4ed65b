// The honest end of every report: what this verification did not show (LEDGER section 9).
import type { Undisclosed } from './disclosed.ts'
import { isToken, PEOPLE, REPORT } from './layout.ts'
import type { Files } from './limits.ts'
import type { Predicate } from './statement.ts'

/** One sentence for each thing that was not checked; none has an effect on the exit code. */
export function notChecked(
  files: Files,
  predicate: Predicate,
  undisclosed: Undisclosed,
  witnesses: readonly string[],
): string[] {
  const list: string[] = []
  if (files.has(PEOPLE)) list.push('people.jsonl: who is behind a subject is what the exporter says')
  if (undisclosed.masked > 0) list.push(`${undisclosed.masked} masked texts: what was masked cannot be recomputed`)
  if (undisclosed.noContent) list.push('content: the export has no content file at all')
  if (undisclosed.sealed > 0) list.push(`personal fields of ${undisclosed.sealed} records, which stay sealed`)
  for (const path of files.keys()) if (isToken(path)) list.push(`${path}: RFC 3161 tokens are checked with openssl ts`)
  if (files.has(REPORT)) list.push('report.pdf: a rendering for people')
  for (const name of witnesses) list.push(`cosignature of ${name}, a witness that is not known`)
  if (Object.keys(predicate.filter).length > 0) list.push('whether the filter left out only what it says')
  list.push('stored objects: blob_sha256 is over what the service keeps, which is not in the bundle')
  list.push(
    'whether the block is on the chain that everybody uses: compare its hash with an explorer or a node of yours',
  )
  list.push('whether the root log holds a second history of this tenant: ask for the blinding key')
  return list
}
