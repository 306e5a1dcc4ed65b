// The Content page: its address, what chats are called, why a list is empty, reveals, holds, erasures and approvals in words.
import { describe, expect, it } from 'vitest'
import { approvalKinds, sorted } from '../../web/src/content/approval-words.ts'
import { clockWords, leftUntil, minutesWords } from '../../web/src/content/countdown.ts'
import {
  countedWords,
  erasureName,
  erasureOf,
  reasonCodes,
  reasonWords,
  stepsOf,
} from '../../web/src/content/erasure-words.ts'
import { holdName, inOrder } from '../../web/src/content/hold-words.ts'
import { isReason, leastReason, reasonCount } from '../../web/src/content/reason.ts'
import { firstName, whoName } from '../../web/src/content/who.ts'
import { causeOf } from '../../web/src/pages/content/cause.ts'
import { custodyWords } from '../../web/src/pages/content/custody.ts'
import { readAsked } from '../../web/src/pages/content/reveals.ts'
import { askOf, exportSearch, isFiltered, noFilter } from '../../web/src/pages/content/search.ts'
import { chatLine, chatName, isErased, spanWords } from '../../web/src/pages/content/titles.ts'
import { beginsDay, isChoosable, marksOf } from '../../web/src/pages/content/transcript-parts.ts'
import {
  type ApprovalView,
  type ChatView,
  type ErasureView,
  type HoldView,
  REASON_CODES,
  RevealBody,
} from '../../worker/http/schemas/content.ts'

const person = { subject: 'sub_sofia', name: 'Sofia Marchetti', email: 'sofia@example.com' }

const chat = (over: Partial<ChatView> = {}): ChatView => ({
  id: 'claude_chat_1',
  vendor: 'anthropic',
  organization: null,
  project: null,
  title: [{ text: 'Warranty letter' }],
  person,
  model: null,
  created_at: '2026-11-06T14:02:00.000Z',
  updated_at: '2026-11-20T12:44:00.000Z',
  deleted_at: null,
  emptied: false,
  messages: 12,
  without_text: 0,
  erased: 0,
  holds: [],
  seq: 7,
  match: null,
  ...over,
})

describe('the address of the page', () => {
  it('asks for every day until days are chosen', () => {
    expect(askOf({ who: 'sub_1', llm: 'opus', q: 'order' })).toEqual({
      person: 'sub_1',
      model: 'opus',
      q: 'order',
      show: undefined,
    })
    expect(askOf({ r: '7d' }, '2026-11-20')).toMatchObject({ from: '2026-11-14', to: '2026-11-20' })
  })
  it('is filtered by a filter and not by what is open', () => {
    expect(isFiltered({ chat: 'c', record: 4 })).toBe(false)
    expect(isFiltered({ show: 'held' })).toBe(true)
    expect(isFiltered({ ...noFilter, chat: 'c' })).toBe(false)
  })
})

describe('export for review', () => {
  const listed = [{ id: 'a' }, { id: 'b' }]
  it('takes days and person as they are', () => {
    expect(exportSearch({ r: '2026-11-01..2026-11-20', who: 'sub_1' }, listed, true)).toEqual({
      wish: 'new',
      content: 'masked',
      from: '2026-11-01',
      to: '2026-11-20',
      person: 'sub_1',
    })
  })
  it('names the chats where an export knows no such filter', () => {
    expect(exportSearch({ q: 'order', who: 'sub_1' }, listed, true)).toEqual({
      wish: 'new',
      content: 'masked',
      chats: ['a', 'b'],
    })
  })
  it('does not pretend to have all of them while more are to come', () => {
    expect(exportSearch({ q: 'order', who: 'sub_1' }, listed, false)).toEqual({
      wish: 'new',
      content: 'masked',
      person: 'sub_1',
    })
  })
})

