// The checklist of a key and the words of connections, streams and backfills.
import { describe, expect, test } from 'vitest'
import { linesOf, sameRefusal, triedLabels, tryingLines, verdictOf } from '../../web/src/connections/checklist.ts'
import { backfillWords, pollEvery, splitStream, streamTally } from '../../web/src/connections/words.ts'
import type { ChecklistItem, ConnectionView, ValidateAnswer } from '../../worker/http/schemas/connections.ts'
import { PROBES } from '../../worker/vendors/anthropic/probe-items.ts'

const item = (id: string, more: Partial<ChecklistItem> = {}): ChecklistItem => ({
  id,
  capability: 'admin_api',
  label: id,
  state: 'ok',
  words: 'Can be read.',
  ...more,
})

const answer = (more: Partial<ValidateAnswer> = {}): ValidateAnswer => ({
  ok: true,
  draft: 'dr_1',
  key: { kind: 'anthropic_admin', last4: 'abcd' },
  organization: { id: 'org_1', name: 'Tarnwick Instruments' },
  checklist: [item('organization'), item('usage', { detail: 'Usage on 12 of the last 30 days.' }), item('costs')],
  problem: null,
  note: null,
  rotates: null,
  ...more,
})

describe('the checklist', () => {
  test('waits with the lines that the API tries, in its order', () => {
    expect(triedLabels).toEqual(PROBES.map((probe) => probe.label))
    expect(tryingLines.map((line) => line.state)).toEqual(['trying', ...Array(8).fill('wait')])
  })

  test('fills line by line', () => {
    expect(linesOf(answer(), 0).map((line) => line.state)).toEqual(['trying', 'wait', 'wait'])
    expect(linesOf(answer(), 1).map((line) => line.state)).toEqual(['ok', 'trying', 'wait'])
    expect(linesOf(answer(), 3).map((line) => line.state)).toEqual(['ok', 'ok', 'ok'])
  })

  test('names the organization and says what was found; a tick alone needs no words', () => {
    expect(linesOf(answer()).map((line) => line.words)).toEqual([
      'Tarnwick Instruments',
      'Usage on 12 of the last 30 days.',
      undefined,
    ])
  })

  const missing = item('activity', {
    state: 'missing',
    words: 'It is switched off.',
    remedy: 'Switch it on.',
    detail: 'not enabled',
    request_id: 'req_9',
  })

  test('says once what the vendor said to every line alike, and line by line as soon as one differs', () => {
    const refused = (id: string) =>
      item(id, { state: 'missing', words: 'The key was refused.', detail: 'invalid key', request_id: `req_${id}` })
    const alike = answer({ ok: false, checklist: ['a', 'b', 'c'].map(refused) })
    expect(sameRefusal(linesOf(alike))).toBe('The key was refused. Anthropic said: invalid key.')
    expect(sameRefusal(linesOf(alike, 1))).toBeNull()
    expect(sameRefusal(linesOf({ ...alike, checklist: [refused('a')] }))).toBeNull()
    const other = item('d', { state: 'missing', words: 'It is switched off.', request_id: 'req_d' })
    expect(sameRefusal(linesOf({ ...alike, checklist: [...alike.checklist, other] }))).toBeNull()
    expect(sameRefusal(linesOf({ ...alike, checklist: [...alike.checklist, item('e')] }))).toBeNull()
    expect(sameRefusal([])).toBeNull()
  })

  test('shows what is missing as a part when the key connects, with what to do and the request', () => {
    const [line] = linesOf(answer({ checklist: [missing] }))
    expect(line).toEqual({
      title: 'activity',
      state: 'part',
      words: 'It is switched off. Switch it on. Anthropic said: not enabled.',
      requestId: 'req_9',
    })
  })

  test('shows it as a cross when the key does not connect; the remedy stands beside the key then', () => {
    const [line] = linesOf(answer({ ok: false, checklist: [missing] }))
    expect(line?.state).toBe('bad')
    expect(line?.words).toBe('It is switched off. Anthropic said: not enabled.')
  })

  test('leaves a line that was never asked open instead of calling it a fault', () => {
    const untried = item('costs', { state: 'failed', words: 'Not tried, because the key itself is not accepted.' })
    expect(linesOf(answer({ ok: false, checklist: [untried] }))).toEqual([{ title: 'costs', state: 'wait' }])
  })

  test('is empty for a key that was refused without asking the vendor', () => {
    expect(linesOf(answer({ ok: false, checklist: [] }))).toEqual([])
  })
})

describe('the verdict', () => {
  const problem = (code: string) => ({ code, message: 'm', remedy: 'r' })

  test('is Ready only when every line is filled', () => {
    expect(verdictOf(answer(), false).word).toBe('Trying')
    expect(verdictOf(answer(), true).word).toBe('Ready')
  })

  test('blames the key for its own faults and not for the vendor’s', () => {
    expect(verdictOf(answer({ problem: problem('wrong_key_type') }), true).word).toBe('Wrong key')
    for (const code of ['vendor_down', 'rate_limited', 'unexpected_answer'])
      expect(verdictOf(answer({ problem: problem(code) }), true).word).toBe('Not tried to the end')
  })
})

describe('words of a backfill', () => {
  test.each([
    [{ state: 'running', days_done: 41, days_asked: 90 }, '41 of 90 days'],
    [{ state: 'waiting', days_done: 41, days_asked: 90 }, '41 of 90 days'],
    [{ state: 'paused', days_done: 1310, days_asked: 2190 }, 'Paused at 1,310 of 2,190 days'],
    [{ state: 'done', days_done: 90, days_asked: 90 }, 'All 90 days read'],
    [{ state: 'none', days_done: 0, days_asked: 0 }, 'No past to read'],
  ] as const)('%j is “%s”', (backfill, words) => expect(backfillWords(backfill)).toBe(words))
})

describe('live views', () => {
  // Only the state of the backfill decides; the rest of a connection is of no interest here.
  const connection = (state: ConnectionView['backfill']['state']) =>
    ({ backfill: { state, days_done: 0, days_asked: 90, records: 0 } }) as ConnectionView

  test('look every 2 s while a past is being read, every 10 s otherwise', () => {
    expect(pollEvery(undefined)).toBe(10_000)
    expect(pollEvery([connection('done'), connection('paused')])).toBe(10_000)
    expect(pollEvery([connection('done'), connection('running')])).toBe(2_000)
  })

  test('count streams by state, what needs someone last, and leave out states that do not occur', () => {
    const streams = (['set_aside', 'reading', 'reading', 'retrying'] as const).map((state) => ({ state }))
    expect(streamTally(streams).map(({ words }) => words)).toEqual(['2 reading', '1 retrying', '1 set aside'])
    expect(streamTally([])).toEqual([])
  })

  test('split a stream at its vendor', () => {
    expect(splitStream('anthropic.usage')).toEqual({ vendor: 'anthropic.', rest: 'usage' })
    expect(splitStream('openai.usage.embeddings')).toEqual({ vendor: 'openai.', rest: 'usage.embeddings' })
  })
})
