// The company's chats: of the size asked for, in twenty languages, with personal data that can be found again, and truth that is counted apart.
import { describe, expect, it } from 'vitest'
import { chatTruth, contentByDay, hiddenTruth } from './chat-truth.ts'
import { languages } from './company/chats/languages.ts'
import { dayNumber } from './days.ts'
import { ask, moment, simulatorAt, turn } from './support/asking.ts'
import { truthOf } from './truth.ts'
import { createWorld } from './world.ts'

const simulator = simulatorAt()
const { world } = simulator
const truth = chatTruth(world)
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)

async function said(id: string, by = simulator) {
  const { body } = await ask(by, `/v1/compliance/apps/chats/${id}/messages`, 'compliance')
  const messages: { id: string; role: string; content: { type: string; text?: string }[] }[] = body.chat_messages
  return messages.map(({ id, role, content }) => {
    const texts = content.flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : []))
    return { id, role, texts, blocks: content.length }
  })
}
const everything = Promise.all(truth.map(({ id }) => said(id))).then((chats) => chats.flat())

describe('the size', () => {
  it('is six hundred chats and six thousand messages in two years', () => {
    const whole = createWorld({ now: () => new Date('2026-11-20T23:59:59Z') })
    expect(chatTruth(whole)).toHaveLength(600)
    const messages = sum(truth.map((chat) => chat.messages))
    expect(messages).toBeGreaterThan(5_500)
    expect(messages).toBeLessThan(6_500)
  })

  it('is a setting, and a knob', async () => {
    const large = createWorld({ now: () => moment, chats: 1_010 })
    expect(sum(chatTruth(large).map((chat) => chat.messages))).toBeGreaterThan(9_700)
    const small = simulatorAt()
    await turn(small, 'knobs', { chats: 20 })
    expect(chatTruth(small.world).length).toBeLessThanOrEqual(20)
    await turn(small, 'reset', {})
    expect(chatTruth(small.world)).toEqual(truth)
  })

  it('grows with the clock, and what was said stays as it was', async () => {
    const later = simulatorAt(new Date('2026-12-20T15:30:00Z'))
    const now = chatTruth(later.world)
    expect(now.length).toBeGreaterThan(truth.length + 20)
    for (const [place, { id, hollow }] of truth.entries()) {
      expect(now[place]?.id).toBe(id)
      if (place % 40 !== 0 || hollow || now[place]?.hollow) continue
      const before = await said(id)
      expect((await said(id, later)).slice(0, before.length)).toEqual(before)
    }
  })
})

describe('the same seed', () => {
  it('gives the same chats, another seed others', () => {
    expect(chatTruth(createWorld({ now: () => moment }))).toEqual(truth)
    expect(chatTruth(createWorld({ seed: 2, now: () => moment }))[0]?.id).not.toBe(truth[0]?.id)
  })
})

describe('what is said', () => {
  it('is in twenty languages and their scripts', async () => {
    expect(new Set(languages.map(({ code }) => code)).size).toBe(20)
    const text = (await everything).flatMap(({ texts }) => texts).join('\n')
    for (const script of [
      'Latin',
      'Cyrillic',
      'Greek',
      'Arabic',
      'Hebrew',
      'Devanagari',
      'Thai',
      'Han',
      'Hiragana',
      'Hangul',
    ]) {
      expect(text, script).toMatch(new RegExp(`\\p{Script=${script}}{2}`, 'u'))
    }
    expect(text).toMatch(/\p{Emoji_Presentation}\p{Emoji_Modifier}?\u200d/u)
    expect(text).toContain('e\u0301')
    expect(text).toContain('\u2028')
    expect(text).toContain('𠮷')
    expect(text.isWellFormed()).toBe(true)
  })

  it('comes from both sides in turn, some of it without any text, some of it long', async () => {
    const messages = await everything
    const silent = messages.filter(({ texts }) => texts.length === 0)
    expect(new Set(messages.map(({ role }) => role))).toEqual(new Set(['user', 'assistant']))
    expect(silent.filter(({ role, blocks }) => role === 'assistant' && blocks > 0).length).toBeGreaterThan(30)
    expect(messages.filter(({ texts }) => texts.length === 2).length).toBeGreaterThan(100)
    expect(messages.filter(({ texts }) => (texts[0]?.length ?? 0) > 30_000).length).toBeGreaterThan(3)
  })

  it('is counted by the truth as the vendor hands it out', async () => {
    const messages = await everything
    expect(sum(truth.map((chat) => chat.messages))).toBe(messages.length)
    expect(sum(truth.map((chat) => chat.with_text))).toBe(messages.filter(({ texts }) => texts.length > 0).length)
    const of = contentByDay(world)
    const first = dayNumber('2024-11-21')
    const days = Array.from({ length: dayNumber('2026-11-21') - first }, (_, day) => of(first + day))
    expect(sum(days.map((day) => day.chats))).toBe(truth.length)
    expect(sum(days.map((day) => day.messages))).toBe(messages.length)
    expect(sum(days.map((day) => day.with_text))).toBe(sum(truth.map((chat) => chat.with_text)))
    expect(truthOf(world, dayNumber('2026-11-18')).content).toEqual(of(dayNumber('2026-11-18')))
  })
})

describe('personal data', () => {
  it('of every kind stands where the truth says, word for word', async () => {
    const hidden = hiddenTruth(world)
    const byId = new Map((await everything).map((message) => [message.id, message.texts.join('\n')]))
    for (const { message, value } of hidden) expect(byId.get(message)).toContain(value)
    const kinds = Object.groupBy(hidden, ({ kind }) => kind)
    for (const kind of ['EMAIL', 'PHONE', 'SSN', 'CARD', 'API_KEY', 'IP'] as const) {
      expect(kinds[kind]?.length, kind).toBeGreaterThan(20)
    }
  })

  it('is nobody’s: addresses of example domains, documentation networks, void numbers', () => {
    for (const { kind, value } of hiddenTruth(world)) {
      if (kind === 'EMAIL') expect(value).toMatch(/@(mail\.)?example\.(com|org|net)$/)
      if (kind === 'IP') expect(value).toMatch(/^203\.0\.113\.|^2001:db8::/)
    }
  })
})

it('the control surface tells the truth about chats', async () => {
  const response = await simulator.fetch(new Request('http://any.host/__sim/chats'))
  expect(await response.json()).toEqual({ chats: truth, hidden: hiddenTruth(world) })
})