describe('a chat', () => {
  it('is called by its title, with masks in words', () => {
    const title = [{ text: 'To ' }, { text: '[PHONE 2]', mark: { kind: 'PHONE' as const, number: 2 } }]
    expect(chatName(chat({ title }))).toBe('To phone 2')
  })
  it('without a title says so, and when everything of it was erased', () => {
    expect(chatName(chat({ title: null }))).toBe('Chat without a title')
    expect(chatName(chat({ title: [{ text: '  ' }] }))).toBe('Chat without a title')
    expect(chatName(chat({ title: null, messages: 9, erased: 9 }))).toBe('Erased chat')
    expect(isErased(chat({ title: null, messages: 9, erased: 1 }))).toBe(false)
    expect(isErased(chat({ title: null, messages: 0, erased: 0 }))).toBe(false)
  })
  it('says when and how long, the year only where it is another', () => {
    expect(chatLine(chat(), '2026-11-21')).toBe('20 Nov · 12 messages')
    expect(chatLine(chat({ messages: 1 }), '2027-01-02')).toBe('20 Nov 2026 · 1 message')
    expect(spanWords(chat())).toBe('12 messages, 6 – 20 Nov 2026')
    expect(spanWords(chat({ created_at: '2025-12-30T00:00:00Z' }))).toBe('12 messages, 30 Dec 2025 – 20 Nov 2026')
    expect(spanWords(chat({ created_at: '2026-11-20T00:00:00Z', messages: 1 }))).toBe('1 message, 20 Nov 2026')
  })
  it('names its person as far as anybody is named', () => {
    expect([firstName(person), firstName({ subject: 's', email: 'mei@example.com' }), firstName(null)]).toEqual([
      'Sofia',
      'mei',
      'Person',
    ])
    expect([whoName(person), whoName({ subject: 's' }), whoName(null)]).toEqual([
      'Sofia Marchetti',
      'No name',
      'Nobody named',
    ])
  })
})

describe('the transcript', () => {
  it('says the day where it changes', () => {
    const at = (value: string) => ({ at: value })
    const days = [at('2026-11-06T14:02:00Z'), at('2026-11-06T23:59:59Z'), at('2026-11-07T00:00:00Z')]
    expect(days.map((_, index) => beginsDay(days, index))).toEqual([true, false, true])
  })
  it('offers for a reveal what has something masked', () => {
    const mark = { kind: 'CARD' as const, number: 1 }
    expect(isChoosable({ seq: 1, pieces: [{ text: '[CARD 1]', mark }] })).toBe(true)
    expect(isChoosable({ seq: 1, pieces: [{ text: '4111', mark }] })).toBe(false)
    expect(isChoosable({ seq: 1, pieces: null })).toBe(false)
  })
  it('adds the marks of its pages, and counts one value on two pages once', () => {
    const marks = (count: number, distinct: number) => [{ kind: 'EMAIL' as const, count, distinct }]
    expect(
      marksOf([
        { marks: marks(3, 2), messages: [] },
        { marks: marks(2, 1), messages: [] },
      ]),
    ).toEqual([{ kind: 'EMAIL', count: 5, distinct: 2 }])
  })
  it('tells each step of custody, unknown ones too', () => {
    expect(custodyWords({ what: 'captured', by: null })).toBe('Captured from Anthropic')
    expect(custodyWords({ what: 'revealed', by: person })).toBe('Revealed to Sofia Marchetti')
    expect(custodyWords({ what: 'moved_away', by: null })).toBe('Moved away')
  })
})

