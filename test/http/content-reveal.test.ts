// Reveals: the reason is a record before any text goes out, for one person, one chat and half an hour; and a second person where one is wanted.
import { runInDurableObject } from 'cloudflare:test'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { findApproval } from '../../worker/db/tenant/approvals.ts'
import { ApprovalList, RevealAnswer } from '../../worker/http/schemas/content.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { openFields } from '../../worker/tenant/describe.ts'
import { CONFLICT } from '../../worker/tenant/publish.ts'
import { deleteMeta, writeMeta } from '../../worker/tenant/storage.ts'
import { home, ledger, vault } from '../support/tenants.ts'
import {
  ADA,
  type Content,
  capture,
  chatOf,
  contentStage,
  detail,
  markErased,
  messageOf,
  REASON,
  records,
  textsOf,
} from './content-stage.ts'
import { acts, at, type Browser, code } from './harness.ts'

const TEXT = 'Write to zora@example.com.'
let on: Content
let seqs: number[]

beforeAll(async () => {
  on = await contentStage(
    chatOf('chat-1', ADA, 'About zora@example.com'),
    messageOf('m1', 'chat-1', ADA, TEXT, 2),
    messageOf('m2', 'chat-1', ADA, 'zora@example.com answered.', 3),
    chatOf('chat-2', ADA, null),
    messageOf('m1', 'chat-2', ADA, 'zora@example.com again', 2),
  )
  seqs = (await detail(on.admin, 'chat-1')).messages.map(({ seq }) => seq)
})

const ask = (browser: Browser, body: object = {}, chat = 'chat-1') =>
  browser.post(`/api/content/chats/${chat}/reveal`, { reason: REASON, ...body })
async function revealed(browser: Browser, body: object = {}, chat = 'chat-1'): Promise<RevealAnswer> {
  const reply = await ask(browser, body, chat)
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
  return RevealAnswer.parse(reply.body)
}
const reveals = async (): Promise<LedgerRecord[]> =>
  (await records(on.tenant)).filter(({ kind, data }) => kind === 'reveal' && data.action === 'revealed')

