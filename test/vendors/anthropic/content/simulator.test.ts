// The readers against the simulated company: every chat and every text arrives as it was said, and each key hears what it is.
import { describe, expect, it } from 'vitest'
import { anthropicClient } from '../../../../worker/vendors/anthropic/client.ts'
import { organizationsPage, usersPage } from '../../../../worker/vendors/anthropic/content/directory.ts'
import type { ContentMessage } from '../../../../worker/vendors/anthropic/content/message.ts'
import { chatsPage, messagesPage } from '../../../../worker/vendors/anthropic/content/pages.ts'
import { probeCompliance } from '../../../../worker/vendors/anthropic/content/probe.ts'
import { createSimulator, type Simulator } from '../../../simulator/app.ts'
import { chatTruth, hiddenTruth } from '../../../simulator/chat-truth.ts'
import { turn } from '../../../simulator/support/asking.ts'

const NOW = new Date('2026-11-20T10:00:00Z')
const baseUrl = 'http://anthropic.sim'
const made = (chats: number) => createSimulator({ now: () => NOW, chats })
const clientOf = (by: Simulator, key: string) =>
  anthropicClient(key, { baseUrl, fetch: (request) => by.fetch(request) })

const simulator = made(120)
const client = clientOf(simulator, simulator.keys.compliance ?? '')

async function captured(by = client): Promise<ContentMessage[]> {
  const messages: ContentMessage[] = []
  for (let after: string | null = null, more = true; more; ) {
    const list = await chatsPage(by, { after, limit: 50 })
    if (!list.ok) throw new Error(list.fault.words)
    for (const { chatId } of list.items) {
      for (let at: string | null = null, going = true; going; ) {
        const got = await messagesPage(by, chatId, at, 7)
        if (!got.ok) throw new Error(got.fault.words)
        messages.push(...got.items)
        at = got.last
        going = got.hasMore
      }
    }
    after = list.last
    more = list.hasMore
  }
  return messages
}

describe('what is captured', () => {
  const all = captured()

  it('is every message with text, counted against the truth', async () => {
    const truth = chatTruth(simulator.world)
    const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)
    expect(await all).toHaveLength(sum(truth.map(({ messages }) => messages)))
    expect((await all).filter(({ text }) => text !== null)).toHaveLength(sum(truth.map(({ with_text: said }) => said)))
    expect(new Set((await all).map(({ skipped }) => skipped))).toEqual(
      new Set([null, 'tools_only', 'files_only', 'empty']),
    )
  })

  it('is the text word for word, personal data included', async () => {
    const texts = new Map((await all).map(({ messageId, text }) => [messageId, text]))
    const hidden = hiddenTruth(simulator.world)
    expect(hidden.length).toBeGreaterThan(40)
    for (const { message, value } of hidden) expect(texts.get(message)).toContain(value)
  })

  it('belongs to people of the directory, or to those who have left, or to nobody', async () => {
    const tree = await organizationsPage(client)
    const people = await usersPage(client, (tree.ok && tree.items[0]?.id) || '')
    const known = new Set(people.ok ? people.items.map(({ who }) => who.vendorUser) : [])
    const writers = new Set((await all).map(({ who }) => who?.vendorUser))
    expect([...writers].filter((one) => known.has(one)).length).toBeGreaterThan(15)
    expect([...writers].filter((one) => one !== undefined && !known.has(one)).length).toBeLessThanOrEqual(2)
  })

  it('is the same in a second read', async () => {
    expect(await captured()).toEqual(await all)
  })
})

describe('after a change', () => {
  it('one chat comes again, whole', async () => {
    let now = NOW
    const by = createSimulator({ now: () => now, chats: 40 })
    const reader = clientOf(by, by.keys.compliance ?? '')
    const list = await chatsPage(reader, { after: null })
    const id = chatTruth(by.world).find(({ hollow }) => !hollow)?.id ?? ''
    now = new Date('2026-11-20T10:01:00Z')
    await turn(by, 'knobs', { add_message: { chat: id, text: 'and one more' } })
    const again = await chatsPage(reader, { after: list.ok ? list.last : null })
    expect(again).toMatchObject({ ok: true, items: [{ chatId: id, updatedAt: '2026-11-20T10:01:00.000Z' }] })
    const got = await messagesPage(reader, id)
    expect(got.ok && got.items.at(-1)).toMatchObject({ text: 'and one more', skipped: null })
  })
})

describe('each key', () => {
  const probed = async (name: string, knobs: object = {}) => {
    const by = made(40)
    await turn(by, 'knobs', knobs)
    return probeCompliance((key) => clientOf(by, key), by.keys[name] ?? '')
  }

  it.each(['compliance', 'complianceContent', 'complianceAudit'])('%s connects to the company', async (name) => {
    const report = await probed(name)
    const { uuid, name: company } = simulator.world.company
    expect(report).toMatchObject({ ok: true, organization: { id: uuid, name: company } })
    expect(report).not.toHaveProperty('note')
    expect(report.checklist.map(({ state }) => state)).toEqual(Array(9).fill('ok'))
  })

  it('complianceDelete connects with a warning', async () => {
    expect(await probed('complianceDelete')).toMatchObject({ ok: true, note: { code: 'could_delete' } })
    // Where the list does not decide, the feed's refusal would; this key reads the feed too.
    const unknown = await probed('complianceDelete', { key_list: 'all' })
    expect(unknown.checklist.at(-1)?.state).toBe('empty')
  })

  it.each([
    ['complianceHalf', 'no_permission', 'read:compliance_user_data'],
    ['complianceUserOnly', 'no_permission', 'read:compliance_org_data'],
    ['analytics', 'no_permission', 'read:compliance_org_data and read:compliance_user_data'],
    ['complianceRevoked', 'key_revoked', 'revoked'],
    ['admin', 'wrong_key_type', 'Admin key'],
    ['workspaceKey', 'wrong_key_type', 'ordinary Claude key'],
    ['openaiAdmin', 'wrong_key_type', 'OpenAI'],
  ])('%s does not: %s, and hears of %s', async (name, code, words) => {
    const report = await probed(name)
    expect(report).toMatchObject({ ok: false, problem: { code, message: expect.stringContaining(words) } })
  })

  it.each(['team', 'console', 'individual'])('of the plan %s hears that only Enterprise has chats', async (plan) => {
    expect(await probed('compliance', { plan })).toMatchObject({ ok: false, problem: { code: 'plan_not_enterprise' } })
  })

  it('where the Compliance API is off hears how to switch it on', async () => {
    expect(await probed('compliance', { activity: 'not_enabled' })).toMatchObject({
      ok: false,
      problem: { code: 'compliance_off' },
    })
  })

  it('of a tree of two organizations is counted once, under the oldest', async () => {
    const report = await probed('compliance', { linked_organization: 'on' })
    expect(report.organization?.name).toBe('Tarnwick Instruments')
    expect(report.checklist[0]?.detail).toBe('2 organizations in the tree.')
  })
})