describe('an empty list', () => {
  const key = {
    id: 'cn_1',
    kind: 'anthropic_compliance' as const,
    state: 'working' as const,
    words: null,
    backfill: { state: 'done' as const, days_done: 1, days_asked: 1, records: 0 },
  }
  const stream = { connection: 'cn_1', stream: 'anthropic.content', state: 'reading' as const, words: null }
  const base = {
    summary: { connected: true, chats: 0 },
    connections: [key],
    streams: [stream],
    filtered: false,
    notIndexed: 0,
  }
  it('without a key asks for one', () => {
    expect(causeOf({ ...base, summary: null })).toEqual({ cause: 'not_connected' })
    expect(causeOf({ ...base, connections: [] })).toEqual({ cause: 'not_connected' })
    expect(causeOf({ ...base, connections: [{ ...key, kind: 'anthropic_admin' }] }).cause).toBe('not_connected')
  })
  it('with a key that may not read says what it lacks', () => {
    const streams = [{ ...stream, state: 'skipped' as const, words: 'This key lacks a scope.' }]
    expect(causeOf({ ...base, streams })).toEqual({
      cause: 'not_readable',
      words: 'This key lacks a scope.',
      connection: 'cn_1',
    })
    expect(causeOf({ ...base, connections: [{ ...key, state: 'broken' }] }).cause).toBe('not_readable')
  })
  it('while the past is read shows how far', () => {
    const backfill = { ...key.backfill, state: 'running' as const }
    expect(causeOf({ ...base, connections: [{ ...key, backfill }] })).toEqual({ cause: 'reading', connection: 'cn_1' })
  })
  it('with everything read says that there is nothing', () => {
    expect(causeOf(base)).toEqual({ cause: 'nothing_captured' })
  })
  it('under a filter blames the filter, also when the key is gone', () => {
    const captured = { ...base, summary: { connected: false, chats: 9 }, filtered: true, notIndexed: 4 }
    expect(causeOf(captured)).toEqual({ cause: 'nothing_fits', notIndexed: 4 })
    expect(causeOf({ ...captured, connections: [] })).toEqual({ cause: 'nothing_fits', notIndexed: 4 })
  })
})

describe('a reason', () => {
  it('is counted and taken as the API takes it', () => {
    for (const typed of [
      'x'.repeat(leastReason - 1),
      `  ${'x'.repeat(leastReason)}  `,
      'x'.repeat(1001),
      ' '.repeat(40),
    ]) {
      expect(isReason(typed)).toBe(RevealBody.safeParse({ reason: typed }).success)
    }
    expect(reasonCount(' abc ')).toBe('3 of at least 20 characters')
  })
})

describe('a reveal', () => {
  it('counts down to nothing and no further', () => {
    const now = Date.parse('2026-11-20T15:00:00.000Z')
    expect(leftUntil('2026-11-20T15:30:00.000Z', now)).toBe(1_800_000)
    expect(leftUntil('2026-11-20T14:00:00.000Z', now)).toBe(0)
    expect([clockWords(1_799_001), clockWords(61_000), clockWords(1), clockWords(0)]).toEqual([
      '30:00',
      '1:01',
      '0:01',
      '0:00',
    ])
    expect([minutesWords(1_800_000), minutesWords(1), minutesWords(0)]).toEqual([
      '30 minutes of the reveal are left',
      'Less than a minute of the reveal is left',
      'The reveal has ended',
    ])
  })
  it('that waits is read back from the window, and nothing else is', () => {
    expect(readAsked('{"approval":"ap_1","messages":[4,7]}')).toEqual({ approval: 'ap_1', messages: [4, 7] })
    expect(readAsked('{"approval":"ap_1","messages":null}')).toEqual({ approval: 'ap_1', messages: null })
    for (const odd of [null, '', '{', '[]', '7', '{"approval":7,"messages":null}', '{"messages":null}']) {
      expect(readAsked(odd)).toBeNull()
    }
  })
})

const hold = (over: Partial<HoldView>): HoldView => ({
  id: 'hd_1',
  scope: 'person',
  person,
  chat: null,
  matter: '2026-11',
  reason: null,
  placed_by: null,
  placed_at: '2026-11-09T10:02:00.000Z',
  released_at: null,
  released_by: null,
  seq: 1,
  ...over,
})

describe('holds', () => {
  it('that stand come first, the newest of them on top', () => {
    const rows = [
      hold({ id: 'old' }),
      hold({ id: 'gone', released_at: '2026-11-19T00:00:00Z', placed_at: '2026-11-18T00:00:00Z' }),
      hold({ id: 'new', placed_at: '2026-11-17T00:00:00Z' }),
    ]
    expect(inOrder(rows).map(({ id }) => id)).toEqual(['new', 'old', 'gone'])
  })
  it('are named by whom or what they are on', () => {
    expect([holdName(hold({})), holdName(hold({ scope: 'chat' })), holdName(hold({ person: null }))]).toEqual([
      'Sofia Marchetti',
      'one chat',
      'a person',
    ])
  })
})

