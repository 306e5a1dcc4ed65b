// Capture: what people and Claude said to each other, read from the simulated vendor and compared with what was really said.
import { beforeEach, describe, expect, it } from 'vitest'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { hex, utf8 } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { tickRegion } from '../../worker/pull/schedule.ts'
import { readBlob } from '../../worker/vault/blob.ts'
import type { ChatTruth } from '../simulator/chat-truth.ts'
import { home, ledger, makeTenant, vault } from '../support/tenants.ts'
import { connectKey, drain, headOf, later, MINUTE, recordsIn, rowOf, type Stage, stage, turn } from './stage.ts'

const STREAM = 'anthropic.content'
/** Reaches back over some dozen chats of the two years that the simulated company has. */
const SINCE = '2026-11-08'

let on: Stage
let tenant: TenantId
let connection: ConnectionId

async function truth(): Promise<ChatTruth[]> {
  const answer = await on.simulator.fetch(new Request('http://anthropic.sim/__sim/chats'))
  const { chats } = (await answer.json()) as { chats: ChatTruth[] }
  return chats
}
const since = (chats: ChatTruth[]) => chats.filter(({ updated_at }) => updated_at >= SINCE)

/** Records in force, by id. */
async function inForce(kind: 'chat' | 'message'): Promise<Map<string, LedgerRecord>> {
  const records = (await recordsIn(tenant, STREAM)).filter((record) => record.kind === kind)
  return new Map(records.map((record) => [record.id, record]))
}
const texts = async (chat: string): Promise<string[]> => {
  const messages = [...(await inForce('message')).values()].filter(({ data }) => data.chat === chat)
  return Promise.all(messages.map(textOf))
}

async function textOf(record: LedgerRecord): Promise<string> {
  const { content, subject, stream, id, rev } = record
  if (content === undefined) throw new Error(`${id} has no content`)
  const about = { ref: `${stream}/${id}/${rev}`, ...(subject !== undefined && { subject }) }
  const opened = await readBlob(vault(tenant), about, content)
  if (!opened.ok) throw new Error(`${id}: ${opened.code}`)
  return opened.text
}

async function poll(): Promise<void> {
  later(15 * MINUTE)
  await tickRegion(on.env, 'us', new Date())
  await drain(on)
}

beforeEach(async () => {
  on = stage()
  await turn(on, { chats: 600 })
  tenant = await makeTenant()
})

describe('the first read', () => {
  beforeEach(async () => {
    connection = await connectKey(on, tenant, 'compliance', SINCE)
    await drain(on)
  })

  it('takes every chat since the chosen day and every message with text in it, once', async () => {
    const chats = since(await truth())
    expect(chats.length).toBeGreaterThan(10)
    expect(new Set((await inForce('chat')).keys())).toEqual(new Set(chats.map(({ id }) => id)))
    const messages = [...(await inForce('message')).values()]
    for (const { id, with_text } of chats) {
      expect(messages.filter(({ data }) => data.chat === id)).toHaveLength(with_text)
    }
    expect((await recordsIn(tenant, STREAM)).every(({ rev }) => rev === 0)).toBe(true)
    expect((await rowOf(tenant, connection, STREAM)).backfillState).toBe('done')
  })

  it('counts the messages without text in the record of their chat', async () => {
    const chats = await inForce('chat')
    for (const { id, messages, with_text } of since(await truth())) {
      expect(chats.get(id)?.data).toMatchObject({ messages: with_text, without_text: messages - with_text })
    }
  })

  it('seals texts apart from the ledger, under digests that anybody recomputes from the text alone', async () => {
    const messages = [...(await inForce('message')).values()]
    expect(new Set(messages.map(({ data }) => data.role))).toEqual(new Set(['user', 'assistant']))
    for (const record of messages.slice(0, 30)) {
      const text = await textOf(record)
      expect(record.content?.sha256).toBe(hex(sha256(utf8(text))))
      expect(record.content?.bytes).toBe(utf8(text).length)
      expect(JSON.stringify(record)).not.toContain(text)
    }
  })

  it('seals titles and addresses: the record of a chat names nobody', async () => {
    const people = (await truth()).flatMap(({ email }) => (email === null ? [] : [email]))
    const chats = [...(await inForce('chat')).values()]
    expect(chats.some(({ sealed }) => sealed?.fields.includes('title'))).toBe(true)
    const all = JSON.stringify(chats)
    for (const email of new Set(people)) expect(all).not.toContain(email)
  })

  it('adds nothing when it is read again', async () => {
    const before = await headOf(tenant)
    await connectKey(on, tenant, 'compliance', SINCE)
    await drain(on)
    expect(await headOf(tenant)).toEqual(before)
  })
})

