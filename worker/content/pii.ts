// Finds personal data and secrets in a text: every rule runs, then the surer of two findings that overlap stays.

import { findEmails } from './pii-email.ts'
import { findIps } from './pii-ip.ts'
import { findKeys } from './pii-keys.ts'
import { findNumbers } from './pii-numbers.ts'
import { type Finding, type FindingType, fold, Taken } from './pii-text.ts'
import { Words } from './pii-words.ts'

export type { Finding, FindingType } from './pii-text.ts'

/** Bank accounts (ISO 13616) are no card and no phone, though their digits look it. */
const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/gi

/** Country, check digits and account moved behind, letters as 10 to 35, modulo 97 is 1. */
function isIban(written: string): boolean {
  const compact = written.replaceAll(' ', '').toUpperCase()
  if (compact.length < 15 || compact.length > 34) return false
  let rest = 0
  for (const character of compact.slice(4) + compact.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

function bankAccounts(text: string): { start: number; end: number }[] {
  return [...text.matchAll(IBAN)]
    .filter((match) => isIban(match[0]))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
}

/** The surer finding first: a key's letters may look like an address, never the other way round. */
const ORDER: readonly FindingType[] = ['API_KEY', 'EMAIL', 'IP']

function apart(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = []
  const taken = new Taken()
  for (const type of ORDER) {
    let end = -1
    const fresh: Finding[] = []
    const ofType = findings
      .filter((finding) => finding.type === type)
      .sort((a, b) => a.start - b.start || b.end - a.end)
    for (const finding of ofType) {
      if (finding.start < end || taken.overlaps(finding.start, finding.end)) continue
      fresh.push(finding)
      end = finding.end
    }
    taken.addAll(fresh)
    kept.push(...fresh)
  }
  return kept
}

/**
 * Personal data and secrets in `text`, by start, without overlap; [start, end) in UTF-16 code units. Pure and linear in the
 * length of the text. Rules miss things: masked text is less sensitive, not safe.
 */
export function detect(text: string): Finding[] {
  const folded = fold(text)
  const words = new Words(folded)
  const first = apart([...findKeys(folded), ...findEmails(folded, words), ...findIps(folded, words)])
  const taken = new Taken()
  taken.addAll(first)
  const mails = new Taken()
  mails.addAll(first.filter(({ type }) => type === 'EMAIL'))
  const accounts = bankAccounts(folded).filter(({ start, end }) => !taken.overlaps(start, end))
  taken.addAll(accounts)
  const numbers = findNumbers(folded, words, taken, mails)
  return [...first, ...numbers].sort((a, b) => a.start - b.start)
}
