// Reads each group of digits once: is a card, a social security number or a phone written from here on?

import { isCard } from './pii-card.ts'
import { digitGroups, type Group, type Stretch, startsFreely, stretchesFrom } from './pii-digits.ts'
import { phoneAt } from './pii-phone.ts'
import { isSsn } from './pii-ssn.ts'
import type { Finding, Taken } from './pii-text.ts'
import type { Words } from './pii-words.ts'

const MAIL_REACH = 30

/** Whether spaces join the groups of the stretch: then a space beside it may be one more of the same. */
function isSpaced(stretch: Stretch): boolean {
  return stretch.groups.length === 1 || stretch.groups.some(({ gap }, index) => index > 0 && gap === ' ')
}

/** Numbers joined by spaces with spaces on either side are a table, unless words say otherwise. */
function standsAlone(groups: readonly Group[], index: number, stretch: Stretch): boolean {
  const gaps = [groups[index]?.gap, groups[index + stretch.groups.length]?.gap]
  return gaps.every((gap) => gap === undefined || (gap === ' ' && !isSpaced(stretch)))
}

/** A number ends where its run ends, or where a space or a parenthesis stands. */
function mayEnd(groups: readonly Group[], index: number, stretch: Stretch): boolean {
  const gap = groups[index + stretch.groups.length]?.gap
  return gap === undefined || gap === ' ' || gap === '('
}

/**
 * Cards, social security numbers and phones in the folded text, in order and apart. `taken` holds what is spoken for,
 * `mails` the spans of addresses: a number beside one is likelier a phone.
 */
export function findNumbers(text: string, words: Words, taken: Taken, mails: Taken): Finding[] {
  const groups = digitGroups(text)
  const found: Finding[] = []
  let lastPhoneEnd = -1
  for (let index = 0; index < groups.length; index++) {
    const first = groups[index]
    if (first === undefined) break
    const mayStart = first.gap === undefined || first.gap === ' ' || first.gap === '('
    if (!mayStart || (!startsFreely(text, first.start) && !'+('.includes(text[first.start - 1] ?? ' '))) continue
    if (
      first.gap === ' ' &&
      first.end - first.start < 3 &&
      groups[index + 1]?.gap === ' ' &&
      text[first.start - 1] !== '+'
    )
      continue
    const stretches = stretchesFrom(text, groups, index)
      .filter((stretch) => mayEnd(groups, index, stretch) && !taken.overlaps(stretch.start, stretch.end))
      .reverse()
    for (const stretch of stretches) {
      const aloneInRun = standsAlone(groups, index, stretch)
      let finding: Finding | undefined
      if (isCard(text, stretch, words)) finding = { type: 'CARD', start: stretch.start, end: stretch.end }
      else if (isSsn(text, stretch, words, aloneInRun))
        finding = { type: 'SSN', start: stretch.start, end: stretch.end }
      else if (first.gap !== ' ' || !isSpaced(stretch) || text[first.start - 1] === '+') {
        // Inside a run of spaces no phone begins: a table of numbers would be tried at each of them.
        const mailBeside = mails.overlaps(stretch.start - MAIL_REACH, stretch.end + MAIL_REACH)
        const phone = phoneAt(text, stretch, { words, lastPhoneEnd, aloneInRun, mailBeside })
        if (phone !== undefined) {
          finding = { type: 'PHONE', ...phone }
          lastPhoneEnd = phone.end
        }
      }
      if (finding === undefined) continue
      found.push(finding)
      const end = finding.end
      while ((groups[index + 1]?.start ?? Number.POSITIVE_INFINITY) < end) index++
      break
    }
  }
  return found
}
