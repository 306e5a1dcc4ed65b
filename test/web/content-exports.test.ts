// Exports with texts: what the form becomes, how another screen begins it, and what is kept while a second person is asked.
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../web/src/api/client.ts'
import { firstDay } from '../../web/src/connections/how-far-back.tsx'
import { approvalIn, readKept } from '../../web/src/pages/exports/kept-wish.ts'
import { filterWords, formatWord, subjectOf } from '../../web/src/pages/exports/what.ts'
import { blank, bodyOf, problemsOf, type Wish, wishFrom } from '../../web/src/pages/exports/wish.ts'
import { monthsIn } from '../../web/src/pages/settings/organization/retention.ts'
import { ExportBody } from '../../worker/http/schemas/exports.ts'

const reason = 'Production for matter 2026-11'
const wish = (over: Partial<Wish>): Wish => ({ ...blank, ...over })

describe('an export with texts', () => {
  it('is a request that the API takes as it is', () => {
    const body = bodyOf(
      wish({ content: 'revealed', reason, documents: ['pdf', 'rsmf'], prefix: 'TARN', chats: ['c1', 'c2'] }),
    )
    expect(ExportBody.parse(body)).toMatchObject({
      content: 'revealed',
      reason,
      documents: ['pdf', 'rsmf'],
      bates_prefix: 'TARN',
      legend: 'CONFIDENTIAL',
      filter: { chats: ['c1', 'c2'] },
    })
    expect(body).not.toHaveProperty('approval')
  })
  it('has neither documents nor a reason where texts are left out', () => {
    expect(bodyOf(wish({ documents: ['pdf'], reason, prefix: 'bad one' }))).toMatchObject({
      content: 'none',
      documents: [],
      reason: '',
      bates_prefix: 'TALLY',
    })
    expect(bodyOf(wish({ content: 'masked', documents: ['pdf'], format: 'json' }))).toMatchObject({ documents: [] })
  })
  it('as it was written asks for a reason, and pages for a prefix', () => {
    expect(problemsOf(wish({ content: 'revealed', reason: 'because' }))).toHaveProperty('reason')
    expect(bodyOf(wish({ content: 'revealed', reason: 'because' }))).toBeNull()
    expect(problemsOf(wish({ content: 'masked' }))).toEqual({})
    expect(problemsOf(wish({ content: 'masked', documents: ['pdf'], prefix: 'Ä1' }))).toHaveProperty('prefix')
    expect(problemsOf(wish({ content: 'masked', prefix: 'Ä1' }))).toEqual({})
  })
  it('goes out again with the approval it waited for', () => {
    expect(bodyOf(wish({ content: 'masked' }), 'ap_1')).toMatchObject({ approval: 'ap_1' })
  })
  it('begins as the content page asks for it', () => {
    const begun = wishFrom({ content: 'masked', chats: ['c1'], from: '2026-11-01' })
    expect(begun).toMatchObject({
      subject: 'content',
      documents: ['pdf'],
      chats: ['c1'],
      from: '2026-11-01',
      person: '',
    })
    expect(bodyOf(begun)?.filter).toEqual({ from: '2026-11-01', kinds: ['chat', 'message'], chats: ['c1'] })
    expect(wishFrom({})).toEqual(blank)
  })
  it('is told in the list by its kinds, chats and documents', () => {
    expect(subjectOf(['message', 'chat'])).toBe('content')
    expect(filterWords({ kinds: ['chat', 'message'], chats: ['a', 'b'] })).toEqual([
      'Chats and messages',
      'from the beginning',
      '2 chats',
    ])
    expect(formatWord({ format: 'bundle', focus: null, documents: ['pdf', 'load_files'] })).toBe(
      'Bundle, PDF, load files',
    )
  })
})

describe('an export that waits', () => {
  it('is known by the approval that the API names', () => {
    const needed = new ApiError(409, 'approval_needed', 'A second person', null, { approval: 'ap_1' })
    expect(approvalIn(needed)).toBe('ap_1')
    expect(approvalIn(new ApiError(409, 'conflict', 'x', null, { approval: 'ap_1' }))).toBeNull()
    expect(approvalIn(new ApiError(409, 'approval_needed', 'x'))).toBeNull()
    expect(approvalIn(new Error('x'))).toBeNull()
  })
  it('is read back with what a later form added, and nothing else is', () => {
    expect(readKept('{"approval":"ap_1","wish":{"content":"masked"}}')).toEqual({
      approval: 'ap_1',
      wish: { ...blank, content: 'masked' },
    })
    for (const odd of [null, '', '{', '{"approval":1,"wish":{}}', '{"approval":"a","wish":null}']) {
      expect(readKept(odd)).toBeNull()
    }
  })
})

describe('settings about texts', () => {
  it('take whole months from 1 to 120', () => {
    expect(['1', ' 24 ', '120'].map(monthsIn)).toEqual([1, 24, 120])
    for (const odd of ['', '0', '121', '1.5', '-3', 'x', '1e2']) expect(monthsIn(odd)).toBeUndefined()
  })
  it('begin a year back, also on a leap day', () => {
    expect([firstDay('2026-11-20'), firstDay('2028-02-29')]).toEqual(['2025-11-20', '2027-02-28'])
  })
})