describe('a reveal', () => {
  it('is a record of who, which messages and until when; the reason is sealed with it', async () => {
    const { id, seq, until } = await revealed(on.admin)
    const record = (await reveals()).at(-1)
    expect(record).toMatchObject({
      ...{ seq, stream: 'tallystick.content', refs: seqs },
      data: { reveal: id, chat: 'chat-1', whole: true, messages: 2, until, marks: { EMAIL: 2 } },
      sealed: { fields: expect.arrayContaining(['email', 'reason']) },
    })
    expect(record?.subject).toMatch(/^sub_/)
    expect(JSON.stringify(record)).not.toContain(REASON)
    const view = await ledger(on.tenant).record(seq ?? -1)
    if (view === null) throw new Error('no record')
    expect(await openFields(vault(on.tenant), view, true)).toMatchObject({ fields: { reason: REASON } })
  })

  it('then shows the texts and still marks what was masked', async () => {
    const { id, seq, until } = await revealed(on.admin)
    const seen = await detail(on.admin, 'chat-1', `?reveal=${id}`)
    expect(textsOf(seen)[0]).toBe(TEXT)
    expect(seen.messages[0]?.pieces).toEqual([
      { text: 'Write to ' },
      { text: 'zora@example.com', mark: { kind: 'EMAIL', number: 1 } },
      { text: '.' },
    ])
    expect(seen.chat.title?.map(({ text }) => text).join('')).toBe('About zora@example.com')
    expect(seen.revealed).toEqual({ id, seq, until })
    expect(seen.custody.at(-1)).toMatchObject({ what: 'revealed', seq, words: 'the whole chat, 2 messages' })
  })

  it('of some messages shows those and masks the rest, the title too', async () => {
    const { id } = await revealed(on.admin, { messages: seqs.slice(1) })
    expect((await reveals()).at(-1)).toMatchObject({ refs: seqs.slice(1), data: { whole: false, messages: 1 } })
    const seen = await detail(on.admin, 'chat-1', `?reveal=${id}`)
    expect(textsOf(seen)).toEqual(['Write to [EMAIL 1].', 'zora@example.com answered.'])
    expect(seen.chat.title?.at(-1)?.text).toBe('[EMAIL 1]')
  })

  it('is nobody else’s, no other chat’s, and nothing that was not recorded', async () => {
    const { id } = await revealed(on.admin)
    for (const [browser, chat, reveal] of [
      [on.owner, 'chat-1', id],
      [on.admin, 'chat-2', id],
      [on.admin, 'chat-1', `rv_${'0'.repeat(26)}`],
      [on.admin, 'chat-1', 'chat-1'],
    ] as const) {
      const seen = await detail(browser, chat, `?reveal=${reveal}`)
      expect([seen.revealed, JSON.stringify(seen).includes('zora')]).toEqual([null, false])
    }
  })

  it('ends after half an hour', async () => {
    const { id, until } = await revealed(on.admin)
    const [minute, end] = [60_000, Date.parse(until ?? '')]
    vi.useFakeTimers({ toFake: ['Date'], now: end - minute })
    try {
      expect((await detail(on.admin, 'chat-1', `?reveal=${id}`)).revealed?.id).toBe(id)
      vi.setSystemTime(end)
      expect(JSON.stringify(await detail(on.admin, 'chat-1', `?reveal=${id}`))).not.toContain('zora')
    } finally {
      vi.useRealTimers()
    }
  })

  it('shows nothing that came after it, and nothing that was erased', async () => {
    await capture(on.tenant, chatOf('chat-5', ADA, null), messageOf('m1', 'chat-5', ADA, 'old zora@example.com', 2))
    const { id } = await revealed(on.admin, {}, 'chat-5')
    await capture(on.tenant, messageOf('m2', 'chat-5', ADA, 'new zora@example.com', 3))
    const read = () => detail(on.admin, 'chat-5', `?reveal=${id}`)
    expect(textsOf(await read())).toEqual(['old zora@example.com', 'new [EMAIL 1]'])
    const [first] = (await read()).messages
    await markErased(on.tenant, first?.seq ?? -1, 0)
    expect(textsOf(await read())).toEqual([null, 'new [EMAIL 1]'])
  })

  it('without a reason, or of a message of another chat, is refused and no record', async () => {
    const before = (await reveals()).length
    expect(code(await ask(on.admin, { reason: 'because' }))).toBe('invalid_request')
    expect(code(await ask(on.admin, { reason: `because${' '.repeat(30)}` }))).toBe('invalid_request')
    const [other] = (await detail(on.admin, 'chat-2')).messages
    expect(code(await ask(on.admin, { messages: [other?.seq] }))).toBe('invalid_request')
    expect(await reveals()).toHaveLength(before)
  })

  it('that cannot be recorded fails, and nothing is shown', async () => {
    const before = (await reveals()).length
    await runInDurableObject(ledger(on.tenant), (_, { storage }) =>
      writeMeta(storage.sql, CONFLICT, 'stopped by a test'),
    )
    const reply = await ask(on.admin)
    await runInDurableObject(ledger(on.tenant), (_, { storage }) => deleteMeta(storage.sql, CONFLICT))
    expect([reply.status, JSON.stringify(reply.body).includes('rv_')]).toEqual([500, false])
    expect(await reveals()).toHaveLength(before)
  })
})

