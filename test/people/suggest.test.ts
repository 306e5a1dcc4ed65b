import { describe, expect, it } from 'vitest'
import { suggestionFor } from '../../worker/people/suggest.ts'

const ada = { subject: 'sub_a', name: 'Ada Quill', email: 'ada.quill@example.com' }
const mei = { subject: 'sub_m', name: 'Mei Zhao', email: 'mei@example.com' }
const people = [ada, mei, { subject: 'sub_x' }]

describe('a suggestion', () => {
  it.each([
    ['all of an address before the @', 'mei-laptop', mei],
    ['all of a name, in any order and case', 'QUILL, Ada (notebook)', ada],
    ['an address with dots', 'ada.quill', ada],
  ])('comes from %s', (_, label, person) => expect(suggestionFor(label, people)).toEqual(person))

  it.each([
    ['half a name', 'ada laptop'],
    ['a part of a word', 'meilin-laptop'],
    ['a bare id', 'key_a1B2c3D4'],
    ['nothing', ''],
  ])('does not come from %s', (_, label) => expect(suggestionFor(label, people)).toBeNull())

  it('is none where two people fit, or an address says almost nothing', () => {
    expect(suggestionFor('mei-laptop', [mei, { ...mei, subject: 'sub_n' }])).toBeNull()
    expect(suggestionFor('al-laptop', [{ subject: 'sub_s', email: 'al@example.com' }])).toBeNull()
  })
})
