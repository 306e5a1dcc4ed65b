// API keys and other secrets: by vendor prefix, as private key blocks, after a name that says secret, in the user part of a URL.

import { isExampleKey, isMixed, isPasswordLooking, isRandomLooking } from './pii-key-looks.ts'
import { ASSIGNMENT, HARMLESS } from './pii-key-names.ts'
import { KEY_BY_PREFIX } from './pii-key-prefixes.ts'
import type { Finding } from './pii-text.ts'

const FIXED_END = /[A-Za-z0-9]/

function byPrefix(text: string): Finding[] {
  const found: Finding[] = []
  for (const match of text.matchAll(KEY_BY_PREFIX)) {
    const start = match.index
    // A dash, underscore or dot at the end is the sentence's.
    const key = match[0].replace(/[-_.]+$/, '')
    const end = start + key.length
    if (FIXED_END.test(text[start + match[0].length] ?? '')) continue
    if (!isExampleKey(key) && isMixed(key)) found.push({ type: 'API_KEY', start, end })
  }
  return found
}

const BLOCK_BEGIN = /-----BEGIN[ A-Z0-9]{0,40} ?PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d:/g
const BLOCK_END = /-----END[ A-Z0-9]{0,40} ?PRIVATE KEY(?: BLOCK)?-----|Private-MAC: ?[0-9a-f]+/g
const BLOCK_BODY = /(?:[A-Za-z0-9+/=\s:,.-]|\\[nr])*/y

/** PEM (RFC 7468) and PuTTY private keys; one that is cut off ends where its base64 does. */
function blocks(text: string): Finding[] {
  const ends = [...text.matchAll(BLOCK_END)].map((match) => match.index + match[0].length)
  const found: Finding[] = []
  let done = 0
  let next = 0
  for (const match of text.matchAll(BLOCK_BEGIN)) {
    const body = match.index + match[0].length
    if (match.index < done) continue
    while ((ends[next] ?? Number.POSITIVE_INFINITY) < body) next++
    BLOCK_BODY.lastIndex = body
    const open = body + (BLOCK_BODY.exec(text)?.[0].trimEnd().length ?? 0)
    done = Math.max(Math.min(ends[next] ?? open, body + 65_536), match.index)
    if (done - body >= 40) found.push({ type: 'API_KEY', start: match.index, end: done })
  }
  return found
}

const BARE_VALUE = /[A-Za-z0-9_\-+/.~]{8,1024}={0,2}/y
const PASSWORD_VALUE = /[^\s"'`,;<>]{8,128}/y

function valueAt(text: string, at: number, isPassword: boolean): string {
  const pattern = isPassword ? PASSWORD_VALUE : BARE_VALUE
  pattern.lastIndex = at
  return (pattern.exec(text)?.[0] ?? '').replace(/[.,:)\]]+$/, '')
}

type Kind = 'secret' | 'password' | 'vendor' | 'key'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

function isSecret(value: string, kind: Kind, name: string): boolean {
  if (kind === 'password') return isPasswordLooking(value)
  if (!isRandomLooking(value)) return false
  if (UUID.test(value)) return kind === 'vendor' || /key|token|secret/i.test(name)
  if (kind !== 'key') return true
  // A bare `key` names many things: only what mixes cases and digits, and is long, is a secret.
  return value.length >= 20 && /[a-z]/.test(value) && /[A-Z]/.test(value) && !value.includes('/')
}

/** Whether the name begins inside another word: `monkey`, `keyword`, but not `myKey` or `API_KEY`. */
function isGlued(before: string, name: string): boolean {
  if (!/[A-Za-z]$/.test(before)) return false
  return /^[a-z]/.test(name) || /[A-Z]$/.test(before)
}

function byName(text: string): Finding[] {
  const found: Finding[] = []
  ASSIGNMENT.lastIndex = 0
  for (let match = ASSIGNMENT.exec(text); match !== null; match = ASSIGNMENT.exec(text)) {
    const [all, secret, password, vendor, , operator = ''] = match
    const kind: Kind = secret ? 'secret' : password ? 'password' : vendor ? 'vendor' : 'key'
    const start = match.index + all.length
    const before = text.slice(Math.max(0, match.index - 16), match.index)
    // The value of one name may be the next name: "key: token=...".
    ASSIGNMENT.lastIndex = match.index + 3
    if ((kind !== 'secret' && isGlued(before, all)) || HARMLESS.test(before)) continue
    const isFlag = /--[a-z-]*$/.test(before) || /^bearer/i.test(all) || (secret !== undefined && /[ _.-]/.test(secret))
    if (operator.trim() === '' && !isFlag) continue
    const value = valueAt(text, start, kind === 'password')
    if (text[start + value.length] === '(' || !isSecret(value, kind, `${before}${secret ?? ''}`)) continue
    found.push({ type: 'API_KEY', start, end: start + value.length })
    ASSIGNMENT.lastIndex = start + value.length
  }
  return found
}

/** Passwords of connection strings, scheme://user:password@host, and of curl, -u user:password. */
const USER_PARTS = [
  /:\/\/[^\s:/@"']{0,64}:([^\s:/@"']{6,128})(?=@)/g,
  /\s(?:-u|--user)[ =]["']?[^\s:"']{1,64}:([^\s"']{6,128})/g,
]

function inUserPart(text: string): Finding[] {
  const found: Finding[] = []
  for (const pattern of USER_PARTS)
    for (const match of text.matchAll(pattern)) {
      const password = match[1] ?? ''
      const end = match.index + match[0].length
      if (isPasswordLooking(password)) found.push({ type: 'API_KEY', start: end - password.length, end })
    }
  return found
}

/** Keys in the text, in no order; findings of different rules may overlap. */
export function findKeys(text: string): Finding[] {
  return [...byPrefix(text), ...blocks(text), ...byName(text), ...inUserPart(text)]
}
