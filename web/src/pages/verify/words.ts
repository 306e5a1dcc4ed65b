// The report of the verifier in words for people: each check's claim and rule, the verdict over all nine, what was not checked.
import type { CheckId, Report } from '../../../../worker/ledger/bundle/index.ts'
import { plural } from '../../format.ts'
import { moment } from '../../time.ts'
import type { Claims } from './claims.ts'

export type CheckLine = Report['checks'][number]

/** The claim of each check, and the rule it follows. */
export const claimWords: Record<CheckId, { readonly title: string; readonly rule: string }> = {
  bag: { title: 'The bag is whole', rule: 'BagIt 1.0, SHA-256' },
  statement: { title: 'The statement is signed, and is about these files', rule: 'DSSE, Ed25519' },
  records: { title: 'Every record is well formed and links to the one before', rule: 'LEDGER 1, JCS' },
  tree: { title: 'Every record stands in the tree', rule: 'RFC 6962' },
  checkpoint: { title: 'The checkpoint is signed by a key that you pinned', rule: 'C2SP signed note' },
  'root-leaf': { title: 'The checkpoint stands in the log of all customers', rule: 'RFC 6962' },
  'root-checkpoint': { title: 'The checkpoint of that log is signed', rule: 'C2SP signed note, cosignature/v1' },
  anchor: { title: 'Bitcoin had it', rule: 'OpenTimestamps' },
  disclosed: { title: 'What is disclosed is what was sealed', rule: 'HMAC-SHA-256' },
}

/** A check as the list shows it: when Bitcoin had it stands in the title, because that is the claim. */
export function titleOf(line: CheckLine): string {
  const { title } = claimWords[line.id]
  const by = line.id === 'anchor' && line.result === 'ok' ? provenTime(line) : undefined
  return by === undefined ? title : `${title} by ${moment(by)}`
}

/** The time of the earliest block that proves the anchor, ISO 8601, or undefined. */
function provenTime(line: CheckLine): string | undefined {
  const times = line.detail.map((detail) => /^existed by about (\S+), block /.exec(detail)?.[1])
  return times.filter((time) => time !== undefined).sort()[0]
}

export interface BundleVerdict {
  readonly result: 'proven' | 'undecided' | 'false'
  readonly title: string
  readonly words: string
  /** As the command line ends. */
  readonly exit: string
}

/**
 * The verdict. The first false check is its sentence; what could not be decided says what would decide it. Where blocks of test
 * networks count (`regtest`) no time is claimed.
 */
export function verdictOf(report: Report, claims: Claims | null, regtest = false): BundleVerdict {
  const { checks, exit } = report
  const ok = checks.filter(({ result }) => result === 'ok').length
  const wrong = checks.find(({ result }) => result === 'false')
  if (exit === 1) {
    const why = wrong ? `${titleOf(wrong)}: it does not hold. ${sentence(wrong.detail[0] ?? '')}` : ''
    return {
      result: 'false',
      title: 'Something is false.',
      words: `${why} Do not rely on this bundle.`.trim(),
      exit: 'Exit code 1: something is false',
    }
  }
  const what = claims === null ? 'What is in it' : plural(claims.records, 'record')
  if (exit === 0) {
    const anchor = checks.find(({ id }) => id === 'anchor')
    const by = anchor && !regtest ? provenTime(anchor) : undefined
    const when = by === undefined ? '' : ` existed by ${moment(by)} and`
    const verb = claims?.records === 1 || claims === null ? 'has' : 'have'
    return {
      result: 'proven',
      title: `All ${checks.length} checks are proven.`,
      words: `${what}${when} ${verb} not been changed since. Nothing was false, nothing stayed open.`,
      exit: 'Exit code 0: everything that was checked is proven',
    }
  }
  const open = checks.length - ok
  return {
    result: 'undecided',
    title: `${ok} of ${checks.length} checks are proven. ${open} could not be decided.`,
    words: `Nothing is false. ${remediesFor(checks).join(' ')}`.trim(),
    exit: 'Exit code 2: nothing false, something undecided',
  }
}

/** What would decide what is open, one sentence a cause, in the order of the checks. */
function remediesFor(checks: readonly CheckLine[]): string[] {
  const doubts = checks.filter(({ result }) => result === 'undecided').flatMap(({ detail }) => detail)
  const has = (part: string) => doubts.some((doubt) => doubt.includes(part))
  return [
    ...(has('only the bundle claims') ? ['Who signed is only what the bundle says: pin the keys you trust.'] : []),
    ...(has('not in the root log yet') || has('no proof yet') || has('no Bitcoin attestation')
      ? ['The proof in Bitcoin is not whole yet: make the export again in a day.']
      : []),
    ...(has('prove no work') ? ['Its blocks come from a test network.'] : []),
    ...(has('nothing in the export explains')
      ? ['The record that would explain missing content may lie outside the export.']
      : []),
  ]
}

/** A line of the verifier as a sentence; names with dots and dashes keep their small first letter. */
export function sentence(text: string): string {
  const shown = printable(text)
  const first = /^[a-z]+(?=[ :,])/.test(shown) ? shown.charAt(0).toUpperCase() + shown.slice(1) : shown
  return /[.!?]$/.test(first) || first === '' ? first : `${first}.`
}

/** A hostile bundle or file name may try to turn the line around: control and format characters are shown, not obeyed. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Cf}/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`)
}
