import { describe, expect, it } from 'vitest'
import { filterWords } from '../../worker/export/filter-words.ts'

describe('a filter in words', () => {
  it.each([
    [{}, 'Everything'],
    [{ chats: ['c1'] }, 'one chat'],
    [{ chats: ['c1', 'c2'], kinds: ['chat', 'message'] }, '2 chats; records of kind chat, message'],
    [{ from: '2026-11-01', to: '2026-11-20', vendor: 'anthropic' }, 'vendor anthropic; 2026-11-01 to 2026-11-20'],
    [{ from: '2026-11-01' }, 'from 2026-11-01'],
    [{ to: '2026-11-20', subjects: ['sub_1', 'sub_2'] }, 'one person; until 2026-11-20'],
  ])('%j is %s', (selection, words) => {
    expect(filterWords(selection)).toBe(words)
  })
})