const none = { chats: 0, messages: 0, envelopes: 0, blobs: 0, keys: 0, words: 0, mentions: 0, exports: 0 }
const erasure = (over: Partial<ErasureView>): ErasureView => ({
  id: 'er_1',
  scope: 'person',
  person: { subject: 'sub_x' },
  chat: null,
  state: 'running',
  step: 'find',
  words: null,
  reason_code: 'request',
  mentions: 'erase',
  requested_by: null,
  created_at: '2026-11-20T00:00:00Z',
  done_at: null,
  intent_seq: 5,
  result_seq: null,
  counts: none,
  approval: null,
  certificate: null,
  lifted_at: null,
  ...over,
})
const states = (over: Partial<ErasureView>) => stepsOf(erasure(over)).map(({ state }) => state)

describe('an erasure', () => {
  it('goes line by line, whatever the small steps are called', () => {
    expect(states({ state: 'queued', intent_seq: null })).toEqual(['trying', 'wait', 'wait', 'wait', 'wait'])
    for (const step of ['find', 'texts', 'keys', 'mentions_texts', 'directory']) {
      expect(states({ step })).toEqual(['ok', 'trying', 'wait', 'wait', 'wait'])
    }
    expect(states({ step: 'verify' })).toEqual(['ok', 'ok', 'trying', 'wait', 'wait'])
    expect(states({ step: 'result' })).toEqual(['ok', 'ok', 'ok', 'trying', 'wait'])
    expect(states({ step: 'certificate' })).toEqual(['ok', 'ok', 'ok', 'ok', 'trying'])
    expect(states({ state: 'done', step: 'certificate' })).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
  })
  it('turns nothing while it waits, and says why it was refused', () => {
    expect(states({ state: 'waiting', intent_seq: null })).toEqual(['wait', 'wait', 'wait', 'wait', 'wait'])
    expect(stepsOf(erasure({ state: 'refused', intent_seq: null, words: 'On hold.' }))[0]).toMatchObject({
      state: 'bad',
      words: 'On hold.',
    })
  })
  it('counts what is there and leaves out what is not', () => {
    expect(countedWords({ ...none, messages: 1, words: 1, mentions: 2, keys: 3 })).toEqual([
      '1 message',
      '3 keys',
      '1 word of the index',
      '2 mentions by others',
    ])
    expect(countedWords(none)).toEqual([])
  })
  it('is named without a name once there is none', () => {
    expect(erasureName(erasure({}))).toBe('One person')
    expect([erasureOf(erasure({})), erasureOf(erasure({ person })), erasureOf(erasure({ scope: 'chat' }))]).toEqual([
      'Erasure of one person',
      'Erasure of Sofia Marchetti',
      'Erasure of one chat',
    ])
  })
  it('has words for every cause that the API knows', () => {
    expect(Object.keys(reasonCodes).sort()).toEqual([...REASON_CODES].sort())
    expect(reasonWords('something_new')).toBe('Something new')
  })
})

describe('approvals', () => {
  const approval = (id: string, over: Partial<ApprovalView>): ApprovalView => ({
    id,
    kind: 'reveal',
    words: '',
    reason: null,
    requested_by: null,
    requested_at: '2026-11-20T00:00:00Z',
    expires_at: '2026-11-27T00:00:00Z',
    state: 'waiting',
    decided_by: null,
    decided_at: null,
    mine: false,
    ...over,
  })
  it('put first what this person may decide', () => {
    const { waiting, decided } = sorted([
      approval('theirs', { requested_at: '2026-11-21T00:00:00Z' }),
      approval('done', { state: 'used', mine: true }),
      approval('mine', { mine: true }),
    ])
    expect(waiting.map(({ id }) => id)).toEqual(['mine', 'theirs'])
    expect(decided.map(({ id }) => id)).toEqual(['done'])
  })
  it('have a word for a release too', () => {
    expect(approvalKinds.release).toBe('Release a hold')
  })
})