describe('where a second person is wanted', () => {
  beforeAll(async () => {
    expect((await on.owner.patch('/api/settings', { second_approver: true })).status).toBe(200)
  })
  let waiting: RevealAnswer
  beforeEach(async () => {
    waiting = await revealed(on.admin)
  })
  const decide = (browser: Browser, decision: 'approve' | 'refuse', id = waiting.approval) =>
    browser.post(`/api/content/approvals/${id}`, { decision, words: 'seen' })

  it('the wish is recorded with its reason, and waits', async () => {
    expect(waiting).toMatchObject({ state: 'waiting', until: null })
    const record = (await records(on.tenant)).find(({ seq }) => seq === waiting.seq)
    expect(record).toMatchObject({ kind: 'reveal', refs: seqs, data: { action: 'asked', chat: 'chat-1' } })
    const { approvals } = ApprovalList.parse((await on.owner.get('/api/content/approvals')).body)
    expect(approvals.find(({ id }) => id === waiting.approval)).toMatchObject({
      ...{ kind: 'reveal', state: 'waiting', reason: REASON, mine: true },
      words: 'See the whole text of chat chat-1 unmasked',
    })
  })

  it('nobody decides what they asked for', async () => {
    const reply = await decide(on.admin, 'approve')
    expect([reply.status, code(reply)]).toEqual([403, 'forbidden'])
    const { approvals } = ApprovalList.parse((await on.admin.get('/api/content/approvals')).body)
    expect(approvals.find(({ id }) => id === waiting.approval)).toMatchObject({ state: 'waiting', mine: false })
  })

  it('is revealed once somebody else approved, once, to whoever asked, and for what was asked', async () => {
    const used = (body: object = {}, browser = on.admin) => ask(browser, { approval: waiting.approval, ...body })
    expect(at((await used()).body, 'error', 'details', 'state')).toBe('waiting')
    expect((await decide(on.owner, 'approve')).status).toBe(200)
    const decided = (await records(on.tenant)).find(({ id }) => id === `${waiting.approval}/decided`)
    expect(decided).toMatchObject({ data: { action: 'approved' }, refs: [waiting.seq] })
    expect(at((await used({ messages: seqs.slice(1) })).body, 'error', 'details', 'state')).toBe('not_found')
    expect(at((await used({}, on.owner)).body, 'error', 'details', 'state')).toBe('not_found')
    const answer = RevealAnswer.parse((await used()).body)
    expect((await reveals()).at(-1)?.data).toMatchObject({ reveal: answer.id, approval: waiting.approval })
    expect(textsOf(await detail(on.admin, 'chat-1', `?reveal=${answer.id}`))[0]).toBe(TEXT)
    expect(at((await used()).body, 'error', 'details', 'state')).toBe('used')
  })

  it('is refused for good where somebody else refused', async () => {
    expect((await decide(on.owner, 'refuse')).status).toBe(200)
    expect(code(await decide(on.owner, 'approve'))).toBe('conflict')
    const reply = await ask(on.admin, { approval: waiting.approval })
    expect([code(reply), at(reply.body, 'error', 'details', 'state')]).toEqual(['approval_needed', 'refused'])
  })

  it('expires after a week', async () => {
    const row = await findApproval(home.db, on.tenant, waiting.approval ?? '')
    expect(Date.parse(row?.expiresAt ?? '') - Date.parse(row?.requestedAt ?? '')).toBe(7 * 86_400_000)
    await home.db
      .prepare('UPDATE approval SET expires_at = ? WHERE id = ?')
      .bind(new Date().toISOString(), row?.id)
      .run()
    expect(code(await decide(on.owner, 'approve'))).toBe('conflict')
    const { approvals } = ApprovalList.parse((await on.owner.get('/api/content/approvals')).body)
    expect(approvals.find(({ id }) => id === row?.id)?.state).toBe('expired')
  })

  it('says so in the settings, and the change is a record', async () => {
    expect((await on.owner.get('/api/settings')).body).toMatchObject({ second_approver: true, retention_months: null })
    await on.owner.patch('/api/settings', { second_approver: false, retention_months: 12 })
    expect(acts.at(-1)?.act.data).toEqual({
      action: 'settings_changed',
      changed: { second_approver: { from: true, to: false }, retention_months: { from: null, to: 12 } },
    })
    expect((await on.owner.get('/api/settings')).body).toMatchObject({ second_approver: false, retention_months: 12 })
    expect(code(await on.owner.patch('/api/settings', { retention_months: 0 }))).toBe('invalid_request')
    await on.owner.patch('/api/settings', { retention_months: null })
    expect((await on.owner.get('/api/settings')).body).toMatchObject({ retention_months: null })
  })
})
