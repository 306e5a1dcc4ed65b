// Transcripts: masked by default, numbered the same through the whole chat, and honest about what is not there.
import { beforeAll, describe, expect, it } from 'vitest'
import { hex, utf8 } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import { deleteBlobs } from '../../worker/vault/blob.ts'
import { vault } from '../support/tenants.ts'
import {
  ADA,
  type Content,
  capture,
  chatOf,
  contentStage,
  detail,
  list,
  markErased,
  messageOf,
  OLI,
  textsOf,
} from './content-stage.ts'
import { at, code } from './harness.ts'
import { parseCsv } from './read-app.ts'

const FIRST = 'Write to zora@example.com or rolf@example.com, phone +49 30 901820.'
const SECOND = 'I wrote to rolf@example.com. 東京'
let on: Content

beforeAll(async () => {
  on = await contentStage(
    chatOf('chat-1', ADA, 'About zora@example.com', { deleted_at: '2026-03-05T10:00:00.000Z' }),
    messageOf('m1', 'chat-1', ADA, FIRST, 2, { attachments: 2, tools: 1 }),
    messageOf('m2', 'chat-1', ADA, SECOND, 3, { truncated: true }),
    messageOf('m3', 'chat-1', ADA, 'no personal data', 4),
    chatOf('chat-2', OLI, null, { updated_at: '2026-04-01T00:00:00.000Z', model: 'claude-haiku-4-5' }),
    messageOf('m1', 'chat-2', OLI, 'hello', 2),
  )
})

describe('a transcript', () => {
  it('is masked: a value has its kind and one number in all texts of the chat, its title too', async () => {
    const seen = await detail(on.admin, 'chat-1')
    expect(textsOf(seen)).toEqual([
      'Write to [EMAIL 1] or [EMAIL 2], phone [PHONE 1].',
      'I wrote to [EMAIL 2]. 東京',
      'no personal data',
    ])
    expect(seen.chat.title).toEqual([{ text: 'About ' }, { text: '[EMAIL 1]', mark: { kind: 'EMAIL', number: 1 } }])
    expect(JSON.stringify(seen)).not.toMatch(/zora|rolf|901820/)
    expect(seen.marks).toEqual([
      { kind: 'EMAIL', count: 3, distinct: 2 },
      { kind: 'PHONE', count: 1, distinct: 1 },
    ])
  })

  it('keeps the numbers from page to page', async () => {
    const first = await detail(on.admin, 'chat-1', '?limit=1')
    expect(textsOf(first)).toHaveLength(1)
    const second = await detail(on.admin, 'chat-1', `?limit=1&cursor=${first.next_cursor}`)
    expect(textsOf(second)).toEqual(['I wrote to [EMAIL 2]. 東京'])
    const third = await detail(on.admin, 'chat-1', `?limit=1&cursor=${second.next_cursor}`)
    expect([textsOf(third), third.next_cursor]).toEqual([['no personal data'], null])
  })

  it('says what each record has: digest, length, what was cut and what is not captured', async () => {
    const { messages, chat } = await detail(on.admin, 'chat-1')
    expect(messages.map(({ sha256 }) => sha256)).toEqual(
      [FIRST, SECOND, 'no personal data'].map((text) => hex(sha256(utf8(text)))),
    )
    expect(messages.map(({ bytes }) => bytes)).toEqual([FIRST, SECOND, 'no personal data'].map((t) => utf8(t).length))
    expect(messages.map(({ truncated, not_captured }) => [truncated, not_captured])).toEqual([
      [false, 3],
      [true, 0],
      [false, 0],
    ])
    expect(chat).toMatchObject({ messages: 3, without_text: 1, erased: 0, deleted_at: '2026-03-05T10:00:00.000Z' })
    expect(chat.person).toMatchObject({ name: 'Ada Example', email: 'ada@example.com' })
  })

  it('begins its chain of custody with the capture and the deletion at the vendor', async () => {
    const { custody } = await detail(on.admin, 'chat-1')
    expect(custody.map(({ what }) => what)).toEqual(['captured', 'deleted_at_vendor'])
  })

  it('keeps the title that a later revision of the chat has no more', async () => {
    await capture(on.tenant, chatOf('chat-3', OLI, 'Kept title'), messageOf('m1', 'chat-3', OLI, 'text'))
    await capture(on.tenant, chatOf('chat-3', OLI, null, { emptied: true, messages: 0 }))
    const seen = await detail(on.admin, 'chat-3')
    expect(seen.chat).toMatchObject({ emptied: true, title: [{ text: 'Kept title' }], messages: 1 })
    expect(textsOf(seen)).toEqual(['text'])
  })

  it('of an id that is none here is not found', async () => {
    expect((await on.admin.get('/api/content/chats/chat-99')).status).toBe(404)
    expect(code(await on.admin.get('/api/content/chats/chat-1?cursor=bm8'))).toBe('invalid_cursor')
  })
})

