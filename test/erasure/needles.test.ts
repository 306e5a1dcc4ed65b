// What counts as a mention: whole addresses and full names, in any case, and nobody else's.
import { describe, expect, it } from 'vitest'
import { Needles } from '../../worker/erasure/needles.ts'

const of = (names: string[], addresses: string[] = ['ada.quill@example.com'], namesakes: string[] = []) =>
  new Needles({ addresses, names, namesakes: new Set(namesakes) })
const ada = of(['Ada Quill'])
const tells = (text: string, needles = ada) => needles.tells(text, null)

describe('a text tells of somebody', () => {
  it.each([
    'ada.quill@example.com',
    'ADA.QUILL@EXAMPLE.COM',
    'Write to ada.quill@example.com.',
    '<ada.quill@example.com>',
    'mailto:ada.quill@example.com?subject=x',
    'ada quill',
    'ADA\n  QUILL’s desk',
    '(Ada\u00a0Quill)',
  ])('that says %j', (text) => expect(tells(text)).toBe(true))

  it.each([
    'nada.quill@example.com',
    'x-ada.quill@example.com',
    'ada.quill@example.com.test',
    'ada.quill@example.community',
    'ada.quill@example.co',
    'Ada Quillington',
    'Nevada Quill',
    'Quill, Ada',
    'Ada',
    '',
  ])('but not one that says %j', (text) => expect(tells(text)).toBe(false))

  it('in any composition of its letters', () => {
    const zoe = of(['Zoe\u0308 Ågren'])
    expect(tells('ZO\u00cb A\u030aGREN', zoe)).toBe(true)
  })

  it('by a name in a script without spaces, wherever it stands', () => {
    expect(tells('昨日は山田花子さんと話した。', of(['山田花子']))).toBe(true)
    expect(tells('김민준에게', of(['김민준']))).toBe(true)
    // Two characters are a word like any other.
    expect(tells('李娜在这里', of(['李娜'], []))).toBe(false)
  })

  it('by no name of one word, and by no address that is none', () => {
    expect(tells('Claude said so', of(['Claude'], ['unknown']))).toBe(false)
    expect(tells('unknown', of([], ['unknown']))).toBe(false)
  })

  it('unless it is the own name of somebody who is called the same', () => {
    const needles = of(['Ada Quill'], undefined, ['sub_other'])
    expect(needles.tells('Ada Quill', 'sub_other')).toBe(false)
    expect(needles.tells('ada.quill@example.com', 'sub_other')).toBe(true)
    expect(needles.tells('Ada Quill', 'sub_third')).toBe(true)
  })

  it('in any value of a sealed field', () => {
    expect(ada.tellsIn({ a: [{ b: ['x', 'Ada Quill'] }] }, null)).toBe(true)
    expect(ada.tellsIn({ a: [1, null, true, 'x'] }, null)).toBe(false)
  })

  it('written with signs that mean something in a pattern', () => {
    const odd = of(['J. (Jo) O’Neil-$mith'], ['a+b.c-d@example.com'])
    expect(tells('to a+b.c-d@example.com', odd)).toBe(true)
    expect(tells('to aab.c-d@example.com', odd)).toBe(false)
    expect(tells('j. (jo) o’neil-$mith', odd)).toBe(true)
  })
})

describe('a reason', () => {
  it('is kept without what tells of the person', () => {
    expect(ada.redact('Ada Quill <ada.quill@example.com> asked by letter.')).toBe(
      '[erased] <[erased]> asked by letter.',
    )
    expect(of([], []).redact('Ada Quill asked')).toBe('Ada Quill asked')
  })
})
