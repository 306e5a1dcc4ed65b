// The checklist of a key and the words of connections, streams and backfills.
import { describe, expect, test } from 'vitest'
import { linesOf, sameRefusal, triedLabels, tryingLines } from '../../web/src/connections/checklist.ts'
import { CONNECTION_KINDS, kinds, nextKind } from '../../web/src/connections/kinds.ts'
import { verdictOf } from '../../web/src/connections/verdict.ts'
import {
  backfillWords,
  firstName,
  isNameless,
  organizationWords,
  pollEvery,
  splitStream,
  streamTally,
} from '../../web/src/connections/words.ts'
import type { ChecklistItem, ConnectionView, ValidateAnswer } from '../../worker/http/schemas/connections.ts'
import { COMPLIANCE_LINES } from '../../worker/vendors/anthropic/content/probe.ts'
import { PROBES } from '../../worker/vendors/anthropic/probe-items.ts'
import { LINES } from '../../worker/vendors/openai/probe-items.ts'

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
    expect(triedLabels.anthropic_admin).toEqual(PROBES.map((probe) => probe.label))
    expect(triedLabels.anthropic_compliance).toEqual(COMPLIANCE_LINES.map((line) => line.label))
    // The line about the region is there for ledgers in the EU only.
    expect(triedLabels.openai_admin).toEqual(LINES.filter(({ id }) => id !== 'region').map((line) => line.label))
    for (const kind of CONNECTION_KINDS) {
      expect(tryingLines(kind).map((line) => line.state)).toEqual(['trying', ...Array(8).fill('wait')])
    }
  })

  test('fills line by line', () => {
    expect(linesOf(answer(), 'anthropic_admin', 0).map((line) => line.state)).toEqual(['trying', 'wait', 'wait'])
    expect(linesOf(answer(), 'anthropic_admin', 1).map((line) => line.state)).toEqual(['ok', 'trying', 'wait'])
    expect(linesOf(answer(), 'anthropic_admin', 3).map((line) => line.state)).toEqual(['ok', 'ok', 'ok'])
  })

  test('names the organization and says what was found; a tick alone needs no words', () => {
    expect(linesOf(answer(), 'anthropic_admin').map((line) => line.words)).toEqual([
      'Tarnwick Instruments',
      'Usage on 12 of the last 30 days.',
      undefined,
    ])
  })

  test('keeps one line for each item of the answer, whatever their states', () => {
    const states = ['ok', 'missing', 'failed', 'empty'] as const
    const checklist = states.map((state) => item(state, { state, request_id: 'req_1' }))
    for (const ok of [true, false]) {
      const lines = linesOf(answer({ ok, checklist }), 'openai_admin')
      expect(lines.map((line) => line.title)).toEqual(['ok', 'missing', 'failed', 'empty'])
      expect(lines.map((line) => line.state)).toEqual(
        ok ? ['ok', 'part', 'part', 'quiet'] : ['ok', 'bad', 'bad', 'quiet'],
      )
    }
  })

  const auditLogs = item('audit_logs', {
    capability: 'audit_logs',
    state: 'empty',
    words: 'Reachable, nothing ingested yet.',
    remedy: 'An owner switches it on.',
  })

  test('says of what is reachable but empty what it is and what to do, whether the key connects or not', () => {
    const words = 'Reachable, nothing ingested yet. An owner switches it on.'
    for (const ok of [true, false]) {
      const [line] = linesOf(answer({ ok, checklist: [auditLogs] }), 'openai_admin')
      expect(line).toEqual({ title: 'audit_logs', state: 'quiet', words })
    }
    const found = { ...auditLogs, detail: '0 events in 7 days' }
    expect(linesOf(answer({ checklist: [found] }), 'openai_admin')[0]?.words).toBe(
      'Reachable, nothing ingested yet. 0 events in 7 days. An owner switches it on.',
    )
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
    expect(sameRefusal(linesOf(alike, 'anthropic_admin'))).toBe('The key was refused. Anthropic said: invalid key.')
    expect(sameRefusal(linesOf(alike, 'anthropic_admin', 1))).toBeNull()
    expect(sameRefusal(linesOf({ ...alike, checklist: [refused('a')] }, 'anthropic_admin'))).toBeNull()
    const other = item('d', { state: 'missing', words: 'It is switched off.', request_id: 'req_d' })
    expect(sameRefusal(linesOf({ ...alike, checklist: [...alike.checklist, other] }, 'anthropic_admin'))).toBeNull()
    expect(sameRefusal(linesOf({ ...alike, checklist: [...alike.checklist, item('e')] }, 'anthropic_admin'))).toBeNull()
    expect(sameRefusal([])).toBeNull()
  })

  test('shows what is missing as a part when the key connects, with what to do and the request', () => {
    const [line] = linesOf(answer({ checklist: [missing] }), 'anthropic_admin')
    expect(line).toEqual({
      title: 'activity',
      state: 'part',
      words: 'It is switched off. Switch it on. Anthropic said: not enabled.',
      requestId: 'req_9',
    })
  })

  test('quotes the vendor whose key it is', () => {
    const [line] = linesOf(answer({ checklist: [missing] }), 'openai_admin')
    expect(line?.words).toBe('It is switched off. Switch it on. OpenAI said: not enabled.')
  })

  test('shows it as a cross when the key does not connect; the remedy stands beside the key then', () => {
    const [line] = linesOf(answer({ ok: false, checklist: [missing] }), 'anthropic_admin')
    expect(line?.state).toBe('bad')
    expect(line?.words).toBe('It is switched off. Anthropic said: not enabled.')
  })

  test('leaves a line that was never asked open instead of calling it a fault', () => {
    const untried = item('costs', { state: 'failed', words: 'Not tried, because the key itself is not accepted.' })
    expect(linesOf(answer({ ok: false, checklist: [untried] }), 'anthropic_admin')).toEqual([
      { title: 'costs', state: 'wait' },
    ])
  })

  test('is empty for a key that was refused without asking the vendor', () => {
    expect(linesOf(answer({ ok: false, checklist: [] }), 'anthropic_admin')).toEqual([])
  })
})