describe('a text that is not there', () => {
  beforeAll(async () => {
    const made = [0, 1, 2].map((n) => messageOf(`m${n}`, 'chat-4', ADA, `gone ${n} ivy@example.com`, 2 + n))
    await capture(on.tenant, chatOf('chat-4', ADA, 'ivy@example.com'), ...made)
  })

  it('is a tombstone where an erasure record names it, also while its object still lies there', async () => {
    const { messages, chat } = await detail(on.admin, 'chat-4')
    const [first] = messages
    await markErased(on.tenant, first?.seq ?? -1, chat.seq)
    const seen = await detail(on.admin, 'chat-4')
    expect(textsOf(seen)).toEqual([null, 'gone 1 [EMAIL 1]', 'gone 2 [EMAIL 1]'])
    expect(seen.messages[0]?.tombstone).toMatchObject({ state: 'erased', by: chat.seq, at: '2026-03-02T00:00:00.000Z' })
    expect(seen.chat.erased).toBe(1)
    expect(seen.custody.map(({ what }) => what)).toContain('erased')
    expect((await list(on.admin, '?show=erased')).chats.map(({ id }) => id)).toEqual(['chat-4'])
  })

  it('is lost where it does not open and no erasure explains it', async () => {
    await deleteBlobs(vault(on.tenant), 'chat-4/m2/')
    const seen = await detail(on.admin, 'chat-4')
    expect(seen.messages.map(({ tombstone }) => tombstone?.state ?? null)).toEqual(['erased', null, 'lost'])
    expect(seen.messages[2]?.tombstone).toMatchObject({ by: null, at: null })
  })
})

describe('the list of chats', () => {
  it('is filtered by person, model, days and what became of them', async () => {
    const ids = async (query: string) => (await list(on.admin, query)).chats.map(({ id }) => id)
    const everyone = await list(on.admin)
    expect(everyone.chats[0]?.id).toBe('chat-2')
    expect(everyone.models).toEqual(['claude-haiku-4-5', 'claude-opus-4-8'])
    expect(everyone.totals?.chats).toBe(everyone.chats.length)
    const oli = everyone.chats[0]?.person?.subject ?? ''
    expect((await ids(`?person=${oli}`)).sort()).toEqual(['chat-2', 'chat-3'])
    expect(await ids('?model=claude-haiku-4-5')).toEqual(['chat-2'])
    expect(await ids('?from=2026-03-15')).toEqual(['chat-2'])
    expect(await ids('?to=2026-02-28')).toEqual([])
    expect(await ids('?show=deleted')).toEqual(['chat-1'])
    expect(await ids('?show=held')).toEqual([])
  })

  it('is paged', async () => {
    const whole = (await list(on.admin)).chats.map(({ id }) => id)
    const first = await list(on.admin, '?limit=2')
    const second = await list(on.admin, `?limit=2&cursor=${first.next_cursor}`)
    expect([...first.chats, ...second.chats].map(({ id }) => id)).toEqual(whole.slice(0, 4))
  })

  it('is a CSV of the same chats without any text', async () => {
    const reply = await on.admin.get('/api/content/chats.csv?model=claude-opus-4-8')
    const [head = [], ...lines] = parseCsv(String(reply.body))
    expect(head.slice(0, 5)).toEqual(['chat', 'vendor', 'person', 'name', 'email'])
    expect(lines.map(([id]) => id).sort()).toEqual(['chat-1', 'chat-3', 'chat-4'])
    expect(String(reply.body)).not.toMatch(/About|zora|Kept title|gone/)
  })

  it('is summed up, with what is never captured', async () => {
    const { body } = await on.admin.get('/api/content/summary')
    expect(body).toMatchObject({ connected: true, chats: 4, messages: 8, erased: 1, deleted_at_vendor: 1 })
    expect(at(body, 'not_captured', 0)).toMatch(/Files/)
  })
})
