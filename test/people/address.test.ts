import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressKey, asciiDomain, domainAliases } from '../../worker/people/address.ts'

const one = domainAliases([
  ['northwind.example', 'northwind.io'],
  ['bücher.example', 'buecher.example'],
])

describe('two addresses are the same', () => {
  it.each([
    ['whatever the case', 'Mei.Zhao@Northwind.example', 'mei.zhao@northwind.example'],
    ['whatever the spaces around', ' mei@northwind.example\n', 'mei@northwind.example'],
    ['whatever the Unicode form', 'zoe\u0301@northwind.example', 'zo\u00e9@northwind.example'],
    ['at domains that are one', 'mei@northwind.io', 'mei@northwind.example'],
    ['at domains that are one in any case', 'MEI@Northwind.IO', 'mei@northwind.example'],
    ['with a domain in its own letters or in ASCII', 'mei@bücher.example', 'mei@xn--bcher-kva.example'],
    ['through an alias of a domain in its own letters', 'mei@BÜCHER.example', 'mei@buecher.example'],
  ])('%s', (_, a, b) => {
    expect(addressKey(a, one)).toBeDefined()
    expect(addressKey(a, one)).toBe(addressKey(b, one))
  })
})

describe('two addresses are different', () => {
  it.each([
    ['with a plus-address', 'mei+test@northwind.example', 'mei@northwind.example'],
    ['with dots', 'mei.zhao@northwind.example', 'meizhao@northwind.example'],
    ['at a subdomain', 'mei@eu.northwind.example', 'mei@northwind.example'],
    ['at domains nobody said are one', 'mei@northwind.net', 'mei@northwind.example'],
    ['with an accent', 'zoé@northwind.example', 'zoe@northwind.example'],
  ])('%s', (_, a, b) => {
    expect(addressKey(a, one)).toBeDefined()
    expect(addressKey(a, one)).not.toBe(addressKey(b, one))
  })
})

describe('what is no address', () => {
  it.each([
    '',
    ' ',
    '-',
    'unknown',
    '@northwind.example',
    'mei@',
    'mei@northwind',
    'mei@.example',
    'mei@northwind..example',
    'mei zhao@northwind.example',
    'mei@north wind.example',
    'mei@northwind.example/path',
    'mei@northwind.example:25',
    'mei@10.0.0.1',
    'mei@0x7f.1',
    'mei@[::1]',
    'a@b@northwind.example',
    '<mei@northwind.example>',
    'mei,ada@northwind.example',
  ])('%j matches nothing', (said) => expect(addressKey(said, one)).toBeUndefined())
})

describe('domains', () => {
  it('are compared in lower case and ASCII', () => {
    expect(asciiDomain(' Northwind.Example ')).toBe('northwind.example')
    expect(asciiDomain('bücher.example')).toBe('xn--bcher-kva.example')
    expect(asciiDomain('faß.example')).toBe('xn--fa-hia.example')
    for (const wrong of ['', 'localhost', 'a b.example', '-a.example', 'a@b.example', 'x'.repeat(300)]) {
      expect(asciiDomain(wrong), wrong).toBeUndefined()
    }
  })
  it('that share a list are one, also over several lists and in any order', () => {
    const lists = [
      ['b.example', 'c.example'],
      ['c.example', 'a.example'],
    ]
    for (const some of [lists, lists.toReversed(), lists.map((list) => list.toReversed())]) {
      const domainOf = domainAliases(some)
      expect(['a.example', 'b.example', 'c.example', 'd.example'].map(domainOf)).toEqual([
        'a.example',
        'a.example',
        'a.example',
        'd.example',
      ])
    }
  })
})

it('the compared form of any text is its own compared form', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.emailAddress()), (said) => {
      const key = addressKey(said)
      if (key !== undefined) expect(addressKey(key)).toBe(key)
    }),
    { numRuns: 500 },
  )
})
