// From the vendor's message to ours: the text exactly as its JSON decodes, why there is none, and what it carries besides.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Chat, chatOf } from '../../../../worker/vendors/anthropic/content/chat.ts'
import { Message, messageOf } from '../../../../worker/vendors/anthropic/content/message.ts'
import hollow from '../../../vectors/anthropic-examples/compliance-chat-messages.deleted-chat.json'
import example from '../../../vectors/anthropic-examples/compliance-chat-messages.json'
import chats from '../../../vectors/anthropic-examples/compliance-chats.json'

const chat = chatOf(Chat.parse(example))
const mapped = (message: unknown) => messageOf(chat, Message.parse(message))
const saying = (...content: unknown[]) =>
  mapped({ id: 'claude_chat_msg_01x', role: 'user', created_at: '2026-11-18T14:05:13Z', content })
const text = (said: string, more = {}) => ({ type: 'text', text: said, ...more })
const [first, second, third] = example.chat_messages

describe('a chat', () => {
  it('is taken apart', () => {
    expect(chat).toEqual({
      chatId: example.id,
      title: 'Dashboard requirements',
      createdAt: '2026-11-18T14:04:55.000Z',
      updatedAt: '2026-11-18T14:06:31.000Z',
      deletedAt: null,
      model: 'claude-opus-5-5',
      organization: example.organization_uuid,
      projectId: example.project_id,
      workspaceId: null,
      who: { vendorUser: `anthropic:${example.user.id}`, email: 'priya.sharma@example.com' },
    })
  })

  it('without a name, a model, a project, a person or a change has none', () => {
    const [, nameless, deleted] = chats.data.map((one) => chatOf(Chat.parse(one)))
    expect(nameless).toMatchObject({ title: null, model: null, projectId: null, who: null })
    expect(deleted).toMatchObject({ title: null, deletedAt: '2026-11-18T14:21:40.000Z' })
    const { id, created_at } = example
    expect(chatOf(Chat.parse({ id, created_at }))).toMatchObject({
      updatedAt: chat.createdAt,
      organization: null,
      deletedAt: null,
      who: null,
    })
  })

  it('of an older deployment has the other id of the organization', () => {
    const { organization_uuid: _, ...old } = example
    expect(chatOf(Chat.parse(old)).organization).toBe(example.organization_id)
  })

  it('of a person without an address is known by the id', () => {
    const one = chatOf(Chat.parse({ ...example, user: { id: 'user_01x', email_address: null } }))
    expect(one.who).toEqual({ vendorUser: 'anthropic:user_01x' })
  })
})

describe('a message', () => {
  it('has the chat, the person and the times around it', () => {
    expect(mapped(first)).toEqual({
      chatId: chat.chatId,
      title: chat.title,
      deletedAt: null,
      model: chat.model,
      organization: chat.organization,
      projectId: chat.projectId,
      workspaceId: null,
      who: chat.who,
      messageId: first?.id,
      role: 'user',
      createdAt: '2026-11-18T14:05:13.000Z',
      updatedAt: null,
      chatUpdatedAt: '2026-11-18T14:06:31.000Z',
      text: 'Can you draft requirements for the new dashboard?',
      skipped: null,
      blocks: 1,
      truncated: false,
      thinkingRedacted: false,
      tools: [],
      attachments: [
        {
          kind: 'file',
          id: 'claude_file_01xChYV1QP3eWSKqPJqjvt1y',
          version: null,
          name: 'dashboard_mockup_v1.pdf',
          mime: 'application/pdf',
          bytes: 48213,
          md5: '437175ba4191210ee004e1d937494d09',
        },
      ],
    })
  })

  it('of several text blocks has a blank line between them, and the names of the tools', () => {
    expect(mapped(second)).toMatchObject({
      text: 'I will look up the tracker first.\n\nHere is a first draft of the requirements.',
      blocks: 2,
      tools: ['search_issues'],
      attachments: [
        { kind: 'generated_file', name: 'requirements_summary.csv', md5: null },
        { kind: 'artifact', name: 'Dashboard requirements', mime: 'text/markdown', version: expect.any(String) },
      ],
    })
  })

  it('with files alone has no text', () => {
    expect(mapped(third)).toMatchObject({ text: null, skipped: 'files_only', blocks: 0 })
  })

  it('with tools alone has no text, nor with a block of a kind of tomorrow', () => {
    expect(saying({ type: 'tool_use', name: 'x', input: '{"cut' })).toMatchObject({ text: null, skipped: 'tools_only' })
    expect(saying({ type: 'voice', text: 'hm' })).toMatchObject({ text: null, skipped: 'tools_only' })
  })

  it('that was emptied has no text', () => {
    for (const one of hollow.chat_messages) {
      expect(messageOf(chatOf(Chat.parse(hollow)), Message.parse(one))).toMatchObject({ text: null, skipped: 'empty' })
    }
    expect(saying(text(''))).toMatchObject({ text: null, skipped: 'empty', blocks: 0 })
    const bare = { id: 'm', role: 'user', created_at: '2026-11-18T14:05:13Z' }
    expect(mapped(bare)).toMatchObject({ text: null, skipped: 'empty' })
    expect(mapped({ ...bare, content: null, files: null })).toMatchObject({ text: null, skipped: 'empty' })
  })

  it('says when the vendor cut it, or cut reasoning out of it', () => {
    expect(saying(text('a', { truncated: true }), text('b'))).toMatchObject({
      truncated: true,
      thinkingRedacted: false,
    })
    expect(saying(text('a', { thinking_redacted: true }))).toMatchObject({ truncated: false, thinkingRedacted: true })
  })

  it('keeps a role that nobody knows', () => {
    expect(mapped({ id: 'm', role: 'observer', created_at: '2026-11-18T14:05:13Z' }).role).toBe('observer')
  })

  it('is not kept out by odd details of a file', () => {
    const files = [{ id: 'claude_file_01x', filename: 5, size_bytes: -1, md5: {}, mime_type: [] }]
    const one = mapped({ id: 'm', role: 'user', created_at: '2026-11-18T14:05:13Z', content: [text('hi')], files })
    expect(one).toMatchObject({ text: 'hi', attachments: [{ name: null, bytes: null, md5: null, mime: null }] })
  })
})

describe('the text', () => {
  it('of one block is that string, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (said) => {
        expect(saying(JSON.parse(JSON.stringify(text(said)))).text).toBe(said)
      }),
    )
  })

  it.each([
    ['spaces around it', '  a \n'],
    ['a letter and its mark apart', 'cafe\u0301'],
    ['line ends of three kinds', 'a\r\nb\rc\u2028d'],
    ['marks of direction', '\u202babc\u202c\ufeff'],
    ['joined emoji', '👩🏽‍🔬🏳️‍🌈'],
    ['a NUL', 'a\u0000b'],
  ])('keeps %s', (_, said) => expect(saying(text(said)).text).toBe(said))

  it('loses nothing but empty blocks when it is put together', () => {
    expect(saying(text('a\n'), text(''), { type: 'tool_use', name: 't' }, text('\nb')).text).toBe('a\n\n\n\nb')
  })
})
