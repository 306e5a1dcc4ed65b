import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText, MOST_WORDS, readQuery, wordsOf } from '../../worker/content/words.ts'

const finds = (query: string, text: string): boolean => {
  const asked = readQuery(query)
  const words = new Set(wordsOf(text))
  return asked?.words.every((word) => words.has(word)) === true && asked.matches(text)
}

describe('folding', () => {
  it.each([
    ['Müller', 'muller'],
    ['STRASSE', 'straße'],
    ['naïve café', 'NAIVE CAFE'],
    ['ΟΔΥΣΣΕΥΣ', 'Οδυσσεύς'],
    ['İstanbul', 'istanbul'],
    ['ﬁnance', 'finance'],
    ['Ｆｕｌｌ', 'full'],
    ['ｶﾞ', 'ガ'],
    ['Ёлка', 'елка'],
    ['مُحَمَّد', 'محمد'],
    ['أحمد', 'احمد'],
    ['שָׁלוֹם', 'שלום'],
  ])('makes %s and %s one word', (one, other) => {
    expect(foldText(one)).toBe(foldText(other))
  })

  it('keeps the marks that make another letter where marks are no ornament', () => {
    expect(foldText('が')).not.toBe(foldText('か'))
    expect(wordsOf('नमस्ते')).toEqual(['नमस्ते'])
  })

  it('done twice is done once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldText(text)
        expect(foldText(folded)).toBe(folded)
      }),
    )
  })
})

describe('words', () => {
  it('are letters, digits and marks; everything else is between them', () => {
    expect(wordsOf('Re: ada@example.com, 2026-11-20 (v2.1)')).toEqual([
      ...['re', 'ada', 'example', 'com', '2026', '11', '20', 'v2', '1'],
    ])
    expect(wordsOf(' \n\t…!?—')).toEqual([])
  })

  it('of scripts without spaces are pairs of characters', () => {
    expect(wordsOf('東京都')).toEqual(['東京', '京都'])
    expect(wordsOf('AIの使い方')).toEqual(['ai', 'の使', '使い', 'い方'])
    expect(wordsOf('𠮷野家')).toEqual(['𠮷野', '野家'])
    expect(wordsOf('林')).toEqual(['林'])
  })

  it('are distinct, at most so many, and cut where they are endless', () => {
    expect(wordsOf('a b a B')).toEqual(['a', 'b'])
    expect(wordsOf(Array.from({ length: 5000 }, (_, n) => `w${n}`).join(' '))).toHaveLength(MOST_WORDS)
    expect(wordsOf('x'.repeat(9000))).toEqual(['x'.repeat(64)])
  })

  it('take time in proportion to the text', () => {
    // Would not end within the test's time if a pattern backtracked.
    for (const piece of ['a', 'a ', '東', '̀', '1.']) wordsOf(piece.repeat(300_000))
  })
})

describe('a query', () => {
  it('finds every text that holds its words, in any order and with anything between', () => {
    const word = fc.stringMatching(/^[a-zé東京ก-ข0-9]{1,8}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.array(word), (asked, others) => {
        expect(finds(asked.join(' '), [...others, ...asked.toReversed()].join(', '))).toBe(true)
      }),
    )
  })

  it.each([
    ['her', 'heron'],
    ['heron zoo', 'a heron'],
    ['大阪神', '大阪と阪神'],
    ['東', '東京'],
  ])('for %s does not find %s', (query, text) => {
    expect(finds(query, text)).toBe(false)
  })

  it('without a word asks for nothing', () => {
    expect(readQuery('… ?')).toBeUndefined()
  })
})