describe('the verdict', () => {
  const tried = (code?: string) => ({
    checking: false,
    error: null,
    settled: true,
    answer: { problem: code === undefined ? null : { code, message: 'm', remedy: 'r' } },
  })

  test('is nothing before a key was tried', () => {
    expect(verdictOf({ ...tried(), answer: null, settled: false })).toBeNull()
  })

  test('is Ready only when every line is filled', () => {
    expect(verdictOf({ ...tried(), answer: null, checking: true })?.word).toBe('Trying')
    expect(verdictOf({ ...tried(), settled: false })?.word).toBe('Trying')
    expect(verdictOf(tried())?.word).toBe('Ready')
  })

  test('blames the key for its own faults and not for the vendor’s or the network’s', () => {
    expect(verdictOf(tried('wrong_key_type'))?.word).toBe('Wrong key')
    for (const code of ['vendor_down', 'rate_limited', 'unexpected_answer'])
      expect(verdictOf(tried(code))?.word).toBe('Not tried to the end')
    expect(verdictOf(tried('ip_not_allowed'))?.word).toBe('Not let in')
  })

  test('does not blame a key for the region of the ledger: it asks', () => {
    expect(verdictOf(tried('region_refused'))).toEqual({ word: 'Needs your word', tone: 'warn' })
  })
})

describe('the kinds of key', () => {
  test('differ in how their keys begin, where they are made, and what they are called', () => {
    const told = CONNECTION_KINDS.map((kind) => kinds[kind])
    for (const field of ['tab', 'name', 'title', 'begins', 'page'] as const) {
      expect(new Set(told.map((one) => one[field])).size).toBe(CONNECTION_KINDS.length)
    }
  })

  test('are offered in turn: the one that is not connected first', () => {
    expect(nextKind([])).toBe('anthropic_admin')
    expect(nextKind([{ kind: 'anthropic_admin' }])).toBe('openai_admin')
    expect(nextKind([{ kind: 'openai_admin' }])).toBe('anthropic_admin')
    expect(nextKind([{ kind: 'openai_admin' }, { kind: 'anthropic_admin' }])).toBe('anthropic_compliance')
    expect(nextKind(CONNECTION_KINDS.map((kind) => ({ kind })))).toBe('anthropic_admin')
  })
})

describe('an organization in words', () => {
  test.each([
    [{ id: 'org_1', name: 'Tarnwick Instruments' }, 'Tarnwick Instruments', 'Tarnwick Instruments'],
    [{ id: 'org-tarnwick', name: 'org-tarnwick' }, 'org-tarnwick', 'OpenAI'],
    [{ id: 'of:proj_oldest', name: 'of:proj_oldest' }, 'the organization of proj_oldest', 'OpenAI'],
  ])('%j', (organization, words, first) => {
    expect(organizationWords(organization)).toBe(words)
    expect(firstName(organization, 'OpenAI')).toBe(first)
    expect(isNameless(organization)).toBe(first === 'OpenAI')
  })

  test('gives a first name that fits into 60 characters, and the vendor’s before anything is known', () => {
    expect(firstName({ id: 'org_1', name: 'x'.repeat(80) }, 'OpenAI')).toHaveLength(60)
    expect(firstName(null, 'OpenAI')).toBe('OpenAI')
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
