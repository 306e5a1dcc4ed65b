// The MAC of a link against an independent implementation, and against everybody who would change a link.
import { describe, expect, it } from 'vitest'
import { isSigned, type Link, linkText, readLink, signedPath } from '../../worker/export/link.ts'
import cases from '../vectors/export-url/cases.json' with { type: 'json' }

const rootsOf = (byte: number, epoch: number) => ({ epoch, roots: new Map([[epoch, new Uint8Array(32).fill(byte)]]) })
const split = (path: string) => {
  const [before = '', after = ''] = path.split('?')
  return [before.slice('/e/'.length), `?${after}`] as const
}

describe('a link', () => {
  it.each(cases)('of epoch $epoch, version $version and volume $volume is the one of the vectors', async (one) => {
    const { id, expires, version, volume, tenant, sha256 } = one
    const link: Link = { id, key: one.epoch, expires, version, volume }
    const roots = rootsOf(one.root_byte, one.epoch)
    expect(linkText(link, { tenant, sha256 })).toBe(one.text)
    expect(await signedPath(roots, link, { tenant, sha256 })).toBe(one.path)
    const presented = readLink(...split(one.path))
    expect(presented?.link).toEqual(link)
    expect(await isSigned(roots, presented, { tenant, sha256 })).toBe(true)
  })
})

const [first] = cases
if (first === undefined) throw new Error('no vectors')
const roots = rootsOf(first.root_byte, first.epoch)
const behind = { tenant: first.tenant, sha256: first.sha256 }
const [id, query] = split(first.path)
const opens = async (query: string, name = id, what = behind) => isSigned(roots, readLink(name, query), what)

describe('a link that somebody changed', () => {
  const changed: [string, string][] = [
    ['an expiry later by a second', query.replace('e=1800000000', 'e=1800000001')],
    ['another version', query.replace('v=1', 'v=2')],
    ['another volume', query.replace('n=1', 'n=2')],
    ['another epoch', query.replace('k=1', 'k=2')],
    ['an epoch that names nothing', query.replace('k=1', 'k=0')],
    ['the MAC of another version', `${query.slice(0, -43)}${cases[1]?.path.slice(-43)}`],
    ['a MAC of zeros', `${query.slice(0, -43)}${'A'.repeat(43)}`],
    ['an empty MAC', query.slice(0, -43)],
    ['a MAC cut by one letter', query.slice(0, -1)],
    ['a MAC with a letter more', `${query}A`],
    ['padding behind the MAC', `${query}=`],
    ['a member more', `${query}&x=1`],
    ['a member twice', `${query}&e=1900000000`],
    ['its members in another order', `?e=1800000000&k=1&v=1&n=1&s=${query.slice(-43)}`],
    ['a leading zero', query.replace('v=1', 'v=01')],
    ['a sign', query.replace('v=1', 'v=+1')],
    ['a number in another base', query.replace('v=1', 'v=0x1')],
    ['a percent sign', query.replace('v=1', 'v=%31')],
    ['a newline in a member', query.replace('v=1', 'v=1%0A')],
    ['nothing at all', ''],
  ]
  it.each(changed)('by %s is refused', async (_, query) => {
    expect(await opens(query)).toBe(false)
  })

  it('to another export, tenant or file is refused', async () => {
    expect(await opens(query)).toBe(true)
    expect(await opens(query, `exp_${'1'.repeat(26)}`)).toBe(false)
    expect(await opens(query, id, { ...behind, tenant: `tn_${'1'.repeat(26)}` })).toBe(false)
    expect(await opens(query, id, { ...behind, sha256: 'cd'.repeat(32) })).toBe(false)
    expect(await isSigned(roots, readLink(id, query), undefined)).toBe(false)
  })

  it('in any one bit of its MAC is refused', async () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (let place = 0; place < 43; place++) {
      const at = query.length - 43 + place
      const other = letters[(letters.indexOf(query[at] ?? 'A') + 1) % 64]
      expect(await opens(`${query.slice(0, at)}${other}${query.slice(at + 1)}`), String(place)).toBe(false)
    }
  })

  it('has one spelling only: the two bits that a MAC leaves over must be zero', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = letters.indexOf(query.at(-1) ?? '')
    for (const more of [1, 2, 3]) expect(readLink(id, `${query.slice(0, -1)}${letters[last + more]}`)).toBeUndefined()
  })

  it('is refused under another root key', async () => {
    expect(await isSigned(rootsOf(8, 1), readLink(id, query), behind)).toBe(false)
    expect(await isSigned(rootsOf(7, 2), readLink(id, query), behind)).toBe(false)
  })
})
