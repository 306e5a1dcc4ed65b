// The messages of a chat: whole or in pages, in either order, cut tool blocks, and what is left after deletion.
import { describe, expect, it } from 'vitest'
import { chatTruth } from './chat-truth.ts'
import { all, ask, simulatorAt, turn } from './support/asking.ts'

interface Said {
  readonly id: string
  readonly content: readonly { type: string; input?: string; text?: string; truncated: boolean }[]
  readonly files: unknown
  readonly generated_files: unknown
  readonly artifacts: unknown
}
const simulator = simulatorAt()
const pathOf = (id: string) => `/v1/compliance/apps/chats/${id}/messages`
const messages = async (id: string, query = '', by = simulator): Promise<Said[]> =>
  (await ask(by, `${pathOf(id)}${query}`, 'compliance')).body.chat_messages
const longest = chatTruth(simulator.world).reduce((best, one) =>
  !one.hollow && one.messages > best.messages ? one : best,
)

describe('a chat', () => {
  it('comes whole when no limit is given, with the fields of the list', async () => {
    const { body } = await ask(simulator, pathOf(longest.id), 'compliance')
    const { chat_messages: said, has_more: more, first_id: _, last_id: __, ...about } = body
    expect(said).toHaveLength(longest.messages)
    expect(more).toBe(false)
    const rows = (await all(simulator, '/v1/compliance/apps/chats?limit=1000', 'compliance')) as { id: string }[]
    expect(about).toEqual(rows.find(({ id }) => id === longest.id))
  })

  it('comes in pages, either way round, and from the back', async () => {
    const whole = await messages(longest.id)
    const walk = async (order: string) => {
      const rows: Said[] = []
      for (let query = `?limit=3&order=${order}`; ; ) {
        const { body } = await ask(simulator, pathOf(longest.id) + query, 'compliance')
        rows.push(...body.chat_messages)
        if (!body.has_more) return { rows, first: String(body.first_id) }
        query = `?limit=3&order=${order}&after_id=${encodeURIComponent(body.last_id)}`
      }
    }
    const { rows, first } = await walk('asc')
    expect(rows).toEqual(whole)
    expect((await walk('desc')).rows).toEqual([...whole].reverse())
    const last = whole.length - (whole.length % 3 || 3)
    const back = await messages(longest.id, `?limit=2&before_id=${encodeURIComponent(first)}`)
    expect(back).toEqual(whole.slice(last - 2, last))
  })

  it('has tool blocks cut where the asker says so', async () => {
    const chats = await Promise.all(
      chatTruth(simulator.world)
        .slice(0, 80)
        .map(({ id }) => messages(id)),
    )
    const at = chats.findIndex((said) => said.some(({ content }) => content.some(({ type }) => type === 'tool_use')))
    const id = chatTruth(simulator.world)[at]?.id ?? ''
    const blocks = (await messages(id, '?tool_use_input_max_chars=5&tool_result_max_chars=0')).flatMap(
      ({ content }) => content,
    )
    const use = blocks.find(({ type }) => type === 'tool_use')
    expect(use).toMatchObject({ truncated: true, input: '{"que' })
    expect(blocks.find(({ type }) => type === 'tool_result')).toMatchObject({
      truncated: true,
      content: [{ text: '' }],
    })
    for (const { type, truncated } of blocks) if (type === 'text') expect(truncated).toBe(false)
  })

  it('that is unknown, a bad limit, a made-up cursor and an unknown parameter are refused in the vendor’s words', async () => {
    const { status, body } = await ask(simulator, pathOf('claude_chat_01nothing'), 'compliance')
    expect([status, body]).toEqual([
      404,
      { error: { type: 'not_found_error', message: 'Chat claude_chat_01nothing not found.' } },
    ])
    for (const query of ['?limit=0', '?after_id=x', '?user_ids[]=x', '?created_at.gte=yesterday']) {
      expect((await ask(simulator, pathOf(longest.id) + query, 'compliance')).status).toBe(400)
    }
  })
})

describe('what is lost', () => {
  const hollow = (said: readonly Said[]) =>
    said.every(({ content, files, generated_files: made, artifacts }) => {
      return content.length === 0 && files === null && made === null && artifacts === null
    })

  it.each([
    ['deleted', 'delete_chat', true],
    ['emptied', 'empty_chat', false],
  ])('a chat that is %s keeps its messages as shells', async (_, knob, isDeleted) => {
    const by = simulatorAt()
    expect(hollow(await messages(longest.id, '', by))).toBe(false)
    await turn(by, 'knobs', { [knob]: longest.id })
    const { body } = await ask(by, pathOf(longest.id), 'compliance')
    expect(body.chat_messages).toHaveLength(longest.messages)
    expect(hollow(body.chat_messages)).toBe(true)
    expect(body.deleted_at === null).toBe(!isDeleted)
    expect(body.name === '').toBe(isDeleted)
    expect(chatTruth(by.world).find(({ id }) => id === longest.id)).toMatchObject({ hollow: true, with_text: 0 })
  })

  it('an older deployment keeps the text of a deleted chat', async () => {
    const by = simulatorAt()
    const before = await messages(longest.id, '', by)
    await turn(by, 'knobs', { delete_chat: longest.id, deleted_chats: 'readable' })
    expect(await messages(longest.id, '', by)).toEqual(before)
  })

  it('a chat that is removed is not found', async () => {
    const by = simulatorAt()
    await turn(by, 'knobs', { remove_chat: longest.id })
    expect((await ask(by, pathOf(longest.id), 'compliance')).status).toBe(404)
  })

  it('people delete some of their chats themselves', async () => {
    const deleted = chatTruth(simulator.world).filter((chat) => chat.deleted)
    expect(deleted.length).toBeGreaterThan(15)
    expect(hollow(await messages(deleted[0]?.id ?? ''))).toBe(true)
  })
})

it('what a knob says is said now, word for word', async () => {
  const by = simulatorAt()
  const text = 'exactly this: "é" \u{1f9ea}\n'
  await turn(by, 'knobs', { add_message: { chat: longest.id, text, role: 'assistant' } })
  const last = (await messages(longest.id, '', by)).at(-1)
  expect(last).toMatchObject({
    role: 'assistant',
    content: [{ type: 'text', text }],
    created_at: '2026-11-20T15:30:00Z',
  })
})
