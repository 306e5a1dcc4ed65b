// FOCUS exports in the form, the list and the drawer: what is asked, what it is called, what its report says.
import { describe, expect, it } from 'vitest'
import { failedRules, reasonsInWords, summaryWords } from '../../web/src/pages/exports/conformance-words.ts'
import { exportName, formatWord, whatWords } from '../../web/src/pages/exports/what.ts'
import { blank, bodyOf, problemsOf, type Wish, wishFrom, wishLike } from '../../web/src/pages/exports/wish.ts'
import { ExportBody, type ExportView } from '../../worker/http/schemas/exports.ts'

const bill = (over: Partial<Wish> = {}): Wish => ({ ...blank, format: 'focus', ...over })

describe('the form', () => {
  it('asks for the bill alone, whatever else was chosen before', () => {
    const wish = bill({
      from: '2026-11-01',
      to: '2026-11-20',
      vendor: 'openai',
      workspace: ['proj_1'],
      subject: 'content',
      streams: ['openai.costs'],
      person: 'sub_1',
      chats: ['chat_1'],
      disclose: true,
      content: 'revealed',
      documents: ['pdf'],
      prefix: '',
      focus: { files: ['parquet'], estimates: true, by_key: false },
    })
    const body = bodyOf(wish)
    expect(body).toMatchObject({
      format: 'focus',
      filter: { from: '2026-11-01', to: '2026-11-20', vendor: 'openai', workspace: ['proj_1'] },
      focus: { files: ['parquet'], estimates: true, by_key: false },
      disclose: false,
      content: 'none',
      documents: [],
    })
    expect(Object.keys(body?.filter ?? {})).toEqual(['from', 'to', 'vendor', 'workspace'])
    expect(body).not.toHaveProperty('as_of')
    expect(ExportBody.safeParse(body).success).toBe(true)
  })

  it('leaves out a vendor that bills nothing', () => {
    expect(bodyOf(bill({ vendor: 'tallystick' }))?.filter).toEqual({})
  })

  it('wants a file', () => {
    const wish = bill({ focus: { files: [], estimates: false, by_key: false } })
    expect([problemsOf(wish).files, bodyOf(wish)]).toEqual(['Choose at least one file.', null])
  })

  it('sends nothing of FOCUS with a bundle', () => {
    expect(bodyOf(blank)).not.toHaveProperty('focus')
    expect(bodyOf(blank)).toMatchObject({ format: 'bundle', as_of: 'anchored' })
  })

  it('begins with the filter of the Costs page', () => {
    const begun = wishFrom({
      format: 'focus',
      from: '2026-11-01',
      to: '2026-11-20',
      vendor: 'anthropic',
      workspace: ['default'],
    })
    expect(bodyOf(begun)?.filter).toEqual({
      from: '2026-11-01',
      to: '2026-11-20',
      vendor: 'anthropic',
      workspace: ['default'],
    })
  })

  it('takes over the rows of an export that it is to be like', () => {
    const focus: ExportView['focus'] = { files: ['csv'], estimates: false, by_key: true }
    // The members that the form looks at.
    const view = {
      filter: { vendor: 'openai' },
      format: 'focus',
      focus,
      note: 'n',
      max_downloads: null,
      as_of: 'newest',
      content: 'none',
      documents: [],
    } as unknown as ExportView
    expect(wishLike(view)).toMatchObject({ format: 'focus', focus, vendor: 'openai' })
  })
})

describe('words', () => {
  const one = {
    format: 'focus',
    documents: [],
    focus: { files: ['csv', 'parquet'], estimates: false, by_key: false },
    note: '',
    filter: { from: '2026-11-01', to: '2026-11-30' },
  } as const
  it('name the format with its files, and the bill', () => {
    expect(formatWord({ ...one, documents: [], focus: { ...one.focus, files: ['csv', 'parquet'] } })).toBe(
      'FOCUS 1.2, CSV, Parquet',
    )
    expect(whatWords(one)[0]).toBe('Bill lines')
    expect(exportName(one)).toMatch(/^Bill, /)
  })

  it('of a report add up, and put requirements first', () => {
    const rule = (id: string, level: string, result: 'passed' | 'failed') => ({ id, level, result, of: 'X', says: id })
    const results = [rule('a', 'RECOMMENDED', 'failed'), rule('b', 'MUST', 'passed'), rule('c', 'MUST NOT', 'failed')]
    expect(failedRules({ results }).map(({ id }) => id)).toEqual(['c', 'a'])
    expect(summaryWords({ model: 'FOCUS 1.2', rules: { all: 621, passed: 215, failed: 1, not_applicable: 405 } })).toBe(
      '621 rules of FOCUS 1.2: 215 passed, 1 failed, 405 not applicable.',
    )
    expect(
      reasonsInWords({ reasons: { judgement: 201, criterion: 147, brand_new: 1 } }).map(([, rules]) => rules),
    ).toEqual([201, 147, 1])
  })
})
