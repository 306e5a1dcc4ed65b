// Exports that hold the texts of chats: masked or revealed, held to our own verifier, with what an auditor recomputes from a text alone.
import { beforeAll, describe, expect, it } from 'vitest'
import { hex, utf8 } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { ingestPage } from '../../worker/pull/ingest.ts'
import { at, code, join } from '../http/harness.ts'
import { page } from '../pull/scripted.ts'
import { connect } from '../support/tenants.ts'
import { chatDrafts } from './chats.ts'
import { ask, call, drain, filesOf, judge, ledger, open, type Stage, stage, troubles, vault, view } from './stage.ts'

const WHY = 'Matter 2026-11 asks for these two chats.'
const TEXTS = ['Mail lena@example.com or call +49 30 901820.', 'Thank you, 谢谢, شكرا 👍']
let on: Stage

beforeAll(async () => {
  on = await stage()
  await connect(on.tenant, 'not-a-key', 'org-1', 1, 'anthropic_compliance')
  const made = page(['c1', 'c2'].flatMap((id) => chatDrafts(id, TEXTS)))
  if (!made.ok) throw new Error('no page')
  const about = { tenant: on.tenant, stream: 'anthropic.content', scope: 'org-1', digest: true }
  const target = { ...about, ledger: ledger(on.tenant), vault: vault(on.tenant) }
  const result = await ingestPage(target, made.page, { now: new Date('2026-11-20T10:00:00.000Z') })
  if (!result.ok) throw new Error(result.code)
})

/** The only bundle of an export, which must pass. */
async function exported(body: object) {
  const id = await ask(on, body)
  await drain(on)
  expect((await view(on, id)).state).toBe('ready')
  const [bytes = new Uint8Array()] = await filesOf(on, id)
  expect(troubles(await judge(on, bytes))).toEqual([])
  const opened = await open(bytes)
  const records = opened.lines('data/records.jsonl') as LedgerRecord[]
  const texts = [...opened.files].flatMap(([path, file]) =>
    path.includes('data/content/') ? [JSON.parse(new TextDecoder().decode(file)) as Record<string, unknown>] : [],
  )
  return { ...opened, records, texts, whole: new TextDecoder().decode(bytes) }
}

describe('an export with texts revealed', () => {
  it('holds each text as it was captured, and sha256sum of the text alone is in its record', async () => {
    const { records, texts, predicate } = await exported({
      content: 'revealed',
      reason: WHY,
      filter: { chats: ['c1'] },
    })
    expect(texts.map(({ text }) => text)).toEqual(TEXTS)
    for (const { seq, text } of texts) {
      const record = records.find((one) => one.seq === seq)
      expect(record?.content?.sha256).toBe(hex(sha256(utf8(String(text)))))
    }
    expect(predicate).toMatchObject({ masked: false, counts: { content: 2, masked: 0 } })
  })

  it('takes the records of the asked chats and of no other', async () => {
    const { records } = await exported({ content: 'masked', filter: { chats: ['c2'], gap_statements: false } })
    expect(records.map(({ id }) => id)).toEqual(['c2/m1', 'c2/m2', 'c2'])
  })
})

describe('an export with texts masked', () => {
  it('holds marks in the place of personal data, which stands nowhere in it', async () => {
    const { texts, predicate, files } = await exported({ content: 'masked', filter: { chats: ['c1'] } })
    expect(texts[0]).toMatchObject({ masked: 'Mail [EMAIL 1] or call [PHONE 1].' })
    expect(texts[0]).not.toHaveProperty('salt')
    expect(texts[0]?.marks).toEqual([
      { kind: 'EMAIL', count: 1 },
      { kind: 'PHONE', count: 1 },
    ])
    expect(predicate).toMatchObject({ masked: true, counts: { content: 2, masked: 2 } })
    for (const [path, bytes] of files)
      expect([path, new TextDecoder().decode(bytes)].join()).not.toContain('lena@example.com')
  })
})

describe('an export without texts', () => {
  it('holds no text of the chats that are in it', async () => {
    const { texts, records } = await exported({ filter: { chats: ['c1'] } })
    expect(texts).toEqual([])
    expect(records.length).toBeGreaterThan(2)
  })
})

describe('asking for texts', () => {
  it.each([
    ['without a reason', { content: 'revealed' }, 'invalid_request'],
    ['with a reason that says nothing', { content: 'revealed', reason: 'because' }, 'invalid_request'],
    ['as documents alone', { documents: ['pdf'] }, 'invalid_request'],
    ['with a prefix that no load file takes', { content: 'masked', bates_prefix: 'no1' }, 'invalid_request'],
  ])('%s is refused in words', async (_, body, refused) => {
    const reply = await call(on, 'POST', '/api/exports', body)
    expect([reply.status, code(reply)]).toEqual([400, refused])
  })

  it.each(['auditor', 'finance', 'member'] as const)('is not for a %s', async (role) => {
    const { browser } = await join(on.owner, role)
    const reply = await call(on, 'POST', '/api/exports', { content: 'masked' }, browser)
    expect([reply.status, code(reply)]).toEqual([403, 'forbidden'])
  })

  it('is refused where no Compliance Access Key is connected', async () => {
    const other = await stage()
    const reply = await call(other, 'POST', '/api/exports', { content: 'masked' })
    expect([reply.status, code(reply)]).toEqual([403, 'forbidden'])
  })

  it('keeps the reason sealed: the record of asking says what, and not why in the clear', async () => {
    const id = await ask(on, { content: 'revealed', reason: WHY, filter: { chats: ['c1'] } })
    await drain(on)
    const all = await ledger(on.tenant).records(0, 500)
    const record = all.map(({ text }) => JSON.parse(text) as LedgerRecord).find(({ data }) => at(data, 'export') === id)
    expect(record?.data).toMatchObject({ action: 'created', review: { content: 'revealed' } })
    expect(record?.sealed?.fields).toContain('reason')
    expect(JSON.stringify(all)).not.toContain(WHY)
  })
})