describe('what happens to a chat afterwards', () => {
  let chat: ChatTruth

  beforeEach(async () => {
    connection = await connectKey(on, tenant, 'compliance', SINCE)
    await drain(on)
    const whole = since(await truth()).filter(({ hollow, with_text }) => !hollow && with_text > 3)
    const [first] = whole
    if (first === undefined) throw new Error('no chat with text')
    chat = first
  })

  it('is followed: a new message is one record more, and the chat is restated', async () => {
    const before = await texts(chat.id)
    await turn(on, { add_message: { chat: chat.id, text: 'One more thing, 再一次.' } })
    await poll()
    expect(await texts(chat.id)).toEqual([...before, 'One more thing, 再一次.'])
    expect((await inForce('chat')).get(chat.id)?.rev).toBe(1)
  })

  it('deleted by its owner, it keeps our text and says when it was deleted', async () => {
    const before = await texts(chat.id)
    await turn(on, { delete_chat: chat.id })
    await poll()
    const record = (await inForce('chat')).get(chat.id)
    expect(record?.data).toMatchObject({ emptied: true, messages: 0 })
    expect(record?.data.deleted_at).toMatch(/^2026-11-20T/)
    expect(await texts(chat.id)).toEqual(before)
  })

  it('emptied at the vendor, it keeps our text', async () => {
    const before = await texts(chat.id)
    await turn(on, { empty_chat: chat.id })
    await turn(on, { rename_chat: { id: chat.id, name: 'another title' } })
    await poll()
    expect(await texts(chat.id)).toEqual(before)
  })

  it('gone between being listed and being read, it stops nothing', async () => {
    await turn(on, { add_message: { chat: chat.id, text: 'last words' } })
    await turn(on, { remove_chat: chat.id })
    await poll()
    expect(await rowOf(tenant, connection, STREAM)).toMatchObject({ state: 'reading', failures: 0 })
    expect((await texts(chat.id)).length).toBe(chat.with_text)
  })

  it('stands in the read models with its messages', async () => {
    await ledger(tenant).settle()
    const { results } = await home.db
      .prepare('SELECT chat, count(*) AS messages FROM message WHERE tenant = ? GROUP BY chat')
      .bind(tenant)
      .all<{ chat: string; messages: number }>()
    const wanted = since(await truth()).filter(({ with_text }) => with_text > 0)
    expect(new Map(results.map((row) => [row.chat, row.messages]))).toEqual(
      new Map(wanted.map(({ id, with_text }) => [id, with_text])),
    )
  })
})

describe('the people whose chats are read', () => {
  it('are known by name from the directory of the same key', async () => {
    connection = await connectKey(on, tenant, 'compliance', SINCE)
    await drain(on)
    const members = await recordsIn(tenant, 'anthropic.directory')
    expect(members.length).toBeGreaterThan(3)
    const subjects = new Set(members.map(({ subject }) => subject))
    const chats = [...(await inForce('chat')).values()].filter(({ subject }) => subject !== undefined)
    expect(chats.filter(({ subject }) => subjects.has(subject)).length).toBeGreaterThan(chats.length / 2)
  })
})
