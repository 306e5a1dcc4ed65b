// E-mail addresses: found at their at sign, the domain must end in a top-level domain that exists.

import type { Finding } from './pii-text.ts'
import { SAYS, type Words } from './pii-words.ts'
import { isTld } from './tlds.ts'

/** RFC 5321 section 4.5.3.1: 64 octets before the at sign, 255 after; we stop looking there. */
const MOST_LOCAL = 64
const MOST_DOMAIN = 255

const LATIN_LOCAL = /[\p{Script=Latin}\p{M}\d._%+'’&~#*!=-]+$/u
const OTHER_LOCAL = /[\p{L}\p{M}\p{N}._%+-]+$/u
const QUOTED_LOCAL = /"[^"\n]{1,62}"$/
const LATIN_DOMAIN = /^[\p{Script=Latin}\p{M}\d](?:[\p{Script=Latin}\p{M}\d.-]*[\p{Script=Latin}\p{M}\d])?/u
const OTHER_DOMAIN = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])?/u
const IMAGE_SCALE = /^[1-4](?:\.\d)?x\./
const VERSION = /^v?\d+\.\d+(?:\.|$)/
const FREE_MAIL =
  /^(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|proton|protonmail|aol|gmx|web|live|msn|me|yandex|mail)$/i

/** Length of the longest front part of `domain` that is a host name of at least two labels with a real top-level domain. */
function domainLength(domain: string): number {
  const labels = domain.split('.')
  for (let count = labels.length; count >= 2; count--) {
    const front = labels.slice(0, count)
    if (!front.every((label) => label.length <= 63 && /^[^-].*$/.test(label) && !label.endsWith('-'))) continue
    const last = front.at(-1) ?? ''
    // "a@b.com.Next time": a new sentence, not a domain.
    const opensSentence =
      count > 2 && /^[A-Z][a-z]+$/.test(last) && front.slice(0, -1).every((x) => x === x.toLowerCase())
    if (isTld(last) && !opensSentence) return front.join('.').length
  }
  return 0
}

function domainAfter(text: string, at: number): number {
  const ahead = text.slice(at, at + MOST_DOMAIN)
  if (VERSION.test(ahead) || IMAGE_SCALE.test(ahead)) return 0
  return domainLength(LATIN_DOMAIN.exec(ahead)?.[0] ?? '') || domainLength(OTHER_DOMAIN.exec(ahead)?.[0] ?? '')
}

function localBefore(text: string, at: number): number {
  const behind = text.slice(Math.max(0, at - MOST_LOCAL), at)
  const quoted = QUOTED_LOCAL.exec(behind)?.[0]
  if (quoted !== undefined) return quoted.length
  let local = LATIN_LOCAL.exec(behind)?.[0] ?? OTHER_LOCAL.exec(behind)?.[0] ?? ''
  // Query strings and assignments: the address begins after the sign.
  local = local.slice(Math.max(local.lastIndexOf('='), local.lastIndexOf('&')) + 1)
  // An escaped line break or tab of JSON glued to the name: "\nada@example.com".
  if (/^[nrt]/.test(local) && text[at - local.length - 1] === '\\' && local.length > 1) local = local.slice(1)
  return local.replace(/^(?:%[0-9A-F]{2})+/i, '').replace(/^[.'’%+~#*!-]+/, '').length
}

/** `git@github.com:acme/app` names a machine; `//user:pass@host` is credentials, which another rule finds. */
function isRemote(text: string, start: number, end: number): boolean {
  if (/^(?:git|svn|hg)$/.test(text.slice(start, text.indexOf('@', start))))
    return text[end] === ':' || text[end] === '/'
  const behind = text.slice(Math.max(0, start - 64), start)
  return /:\/\/[^\s/@]*:[^\s/@]*$/.test(behind)
}

/** Ways to hide the at sign from robots. */
const HIDDEN_AT = /%40|&#64;|&#x40;|&commat;| ?[[({<] ?at ?[\])}>] ?| at | @ /gi
const HIDDEN_DOMAIN = /^[a-z0-9-]+(?:(?:\.| ?[[({] ?(?:dot|\.) ?[\])}] ?| dot )[a-z0-9-]+){1,4}/i
const HIDDEN_LOCAL = /^[a-z0-9._+-]$/i
const DOT_BEFORE = / ?[[({] ?(?:dot|\.) ?[\])}] ?$| dot $/i
const DOTS = / ?[[({] ?(?:dot|\.) ?[\])}] ?| dot /gi

/** Where the local part that ends at `end` begins; `end` when there is none. */
function hiddenLocalStart(text: string, end: number): number {
  let start = end
  for (;;) {
    while (start > end - MOST_LOCAL && HIDDEN_LOCAL.test(text[start - 1] ?? '')) start--
    const dot = start === end ? null : DOT_BEFORE.exec(text.slice(Math.max(0, start - 8), start))
    const before = start - (dot?.[0].length ?? 0)
    if (dot === null || before < end - MOST_LOCAL || !HIDDEN_LOCAL.test(text[before - 1] ?? '')) return start
    start = before
  }
}

function hiddenAt(text: string, from: number, sign: string, words: Words): Finding | undefined {
  const after = from + sign.length
  const domain = HIDDEN_DOMAIN.exec(text.slice(after, after + MOST_DOMAIN))?.[0]
  if (domain === undefined) return undefined
  const open = domain.replace(DOTS, '.')
  const known = domainLength(open)
  if (known === 0 || (open === domain && sign.toLowerCase() === ' at ')) return undefined
  const start = hiddenLocalStart(text, from)
  if (start === from) return undefined
  // Words alone ("look at example dot com") need a sign that a person is meant.
  if (/^ at $| @ /i.test(sign)) {
    const isTelling = /[._\d]/.test(text.slice(start, from)) || FREE_MAIL.test(open.split('.')[0] ?? '')
    if (!isTelling && words.before(start, 30, SAYS.MAIL) === undefined) return undefined
  }
  return { type: 'EMAIL', start, end: after + (open === domain ? known : domain.length) }
}

/** E-mail addresses in the folded text, plain, percent-encoded or spelled out. */
export function findEmails(text: string, words: Words): Finding[] {
  const found: Finding[] = []
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const domain = domainAfter(text, at + 1)
    const local = domain === 0 ? 0 : localBefore(text, at)
    const start = at - local
    const end = at + 1 + domain
    if (local > 0 && !isRemote(text, start, end)) found.push({ type: 'EMAIL', start, end })
  }
  for (const match of text.matchAll(HIDDEN_AT)) {
    const finding = hiddenAt(text, match.index, match[0], words)
    if (finding !== undefined) found.push(finding)
  }
  return found
}
