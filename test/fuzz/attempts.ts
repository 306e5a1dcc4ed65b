// One route, one seed: a call that is nearly what the route takes, bent in one place or in all.
import type { Route } from '../../worker/http/define.ts'
import type { Call } from './calls.ts'
import { BODIES, bent, TEXTS, write } from './hostile.ts'
import { describe, membersOf, plausible } from './plausible.ts'
import type { Dice } from './seeded.ts'

/** Encoded as a client would, or left as it is where the address still is one. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed())

/** Percent signs that decode to nothing, or to what is no text. */
const BROKEN = ['%', '%zz', '%E0%A4%A', '%FF', '%ED%A0%80', '%00', '%2e%2e%2f', '%C0%AF']

function pathOf(route: Route, dice: Dice, known: readonly string[]): string {
  return route.path.replaceAll(/\{\w+\}/g, () => {
    const kind = dice.roll(6)
    if (kind < 3 && known.length > 0) return encoded(dice.pick(known))
    if (kind === 3) return dice.pick(BROKEN)
    return encoded(dice.pick(TEXTS)) || 'x'
  })
}

function queryOf(route: Route, dice: Dice, known: readonly string[]): string {
  const names = membersOf(route.query)
  const pairs: string[] = []
  const add = (name: string, value: string) => pairs.push(`${encoded(name)}=${value}`)
  if (route.query !== undefined) {
    const good = Object(plausible(describe(route.query), dice, known))
    for (const [name, value] of Object.entries(good)) if (dice.once(2)) add(name, encoded(String(value)))
  }
  const times = dice.roll(4)
  for (let at = 0; at < times; at++) {
    const name =
      names.length > 0 && !dice.once(5)
        ? dice.pick(names)
        : dice.pick(['limit', 'cursor', '__proto__', 'x[]', ...TEXTS])
    const value = dice.roll(4)
    if (value === 0 && known.length > 0) add(name, encoded(dice.pick(known)))
    else add(name, value === 1 ? dice.pick(BROKEN) : encoded(dice.pick(TEXTS)))
    // Twice the same name, with another value.
    if (dice.once(5)) add(name, encoded(dice.pick(TEXTS)))
  }
  if (dice.once(40)) for (let at = 0; at < 400; at++) add('model', String(at))
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

const HEADERS: readonly Record<string, string>[] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-length': '-1' },
  { accept: 'x'.repeat(16_000) },
  { 'accept-language': '*;q=NaN', range: 'bytes=9-1,-,0-' },
  { range: `bytes=${'0-0,'.repeat(500)}` },
  { 'if-none-match': `"${'a'.repeat(4000)}"`, 'if-modified-since': 'Mon, 99 Foo 2026' },
  { authorization: 'Bearer ' },
  { authorization: `Bearer tally_${'x'.repeat(180)}` },
  { authorization: 'Basic %ff' },
  { origin: 'null' },
  { origin: 'http://localhost.evil.example', 'sec-fetch-site': 'cross-site' },
  { 'x-forwarded-for': "' OR 1=1", 'cf-connecting-ip': 'x'.repeat(5000) },
  { cookie: `tallystick.session_token=${'%'.repeat(3000)}` },
  { cookie: 'a'.repeat(20_000) },
]

const METHODS = ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'POST', 'GET', 'PROPFIND']

/** The call of this throw of the dice; `known` are ids and cursors worth trying. */
export function attempt(route: Route, dice: Dice, known: readonly string[]): Call {
  const method = dice.once(12) ? dice.pick(METHODS) : route.method.toUpperCase()
  const headers = dice.once(8) ? dice.pick(HEADERS) : {}
  const path = `${pathOf(route, dice, known)}${queryOf(route, dice, known)}`
  if (method === 'GET' || method === 'HEAD') return { method, path, headers }
  return { method, path, headers, body: bodyOf(route, dice, known) }
}

function bodyOf(route: Route, dice: Dice, known: readonly string[]): string | Uint8Array<ArrayBuffer> {
  if (route.body === undefined || dice.once(8)) return dice.pick(BODIES)
  const good = plausible(describe(route.body), dice, known)
  return write(dice.once(5) ? good : bent(good, dice))
}
