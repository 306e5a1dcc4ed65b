// Internet addresses, version 4 and 6, told apart from software versions, section numbers, MAC addresses and code.

import { type Finding, isDigit, isWord } from './pii-text.ts'
import { SAYS, type Words } from './pii-words.ts'

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
/** Dots may be defanged, as in reports of incidents: 192[.]0[.]2[.]1. */
const DOT = '(?:\\.|\\[\\.\\]|\\(\\.\\)|\\[dot\\])'
const V4 = new RegExp(`(?<![\\d.])${OCTET}(?:${DOT}${OCTET}){3}(?!\\d)`, 'g')
/** What may follow the hexadecimal part: the rest of a mapped quad, a zone id (RFC 4007), in an address of the web as %25. */
const V6_TAIL = /(?:\.\d{1,3}){0,3}(?:%(?:25)?[a-z0-9._-]{1,16})?/iy
const LOOPBACK = /^(?:127\.|0\.0\.0\.0$|255\.255\.)/

/** Signs before a quad that make it a version: a path of a product token, a package pin, a range, a letter and dash. */
function isPinned(text: string, start: number): boolean {
  const sign = text[start - 1] ?? ''
  const further = text.charCodeAt(start - 2)
  if (sign === '/') return isWord(further) && !isDigit(further)
  if (sign === '-' || sign === '+') return isWord(further) && !isDigit(further)
  if (sign === '=') return '=<>~!'.includes(text[start - 2] ?? ' ')
  return sign === '^' || sign === '~' || sign === '.'
}

function isV4(text: string, start: number, end: number, words: Words): boolean {
  const before = text.charCodeAt(start - 1)
  const after = text.charCodeAt(end)
  if ((start > 0 && isWord(before)) || isWord(after) || isPinned(text, start)) return false
  if (text[end] === '.' && isDigit(text.charCodeAt(end + 1))) return false
  if (text[end] === '-' && isWord(text.charCodeAt(end + 1)) && !isDigit(text.charCodeAt(end + 1))) return false
  const written = text.slice(start, end)
  if (LOOPBACK.test(written)) return false
  const near = words.before(start, 40, SAYS.IP | SAYS.VERSION)
  const bits = near?.bits ?? 0
  if ((bits & SAYS.IP) !== 0) return true
  if ((bits & SAYS.VERSION) !== 0) return /^[:/]\d/.test(text.slice(end, end + 2))
  const said = words.after(end, 15, SAYS.IP | SAYS.VERSION)?.bits ?? 0
  if ((said & SAYS.VERSION) !== 0) return false
  // 1.2.3.4 without a word is a heading as often as an address.
  return /\d\d/.test(written) || said !== 0 || /^(?::\d|\/\d)/.test(text.slice(end, end + 2))
}

/** Whether the text is an IPv6 address by RFC 4291 section 2.2. */
function isIpv6(written: string): boolean {
  const halves = written.split('::')
  if (halves.length > 2) return false
  const groups: string[] = []
  for (const half of halves) if (half !== '') groups.push(...half.split(':'))
  const last = groups.at(-1) ?? ''
  const quad = last.includes('.')
  if (quad && !new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`).test(last)) return false
  if (!(quad ? groups.slice(0, -1) : groups).every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  const size = groups.length + (quad ? 1 : 0)
  return halves.length === 2 ? size <= 7 : size === 8
}

/** Whether an address that parses is meant as one: `face::bad` in code and an EUI-64 of byte pairs are not. */
function isMeant(written: string, start: number, words: Words): boolean {
  const groups = written.split(':').filter((group) => group !== '')
  if (!written.includes('::')) return !groups.every((group) => group.length === 2)
  if (!/\d/.test(written) || groups.length === 0 || written === '::1') return false
  if (/^(?:[23][0-9a-f]{3}|f[cdef][0-9a-f]{2}|64:ff9b|::ffff:|100::)/i.test(written)) return true
  return groups.length >= 4 || ((words.before(start, 30, SAYS.IP | SAYS.VERSION)?.bits ?? 0) & SAYS.IP) !== 0
}

function isHexOrColon(code: number): boolean {
  return isDigit(code) || code === 58 || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)
}

/** Stretches of hexadecimal digits and colons around each colon, with their tail: each character is looked at a few times. */
function* v6Candidates(text: string): Generator<{ start: number; address: string; end: number }> {
  let done = 0
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', Math.max(done, colon + 1))) {
    let start = colon
    while (start > done && isHexOrColon(text.charCodeAt(start - 1))) start--
    let end = colon
    while (isHexOrColon(text.charCodeAt(end))) end++
    done = end
    if (end - start > 45) continue
    V6_TAIL.lastIndex = end
    const tail = V6_TAIL.exec(text)?.[0] ?? ''
    const quad = tail.split('%')[0] ?? ''
    let address = text.slice(start, end) + quad
    // The closing colon of "fe80::1: unreachable" is no part of the address.
    if (tail === '' && /[^:]:$/.test(address)) address = address.slice(0, -1)
    yield {
      start,
      address,
      end: address.length === end - start + quad.length ? end + tail.length : start + address.length,
    }
  }
}

function findV6(text: string, words: Words): Finding[] {
  const found: Finding[] = []
  for (const { start, address, end } of v6Candidates(text)) {
    if ((start > 0 && isWord(text.charCodeAt(start - 1))) || isWord(text.charCodeAt(end))) continue
    if (isIpv6(address) && isMeant(address, start, words)) found.push({ type: 'IP', start, end })
  }
  return found
}

/** Addresses in the folded text. Ports and prefix lengths are left out, zones taken in; loopback and `0.0.0.0` say nothing. */
export function findIps(text: string, words: Words): Finding[] {
  const found = findV6(text, words)
  for (const match of text.matchAll(V4)) {
    const start = match.index
    const end = start + match[0].length
    if (isV4(text, start, end, words)) found.push({ type: 'IP', start, end })
  }
  return found
}
